import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { launchBrowser, openPhone } from './browser.ts'
import { provenGuest, type Guest } from './guest.ts'
import { answerTicket } from './support.ts'

const notice = '.note.good[role=status]'
const send = '#reply > button'
const chosenNames = 'Array.from(document.querySelector("#files").files, (file) => file.name)'

let browser: Browser
let context: BrowserContext
let page: Page
let guest: Guest
let address: string

beforeAll(async () => void (browser = await launchBrowser()))
afterAll(() => browser.close())

beforeEach(async () => {
  guest = await provenGuest()
  context = await openPhone(browser, { locale: 'ro' })
  const place = { domain: 'localhost', path: '/', secure: true }
  const cookies = [...guest.client.cookies]
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, ...place })))
  page = await context.newPage()
  address = inject('origin') + paths.ticket('ro', guest.number)
  await page.goto(address)
})
afterEach(() => context.close())

function pdf(name: string) {
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7 ${name}`) }
}

/** Drops files on the form, each of so many bytes; or pastes them, with whatever text comes along. */
async function give(event: 'drop' | 'paste', names: string[], bytes = 1, text = ''): Promise<void> {
  await page.evaluate(
    `(() => {
      const transfer = new DataTransfer()
      const { event, names, bytes, text } = ${JSON.stringify({ event, names, bytes, text })}
      for (const name of names)
        transfer.items.add(new File([new Uint8Array(bytes)], name, { type: 'application/pdf' }))
      if (text) transfer.setData('text/plain', text)
      const options = { bubbles: true, cancelable: true }
      const place = document.querySelector(event === 'drop' ? '[data-drop]' : '#text')
      place.dispatchEvent(event === 'drop'
        ? new DragEvent('drop', { ...options, dataTransfer: transfer })
        : new ClipboardEvent('paste', { ...options, clipboardData: transfer }))
    })()`,
  )
}

describe('sending with files', () => {
  test('keeps form, text and files where what came back is no page', async () => {
    const gateway = { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }
    await page.route(address, (route) => route.fulfill(gateway))
    await page.fill('#text', 'Iată dovada')
    await page.setInputFiles('#files', pdf('dovadă.pdf'))
    await page.locator(send).click()
    await page.locator('[data-file-fault]:not(:empty)').waitFor()
    expect(await page.inputValue('#text')).toBe('Iată dovada')
    expect(await page.evaluate(chosenNames)).toEqual(['dovadă.pdf'])
    await page.unroute(address)
    await page.locator(send).click()
    await page.locator(notice).waitFor()
    await page.getByText('Iată dovada').waitFor()
  })

  test('goes on to the stored reply though its page failed the first time', async () => {
    await page.evaluate(`for (const [name, value] of [['status', 503], ['responseText', '']])
      Object.defineProperty(XMLHttpRequest.prototype, name, { get: () => value })`)
    await page.fill('#text', 'A ajuns')
    await page.setInputFiles('#files', pdf('dovadă.pdf'))
    await page.locator(send).click()
    await page.locator(notice).waitFor()
    expect(await page.locator('.message.mine', { hasText: 'A ajuns' }).count()).toBe(1)
    expect(await page.inputValue('#text')).toBe('')
  })

  test('says how far it is', async () => {
    const bar = '[data-progress]'
    expect(await page.locator(bar).getAttribute('aria-label')).toMatch(/^Se trimite: 0\s%$/)
    await page.evaluate(`window.labels = []
      new MutationObserver(([{ target }]) => labels.push(target.ariaLabel)).observe(
        document.querySelector('${bar}'), { attributeFilter: ['aria-label'] })`)
    const buffer = Buffer.from('MZ, not a picture')
    await page.setInputFiles('#files', { name: 'a.png', mimeType: 'image/png', buffer })
    await page.locator(send).click()
    await page.locator('[role=alert]').waitFor()
    expect(await page.evaluate('labels.at(-1)')).toMatch(/^Se trimite: 100\s%$/)
  })
})

describe('a draft', () => {
  test('of what is typed after a reply stays over a reload, and says so', async () => {
    await page.fill('#text', 'Primul')
    await page.locator(send).click()
    await page.locator(notice).waitFor()
    expect(await page.inputValue('#text')).toBe('')
    expect(page.url()).toMatch(/\/#m\d+$/)
    await page.fill('#text', 'Al doilea')
    await page.reload()
    expect(await page.inputValue('#text')).toBe('Al doilea')
    expect(await page.locator('[data-draft]').isVisible()).toBe(true)
    expect(await page.locator(notice).count()).toBe(0)
  })

  test('of a reply that went on in a new ticket is gone from the old one', async () => {
    await answerTicket(guest.number, { text: 'Gata.', status: 'closed' })
    await page.reload()
    await page.fill('#text', 'Iar nu merge')
    await page.locator(send).click()
    await page.locator(notice).waitFor()
    expect(page.url()).not.toContain(guest.number)
    await page.goto(address)
    expect(await page.inputValue('#text')).toBe('')
  })

  test('that was never sent is not dropped by an address that says so', async () => {
    await page.fill('#text', 'Nu a plecat')
    await page.goto(`${address}?done=reply`)
    expect(await page.inputValue('#text')).toBe('Nu a plecat')
    await page.reload()
    expect(await page.inputValue('#text')).toBe('Nu a plecat')
  })

  test('keeps what was typed while the reply was on its way', async () => {
    await page.fill('#text', 'Trimis')
    await page.setInputFiles('#files', pdf('dovadă.pdf'))
    await page.evaluate(`document.querySelector('${send}').click()
      document.querySelector('#text').value = 'Trimis, și încă ceva'
      document.querySelector('#text').dispatchEvent(new Event('input'))
      document.querySelector('${send}').click()`)
    await page.locator(notice).waitFor()
    expect(await page.inputValue('#text')).toBe('Trimis, și încă ceva')
    expect(await page.locator('.message.mine', { hasText: 'încă ceva' }).count()).toBe(0)
  })
})

describe('choosing files', () => {
  test('one more keeps those dropped and pasted before', async () => {
    await give('drop', ['prima.pdf'])
    await give('paste', ['a-doua.pdf'])
    await page.setInputFiles('#files', pdf('a-treia.pdf'))
    expect(await page.evaluate(chosenNames)).toEqual(['prima.pdf', 'a-doua.pdf', 'a-treia.pdf'])
  })

  test('leaves the picture that copied text brings along', async () => {
    await give('paste', ['tabel.pdf'], 1, 'un tabel')
    expect(await page.evaluate(chosenNames)).toEqual([])
  })

  test('says before sending that they are too large together', async () => {
    await give('drop', ['1.pdf', '2.pdf', '3.pdf'], 9 * 1024 * 1024)
    expect(await page.evaluate(chosenNames)).toEqual(['1.pdf', '2.pdf'])
    expect(await page.locator('[data-file-fault]').textContent()).toContain('25 MB')
  })
})
