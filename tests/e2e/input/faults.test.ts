import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { paths } from '../../../src/i18n/paths.ts'
import { headerInjections, statements, traversals } from '../../input/injections.ts'
import { leaksIn } from '../../input/leaks.ts'
import { some } from '../../input/runs.ts'
import { FormClient } from '../form-client.ts'
import { askCode, codeForm, newGuest, provenGuest, ticketPage, type Guest } from '../guest.ts'
import { callApi } from '../support.ts'

const numbers = ['Infinity', '-Infinity', '1e308', '-1', '0', '1.5', '9007199254740993', 'NaN']
const broken = ['%', '%0', '%zz', '%E0%A4%A', '%C0%AF', '%ED%A0%80', '%00', '%0d%0a', '%2e%2e%2f']

let guest: Guest
beforeAll(async () => void (guest = await provenGuest({ email: 'faults@example.com' })))

/** The status of a request line as it is written here: `fetch` would mend it first. */
function askPlainly(path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(inject('origin'))
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('no fault of ours', () => {
  test.each(numbers)('for the number %s in any query', async (number) => {
    const page = paths.ticket('ro', guest.number)
    const updates = paths.ticketUpdates('ro', guest.number)
    for (const path of [`${page}?before=${number}`, `${updates}?after=${number}`]) {
      expect((await guest.client.get(path)).status).toBe(200)
    }
    for (const query of [`limit=${number}`, `cursor=${number}`]) {
      for (const path of ['/tickets', `/tickets/${guest.number}/messages`]) {
        expect([200, 422]).toContain((await callApi(`${path}?${query}`)).status)
      }
    }
  })

  test.each(broken)('for %s in any path', async (segment) => {
    for (const path of [
      `/${segment}/`,
      `/ro/${segment}/`,
      `/ro/link/${segment}/`,
      `/ro/tickets/${segment}/`,
      `/attachments/${segment}`,
      `/api/v1/tickets/${segment}`,
      `/ro/link/?${segment}=${segment}`,
    ]) {
      expect(await askPlainly(path), path).toBeLessThan(500)
    }
  })

  test('for anything in the path, the query or a header', async () => {
    const lists = [...traversals, ...statements, ...headerInjections]
    for (const text of some(lists, 6)) {
      const segment = encodeURIComponent(text.toWellFormed())
      const value = text.replaceAll(/[^\x20-\x7e]/g, '?')
      const headers = { Cookie: `zone=${value}; locale=${value}`, 'Accept-Language': value }
      for (const path of [`/ro/tickets/${segment}/`, `/ro/link/?${segment}`, '/ro/tickets/new/']) {
        expect(await askPlainly(path, headers), path).toBeLessThan(500)
      }
    }
  })
})

describe('the log of the built product', () => {
  test('holds no address, token, code, cookie or text of a whole walk', async () => {
    const text = 'Un text anume, <b>numai</b> al acestui test: Zq7!'
    const owner = await newGuest({ email: 'log.of.this@example.com', text, subject: text })
    const code = await askCode(owner)
    const { client, link } = owner
    await client.submit(await client.get(link), codeForm, { code: 'Zq7 code' })
    await client.submit(await client.get(link), codeForm, { code })
    const files = [new File([text], `${text}.txt`)]
    await client.submit(await ticketPage(owner), '#reply', { text, files })
    await client.get(`/ro/link/${encodeURIComponent(text)}/`)
    await new FormClient().get(`/${encodeURIComponent(text)}/?q=${encodeURIComponent(text)}`)
    const token = link.split('/')[3] ?? ''
    const secrets = [text, token, inject('apiToken'), 'Zq7', ...client.cookies.values()]
    const log = readFileSync(join(inject('stateDir'), 'server.log'), 'utf8')
    const lines = log.split('\n').filter((line) => line.startsWith('{'))
    expect(lines.length).toBeGreaterThan(20)
    expect(leaksIn(lines, secrets)).toEqual([])
    // What keeps the log has blotted out addresses: the product must not have written any.
    expect(lines.filter((line) => line.includes('…@…') || line.includes(`"${code}"`))).toEqual([])
  })
})
