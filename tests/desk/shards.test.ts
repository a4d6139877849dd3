import { describe, expect, test } from 'vitest'
import { alphabet } from '../../src/core/ticket-number.ts'
import { missingDatabases } from '../../src/platform/databases.ts'
import { Shards } from '../../src/platform/shards.ts'
import type { Database } from '../../src/platform/d1-database.ts'

const database = {} as Database

function openShards(count: number): Shards {
  return new Shards([database, ...Array.from({ length: count - 1 }, () => database)])
}

const keys = Array.from({ length: 20_000 }, (_, index) => `key-${index}-${index * 7919}`)

describe('shards', () => {
  test.each([4, 32])('%i share new tickets evenly', (count) => {
    const shards = openShards(count)
    const shares = Map.groupBy(keys, (key) => shards.shardOf(key))
    expect([...shares.keys()].toSorted()).toEqual([...alphabet.slice(0, count)].toSorted())
    const fair = keys.length / count
    for (const [shard, share] of shares) {
      expect(Math.abs(share.length - fair) / fair, shard).toBeLessThan(0.15)
    }
  })

  test('with one database all tickets have the first character', () => {
    expect(new Set(keys.map((key) => openShards(1).shardOf(key)))).toEqual(new Set(['0']))
  })

  test('one more database takes its share, and moves no key between the others', () => {
    for (const key of keys.slice(0, 2000)) {
      const [before, after] = [openShards(4).shardOf(key), openShards(5).shardOf(key)]
      expect([before, '4']).toContain(after)
    }
  })

  test('a key is looked for wherever it may have gone since there was one database', () => {
    const shards = openShards(6)
    for (const key of keys.slice(0, 500)) {
      const places = shards.placesOf(key)
      expect(new Set(places).size).toBe(places.length)
      for (const count of [1, 2, 3, 4, 5, 6]) {
        expect(places).toContain(shards.of(openShards(count).shardOf(key)))
      }
    }
  })

  test("a number's first character names its database, the alphabet's order being theirs", () => {
    const shards = openShards(32)
    const named = [...alphabet].map((character) => shards.of(`${character}AAAAAAA`))
    expect(named).toEqual(shards.all)
    expect(new Set(named).size).toBe(32)
  })

  test.each(['4AAAAAAA', 'ZZZZZZZZ', '', 'none'])('%j belongs to no shard of four', (ticketId) => {
    const shards = openShards(4)
    expect(shards.of(ticketId)).toBe(shards.home)
  })
})

describe('bindings with a hole between them', () => {
  test.each([
    [['DB'], []],
    [['DB', 'DB_01', 'DB_02'], []],
    [['DB', 'DB_02'], ['DB_01']],
    [
      ['DB', 'DB_01', 'DB_04'],
      ['DB_02', 'DB_03'],
    ],
    [['DB', 'DB_32', 'DB_1', 'DB_AB'], []],
  ])('%j: missing %j', (bound, missing) => {
    expect(missingDatabases(Object.fromEntries(bound.map((name) => [name, {}])))).toEqual(missing)
  })
})
