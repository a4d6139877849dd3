import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { locales } from '../../src/i18n/locales.ts'
import { paths } from '../../src/i18n/paths.ts'
import { launchBrowser } from './browser.ts'
import { askCode, newGuest, provenGuest, type Guest } from './guest.ts'
import { answerTicket } from './support.ts'

let browser: Browser
let proven: Guest
let awaiting: Guest
beforeAll(async () => {
  browser = await launchBrowser()
  proven = await provenGuest()
  const asks = [{ kind: 'screenshot', label: 'Pagina de confirmare' }]
  await answerTicket(proven.number, { text: 'Vezi https://example.com', author: 'Elena', asks })
  awaiting = await newGuest()
  await askCode(awaiting)
})
afterAll(() => browser.close())

const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const

const places: [string, (locale: (typeof locales)[number]) => string, () => Guest | undefined][] = [
  ['home', paths.home, () => undefined],
  ['category', (locale) => paths.category(locale, 'your-ticket'), () => undefined],
  ['article', (locale) => paths.article(locale, 'your-ticket', 'open-from-mail'), () => undefined],
  ['new ticket', paths.newTicket, () => undefined],
  ['link request', paths.linkRequest, () => undefined],
  ['search', (locale) => paths.search(locale, 'e-mail'), () => undefined],
  ['search without a hit', (locale) => paths.search(locale, 'xyzzy'), () => undefined],
  ['nothing', (locale) => `/${locale}/nothing/`, () => undefined],
  ['code', (locale) => awaiting.link.replace(/^\/ro/, `/${locale}`), () => awaiting],
  ['ticket', (locale) => paths.ticket(locale, proven.number), () => proven],
]

describe.each(looks)('at $width px, $colorScheme', ({ width, colorScheme }) => {
  test.each(places)(
    '%s has no violation and no horizontal scrolling',
    async (name, path, guest) => {
      // Each look meets each page in one locale; on phones, where words are tightest, in every one.
      const some = [locales[(width + name.length) % locales.length] ?? locales[0]]
      for (const locale of colorScheme === 'light' && width < 400 ? locales : some) {
        if (!locale) continue
        const viewport = { width, height: 800 }
        const context = await browser.newContext({ viewport, colorScheme, locale })
        const cookies = [...(guest()?.client.cookies ?? [])]
        const place = { domain: 'localhost', path: '/', secure: true }
        await context.addCookies(cookies.map(([name, value]) => ({ name, value, ...place })))
        const page = await context.newPage()
        await page.goto(inject('origin') + path(locale))
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
        await context.close()
      }
    },
  )
})
