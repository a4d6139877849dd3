import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { launchBrowser } from './browser.ts'
import { provenGuest } from './guest.ts'

let browser: Browser
beforeAll(async () => void (browser = await launchBrowser()))
afterAll(() => browser.close())

async function printed(path: string, cookies: Iterable<[string, string]> = []): Promise<Page> {
  const context = await browser.newContext({ colorScheme: 'dark' })
  const place = { domain: 'localhost', path: '/', secure: true }
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, ...place })))
  const page = await context.newPage()
  await page.goto(inject('origin') + path)
  await page.emulateMedia({ media: 'print' })
  return page
}

test('a printed article is its words, with the addresses of its links and nothing around them', async () => {
  const page = await printed(paths.article('ro', 'getting-in', 'code-does-not-arrive'))
  for (const around of ['.bar', '.foot', 'nav', 'aside']) {
    expect(await page.locator(around).locator('visible=true').count(), around).toBe(0)
  }
  const link = page.locator(`.prose a[href="${paths.linkRequest('ro')}"]`).first()
  const address = await link.evaluate((each) => getComputedStyle(each, '::after').content)
  expect(address).toContain(paths.linkRequest('ro'))
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
  expect(paper).toBe('light')
  await page.context().close()
})

test('a printed ticket says which one it is', async () => {
  const guest = await provenGuest()
  const page = await printed(paths.ticket('ro', guest.number), guest.client.cookies)
  expect(await page.locator('main .number').first().isVisible()).toBe(true)
  expect(await page.locator('#reply').isVisible()).toBe(false)
  await page.context().close()
})
