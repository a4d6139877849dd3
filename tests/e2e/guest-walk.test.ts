import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Browser, Page } from 'playwright'
import { locales, type Locale } from '../../src/i18n/locales.ts'
import { paths } from '../../src/i18n/paths.ts'
import { translator } from '../../src/i18n/translator.ts'
import { launchBrowser, openPhone } from './browser.ts'
import { awaitMail, codeIn, linkIn, listMails } from './mailbox.ts'
import { answerTicket, callApi } from './support.ts'

let browser: Browser
beforeAll(async () => void (browser = await launchBrowser()))
afterAll(() => browser.close())

const walks = locales.flatMap((locale) => [
  { locale, script: true },
  { locale, script: false },
])

describe.each(walks)('in $locale, script $script', ({ locale, script }) => {
  test('a guest files a ticket, opens the mail, proves the address, replies with a file', async () => {
    const context = await openPhone(browser, { script, locale, width: 360 })
    const page = await context.newPage()
    const email = `guest.${locale}.${script}@example.com`
    const number = await file(page, locale, email)
    const filed = await awaitMail(number, 1)
    expect(filed.to).toEqual([email])
    expect(filed.text).not.toContain('on Monday')
    await page.getByText('on Monday').waitFor()
    expect(await page.locator('#reply').count()).toBe(0)

    await answerTicket(number, {
      text: 'Answer of the team.',
      author: 'Elena',
      asks: [{ kind: 'screenshot', label: 'The confirmation page' }],
    })
    const alert = await awaitMail(number, 2)
    expect(alert.text).not.toContain('Answer of the team')
    await page.goto(linkIn(alert))
    await page.locator('form[action$="/code/"] button').click()
    const code = codeIn(await awaitMail(number, 3))
    await page.fill('#code', ` ${code.slice(0, 3)}-${code.slice(3)} `)
    await page.locator('form:has(#code) button').click()
    await page.waitForURL(`**${paths.ticket(locale, number)}`)
    await page.getByText('Answer of the team.').waitFor()
    expect(await overflow(page)).toBe(0)

    await page.fill('#text', 'Here is the page.\n\nThanks <b>&amp;</b> 🙂')
    await page.locator('[name=answered]').check()
    await page.setInputFiles('#files', { name: 'captură.png', mimeType: 'image/png', buffer: png })
    await page.locator('#reply > button').click()
    await page.locator('.message.mine .file').waitFor()
    const mine = page.locator('.message.mine').last()
    expect(await mine.locator('.text').textContent()).toBe(
      'Here is the page.\n\nThanks <b>&amp;</b> 🙂',
    )
    expect(await mine.locator('.file bdi').textContent()).toBe('captură.png')
    const words = translator(locale, 'tickets')('status.open')
    expect(await page.locator('.state').textContent()).toBe(words)

    const ticket = (await (await callApi(`/tickets/${number}`)).json()) as {
      status: string
      requester: { addressVerified: boolean }
    }
    expect(ticket).toMatchObject({ status: 'open', requester: { addressVerified: true } })
    await answerTicket(number, { text: 'Solved.', status: 'resolved' })
    expect((await awaitMail(number, 4)).subject).toBe(alert.subject)
    expect(await listMails(number)).toHaveLength(4)
    await context.close()
  })
})

async function file(page: Page, locale: Locale, email: string): Promise<string> {
  await page.goto(inject('origin') + paths.newTicket(locale))
  await page.fill('#email', email)
  await page.fill('#subject', 'The transfer has not arrived')
  await page.fill('#text', 'I sent 240 on Monday.')
  await page.locator('form[data-form=filing] button.button:not(.quiet)').click()
  await page.waitForURL(/tickets\/[0-9A-Z]{4}-[0-9A-Z]{4}\//)
  const [number = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.url()) ?? []
  expect(await page.locator('.note.good').textContent()).toContain('g•••@example.com')
  return number
}

/** Pixels by which the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth')
}

// One transparent pixel.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
