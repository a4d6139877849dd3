import { expect, test } from 'vitest'
import { createLineFilter, redact } from '../../scripts/product/server-log.mjs'

function kept(...lines: string[]): string[] {
  return lines.map(createLineFilter()).filter((line) => line !== undefined)
}

test('requests and mails, whose lines hold tokens and addresses, are dropped', () => {
  const lines = [
    '[wrangler:info] GET /ro/link/0AB.1.secret/ 200 OK (4ms)',
    '[wrangler:info] send_email binding called with MessageBuilder:',
    'From: no-reply@example.com',
    'To: guest.ro@example.com',
    'Text: /somewhere/mail.txt',
  ]
  expect(kept(...lines)).toEqual([])
})

test('the product’s own log is kept', () => {
  const line = '{"event":"mail","state":"sent"}'
  expect(kept(line)).toEqual([line])
})

test('an error is kept with what is indented below it, and nothing after that', () => {
  const lines = [
    '\u001B[31m✘ [ERROR] Uncaught Error: boom\u001B[0m',
    '',
    '    at reply (a.ts:1)',
    'GET /x',
  ]
  expect(kept(...lines)).toEqual(['✘ [ERROR] Uncaught Error: boom', '    at reply (a.ts:1)'])
})

test('a kept line has neither token nor address', () => {
  const line =
    '{"url":"http://localhost:1/ro/link/0AB.1.secret/code/","to":"ana.pop@mail.example.com"}'
  const shown = '{"url":"http://localhost:1/ro/link/…/code/","to":"…@…"}'
  expect(kept(line)).toEqual([shown])
  expect(redact('/en/link/x?y /it/link/z')).toBe('/en/link/…?y /it/link/…')
})
