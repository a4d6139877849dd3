import { expect, test } from 'vitest'
import { deviceKind } from '../../../src/core/access/device.ts'

const engine = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  ['phone', `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${engine} Mobile/15E148`],
  ['phone', `Mozilla/5.0 (Linux; Android 16; K) ${engine} Mobile Safari/537.36`],
  ['phone', 'Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0'],
  ['tablet', `Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) ${engine} Mobile/15E148`],
  ['tablet', `Mozilla/5.0 (Linux; Android 16; K) ${engine} Safari/537.36`],
  ['tablet', 'Mozilla/5.0 (Android 16; Tablet; rv:140.0) Gecko/140.0'],
  ['computer', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${engine}`],
  ['computer', 'Mozilla/4.0 (compatible; Windows NT 6.1; Tablet PC 2.0)'],
  ['computer', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${engine}`],
  ['computer', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101'],
  ['computer', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${engine}`],
  ['unknown', 'curl/8.0'],
  ['unknown', ''],
  ['unknown', undefined],
  ['unknown', '\ud800\0<script>'],
])('a %s: %s', (kind, userAgent) => {
  expect(deviceKind(userAgent)).toBe(kind)
})

test('a hostile length is read in time', () => {
  for (const word of ['Android ', 'Tablet ', 'Tablet PC ', 'a', 'Windows ']) {
    expect(['tablet', 'unknown']).toContain(deviceKind(word.repeat(500_000)))
  }
})
