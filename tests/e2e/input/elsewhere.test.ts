import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { paths } from '../../../src/i18n/paths.ts'
import { some } from '../../input/runs.ts'
import { scripts } from '../../input/scripts.ts'
import { launchBrowser, openPhone } from '../browser.ts'
import { provenGuest, ticketPage } from '../guest.ts'
import { callApi } from '../support.ts'
import { becomeClient, watchBrowser } from './watch.ts'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

let browser: Awaited<ReturnType<typeof launchBrowser>>
let context: BrowserContext
let page: Page
let seen: string[]

beforeAll(async () => {
  browser = await launchBrowser()
  context = await openPhone(browser, { locale: 'ro' })
  seen = await watchBrowser(context)
  page = await context.newPage()
})
afterAll(() => browser.close())

const open = (path: string) => page.goto(inject('origin') + path)

describe('what is not a page', () => {
  test('a file of markup, and a picture with markup in it, run nothing', async () => {
    const guest = await provenGuest()
    await becomeClient(context, guest.client)
    const markup = scripts.join('\n')
    const files = [
      new File([markup], 'a.html.txt'),
      new File(
        [`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${markup}`],
        'a.svg.txt',
      ),
      new File([png, markup], 'a.png'),
      new File([`%PDF-1.7 ${markup}`], 'a.pdf'),
    ]
    await guest.client.submit(await ticketPage(guest), '#reply', { text: 'Iată.', files })
    const messages = await callApi(`/tickets/${guest.number}/messages`)
    const { items } = (await messages.json()) as {
      items: { attachments: { attachmentId: string }[] }[]
    }
    const found = items.flatMap(({ attachments }) => attachments)
    expect(found).toHaveLength(4)
    await open(paths.ticket('ro', guest.number))
    for (const { attachmentId } of found) {
      // What is to be saved is no page: the browser says so by an error.
      await open(paths.attachment(attachmentId)).catch((fault: Error) => {
        expect(fault.message).toMatch(/Download is starting|ERR_ABORTED/)
      })
    }
    // The browser's own page around a picture brings a style, which our policy refuses.
    expect(seen.filter((what) => !what.startsWith('Applying inline style'))).toEqual([])
    seen.length = 0
  })

  test('an address of markup shows none of it', async () => {
    for (const text of some(scripts, 12)) {
      const segment = encodeURIComponent(text)
      const query = `?done=${segment}&before=${segment}&asked=${segment}#${segment}`
      for (const path of [`/ro/link/${segment}/`, `/ro/link/${query}`, `/${segment}/${query}`]) {
        const answer = await open(path)
        expect(answer?.status()).toBeLessThan(500)
      }
    }
    expect(seen).toEqual([])
  })

  test('and the watch sees what would run', async () => {
    await open(paths.linkRequest('ro'))
    await page.evaluate(
      'document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>")',
    )
    await expect.poll(() => seen.join('\n')).toMatch(/policy script-src/)
    expect(seen.join('\n')).toMatch(/IMG onerror/)
    seen.length = 0
    await page.evaluate('setTimeout(() => alert(7))')
    await expect.poll(() => seen).toContain('dialog 7')
    seen.length = 0
  })
})
