import type { Browser, Response } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { locales } from '../../src/i18n/locales.ts'
import { paths } from '../../src/i18n/paths.ts'
import { launchBrowser } from './browser.ts'
import { provenGuest, type Guest } from './guest.ts'
import { answerTicket } from './support.ts'

let browser: Browser
beforeAll(async () => void (browser = await launchBrowser()))
afterAll(() => browser.close())

interface Weight {
  requests: number
  bytes: number
  scriptBytes: number
}

/** What a cold load brings, uncompressed; pictures of the thread apart. */
async function weigh(path: string, guest?: Guest): Promise<Weight> {
  const context = await browser.newContext()
  const place = { domain: 'localhost', path: '/', secure: true }
  const cookies = [...(guest?.client.cookies ?? [])]
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, ...place })))
  const page = await context.newPage()
  const answers: Response[] = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(inject('origin') + path, { waitUntil: 'networkidle' })
  const weight = { requests: 0, bytes: 0, scriptBytes: 0 }
  for (const answer of answers.filter((each) => !each.url().includes('/attachments/'))) {
    const { length } = await answer.body()
    weight.requests += 1
    weight.bytes += length
    if (answer.request().resourceType() === 'script') weight.scriptBytes += length
  }
  await context.close()
  return weight
}

async function longThread(messages: number): Promise<Guest> {
  const guest = await provenGuest()
  for (let count = 1; count < messages; count += 1) {
    await answerTicket(guest.number, { text: `Răspunsul ${count}: am verificat plata.` })
  }
  return guest
}

describe('a cold load', () => {
  test.each([10, 100])('of a ticket with %i messages stays light', async (messages) => {
    const guest = await longThread(messages)
    const weight = await weigh(paths.ticket('ro', guest.number), guest)
    console.log(`ticket page, ${messages} messages:`, weight)
    expect(weight.requests).toBeLessThanOrEqual(6)
    expect(weight.scriptBytes).toBeLessThanOrEqual(10_000)
    if (messages === 10) expect(weight.bytes).toBeLessThanOrEqual(40_000)
    const page = await guest.client.get(paths.ticket('ro', guest.number))
    expect(page.html.querySelectorAll('.message')).toHaveLength(Math.min(50, messages))
    expect(page.text.length).toBeLessThanOrEqual(40_000)
  })

  test.each(locales)('of an article in %s has the key of the search alone', async (locale) => {
    const weight = await weigh(paths.article(locale, 'your-ticket', 'open-from-mail'))
    expect(weight.requests).toBeLessThanOrEqual(5)
    expect(weight.scriptBytes).toBeLessThanOrEqual(2400)
  })
})
