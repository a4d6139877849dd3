import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ensurePortIsFree, findFreePort } from '../../scripts/product/port.mjs'
import { ensureSecrets, readApiToken } from '../../scripts/product/secrets.mjs'
import { inProject, readPlace, toolEnvironment } from '../../scripts/setup/project.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tichet-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a copy serves on 8787 with its state in the checkout, unless told otherwise', () => {
  expect(readPlace({})).toMatchObject({
    origin: 'http://localhost:8787',
    stateDir: inProject('.wrangler', 'state'),
  })
  const elsewhere = { PORT: '9000', STATE_DIR: '/elsewhere' }
  const place = { port: 9000, origin: 'http://localhost:9000', stateDir: '/elsewhere' }
  expect(readPlace(elsewhere)).toMatchObject(place)
})

test.each(['abc', '0', '65536', '80.5', '-1'])('PORT=%s is refused by name', (PORT) => {
  expect(() => readPlace({ PORT })).toThrow(`PORT is "${PORT}"`)
})

test('a registry that is set is respected, else each state folder has its own', () => {
  const before = process.env['WRANGLER_REGISTRY_PATH']
  process.env['WRANGLER_REGISTRY_PATH'] = '/given'
  expect(toolEnvironment('/state').WRANGLER_REGISTRY_PATH).toBe('/given')
  delete process.env['WRANGLER_REGISTRY_PATH']
  expect(toolEnvironment('/state').WRANGLER_REGISTRY_PATH).toBe(join('/state', 'registry'))
  if (before !== undefined) process.env['WRANGLER_REGISTRY_PATH'] = before
})

test('secrets are random, only for their owner, and never written over', () => {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  expect([ensureSecrets(first), ensureSecrets(second)]).toEqual([true, true])
  const written = readFileSync(first, 'utf8')
  expect(ensureSecrets(first)).toBe(false)
  expect(readFileSync(first, 'utf8')).toBe(written)
  expect(statSync(first).mode & 0o777).toBe(0o600)
  expect(readApiToken(first)).toMatch(/^[\w-]{43}$/)
  expect(readApiToken(first)).not.toBe(readApiToken(second))
  const key = /^SECRET_KEY=(.+)$/m.exec(written)?.[1] ?? ''
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
})

test('a secrets file without a token for the API is named', () => {
  const path = join(folder, 'half')
  writeFileSync(path, 'SECRET_KEY=a\n')
  expect(() => readApiToken(path)).toThrow('holds no API_TOKEN')
})

test('a port in use is told, with PORT in the advice', async () => {
  const port = await findFreePort()
  await expect(ensurePortIsFree(port)).resolves.toBeUndefined()
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  await expect(ensurePortIsFree(port)).rejects.toMatchObject({
    message: expect.stringContaining(String(port)),
    whatToDo: expect.stringContaining('PORT='),
  })
  server.close()
})
