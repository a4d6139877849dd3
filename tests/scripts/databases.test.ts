import { expect, test } from 'vitest'
import { readDatabases } from '../../scripts/product/databases.mjs'

test('the databases of the configuration are found, wherever they stand in it', () => {
  const toml = `name = "tichet"

[[d1_databases]]
binding = "DB"
database_name = "tichet"
migrations_dir = "functions/migrations"

[[kv_namespaces]]
binding = "CODES"

[[d1_databases]]
database_name = "tichet-01"
binding = "DB_01"

[triggers]
crons = ["* * * * *"]

[[d1_databases]]
binding = "DB_02"
database_name = "tichet-02"`
  expect(readDatabases(toml)).toEqual([
    { binding: 'DB', name: 'tichet' },
    { binding: 'DB_01', name: 'tichet-01' },
    { binding: 'DB_02', name: 'tichet-02' },
  ])
})

test('this checkout has one, and it is the one that everything begins with', () => {
  expect(readDatabases()).toEqual([{ binding: 'DB', name: 'tichet' }])
})
