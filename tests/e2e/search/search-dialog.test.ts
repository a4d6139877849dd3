import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Locale } from '../../../src/i18n/locales.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { launchBrowser, openPhone } from '../browser.ts'

let browser: Browser
beforeAll(async () => void (browser = await launchBrowser()))
afterAll(() => browser.close())

async function open(locale: Locale, path = paths.home(locale)): Promise<Page> {
  const page = await (await openPhone(browser, { locale })).newPage()
  await page.goto(inject('origin') + path, { waitUntil: 'networkidle' })
  return page
}

test('nothing of it is loaded before somebody wants to search', async () => {
  const page = await open('ro')
  const scripts = () =>
    page.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .map((each) => each.name)
          .filter((name) => name.endsWith('.js')).length,
    )
  expect(await scripts()).toBe(1)
  await page.keyboard.press('Control+k')
  await page.locator('dialog.finder[open]').waitFor()
  expect(await scripts()).toBeGreaterThan(1)
  await page.context().close()
})

test.each(['ro', 'ar', 'ja'] as const)(
  'by keyboard alone from a key to the answer: %s',
  async (locale) => {
    const words = { ro: 'nu primesc codul', ar: 'لم يصل الرمز', ja: 'コードが届かない' }
    const page = await open(locale, paths.article(locale, 'your-ticket', 'open-from-mail'))
    await page.keyboard.press('/')
    await page.locator('dialog.finder[open] input:focus').waitFor()
    await page.keyboard.insertText(words[locale])
    const first = page.locator('.finder .hits .title').first()
    await first.waitFor()
    expect(await page.locator('.finder [role=status]').textContent()).toMatch(/\S/)
    const { violations } = await new AxeBuilder({ page }).include('.finder').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    await page.keyboard.press('ArrowDown')
    expect(await first.evaluate((link) => link === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/getting-in\/code-does-not-arrive\//)
    await page.context().close()
  },
)

test('Escape gives the page back, and with it the place where one was', async () => {
  const page = await open('en')
  const link = page.locator('a[data-search]')
  await link.focus()
  await page.keyboard.press('Enter')
  await page.locator('dialog.finder[open]').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog.finder').waitFor({ state: 'hidden' })
  expect(await link.evaluate((each) => each === document.activeElement)).toBe(true)
  expect(page.url()).toBe(inject('origin') + paths.home('en'))
  await page.context().close()
})

test('a slash in a field is a slash', async () => {
  const page = await open('en')
  await page.locator('main input[name=q]').focus()
  await page.keyboard.type('a/b')
  expect(await page.locator('main input[name=q]').inputValue()).toBe('a/b')
  expect(await page.locator('dialog').count()).toBe(0)
  await page.context().close()
})

test('Enter leads to the page of all hits', async () => {
  const page = await open('it')
  await page.keyboard.press('/')
  await page.locator('dialog.finder[open] input:focus').waitFor()
  await page.keyboard.type('codice')
  await page.keyboard.press('Enter')
  await page.waitForURL(inject('origin') + paths.search('it', 'codice'))
  await page.context().close()
})

test('where the search fails it says so, and the window stays', async () => {
  const page = await open('en')
  await page.route('**/api/search**', (route) => route.abort())
  await page.keyboard.press('/')
  await page.locator('dialog.finder[open] input:focus').waitFor()
  await page.keyboard.type('code')
  await page.locator('.finder [role=status]:not(:empty)').waitFor()
  expect(await page.locator('.finder .hits li').count()).toBe(0)
  await page.context().close()
})

test('where its script does not come, the link still leads to the search', async () => {
  const page = await open('en')
  await page.route(/search-dialog/, (route) => route.abort())
  await page.locator('a[data-search]').click()
  await page.waitForURL(inject('origin') + paths.search('en'))
  await page.context().close()
})
