import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { paths } from '../../../src/i18n/paths.ts'
import { launchBrowser, openPhone } from '../browser.ts'
import { FormClient } from '../form-client.ts'

const hitsOf = ({ html }: Awaited<ReturnType<FormClient['get']>>) =>
  html.querySelectorAll('.hits .title').map((link) => link.getAttribute('href'))

describe('without script', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())

  test.each(['ro', 'it', 'ar'] as const)(
    'from home to the answer, by keyboard: %s',
    async (locale) => {
      const words = { ro: 'nu primesc codul', it: 'non ricevo il codice', ar: 'لم يصل الرمز' }
      const context = await openPhone(browser, { script: false, locale })
      const page = await context.newPage()
      await page.goto(inject('origin') + paths.home(locale))
      await page.locator('input[name=q]').focus()
      await page.keyboard.type(words[locale])
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/search\/\?q=/)
      const first = page.locator('.hits .title').first()
      expect(await first.getAttribute('href')).toBe(`/${locale}/getting-in/code-does-not-arrive/`)
      await first.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/code-does-not-arrive/)
      await context.close()
    },
  )
})

test('a section that answers is there under its address', async () => {
  const client = new FormClient()
  const page = await client.get(paths.search('en', 'six digit code wrong'))
  const deep = page.html.querySelector('.hits a[href*="#"]')?.getAttribute('href') ?? ''
  const [path = '', anchor = ''] = deep.split('#')
  const article = await client.get(path)
  expect(article.html.querySelector(`[id="${decodeURIComponent(anchor)}"]`)).not.toBeNull()
})

test('the language menu keeps what was looked for', async () => {
  const page = await new FormClient().get(paths.search('ro', 'codul'))
  const italian = page.html.querySelector('.languages a[lang=it]')?.getAttribute('href')
  expect(italian).toBe(paths.search('it', 'codul'))
})

test('what is found in another language only is offered there, and so are topics and a ticket', async () => {
  const page = await new FormClient().get(paths.search('ja', 'Anmeldung'))
  expect(hitsOf(page)).toEqual([])
  expect(page.html.querySelector('.hits [lang=de] a')?.getAttribute('href')).toMatch(/^\/de\//)
  expect(page.html.querySelectorAll('.topics a').length).toBeGreaterThan(3)
  expect(page.html.querySelector(`main a[href="${paths.newTicket('ja')}"]`)).not.toBeNull()
})

test.each([
  ['nothing', ''],
  ['markup', '<img src=x onerror=alert(1)>"\'&'],
  ['marks alone', '?!… «»'],
  ['ten thousand characters', 'cod '.repeat(2500)],
])('%s is answered with a page, and its words are only words', async (_, query) => {
  const page = await new FormClient().get(paths.search('ro', query))
  expect(page.status).toBe(200)
  expect(page.html.querySelector('img, [onerror]')).toBeNull()
  const shown = page.html.querySelector('input[name=q]')?.getAttribute('value') ?? ''
  expect(shown).toBe(query.trim().slice(0, 200))
})

describe('an address that is not there', () => {
  const proposed = async (path: string) => {
    const { status, html } = await new FormClient().get(path)
    expect(status).toBe(404)
    return html.querySelectorAll('main .articles a').map((link) => link.getAttribute('href'))
  }

  test('offers the articles that it may have been', async () => {
    const path = '/ro/getting-in/code-does-not-arrive/'
    expect(await proposed('/ro/ajutor/nu-vine-codul/')).toContain(path)
    expect(await proposed('/ro/getting-in/code-doesnt-arive/')).toContain(path)
  })

  test.each(['/ro/link/codul/', '/ro/tickets/codul/nu/'])(
    'offers none where it could be a ticket’s: %s',
    async (path) => {
      const links = await proposed(path)
      expect(links.filter((link) => link?.includes('/getting-in/'))).toEqual([])
    },
  )
})

test('a locale that is none has no search', async () => {
  expect((await new FormClient().get('/xx/search/?q=a')).status).toBe(404)
})

test('programs get the same hits', async () => {
  const page = await new FormClient().get(paths.search('ro', 'codul nu vine'))
  const answer = await fetch(inject('origin') + paths.apiSearch('ro', 'codul nu vine'))
  const { hits } = (await answer.json()) as { hits: { path: string }[] }
  expect(hits.map(({ path }) => path)).toEqual(hitsOf(page))
})
