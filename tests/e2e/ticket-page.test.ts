import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { launchBrowser, openPhone } from './browser.ts'
import { codeForm, newGuest, provenGuest, sendForm, ticketPage, type Guest } from './guest.ts'
import { answerTicket } from './support.ts'

const notice = '.note.good[role=status]'

let browser: Browser
let context: BrowserContext
let page: Page
let guest: Guest

beforeAll(async () => void (browser = await launchBrowser()))
afterAll(() => browser.close())

beforeEach(async () => {
  guest = await provenGuest()
  context = await openPhone(browser, { locale: 'ro' })
  const url = inject('origin')
  const cookies = [...guest.client.cookies].map(([name, value]) => ({
    name,
    value,
    url,
    secure: true,
  }))
  await context.addCookies(
    cookies.map(({ url: _, ...rest }) => ({ ...rest, domain: 'localhost', path: '/' })),
  )
  page = await context.newPage()
  await page.clock.install()
  await page.goto(url + paths.ticket('ro', guest.number))
})
afterEach(() => context.close())

describe('with script, the ticket’s page', () => {
  test('shows a new answer by itself, tells a screen reader, and leaves the draft alone', async () => {
    await page.fill('#text', 'Încă scriu')
    const asks = [{ kind: 'time', label: 'Ora exactă' }]
    await answerTicket(guest.number, { text: 'Am găsit plata.', author: 'Elena', asks })
    const place = "document.querySelector('#text').getBoundingClientRect().top"
    const before = Number(await page.evaluate(place))
    await page.clock.runFor(16_000)
    await page.getByText('Am găsit plata.').waitFor()
    expect(await page.locator('[data-news]').textContent()).not.toBe('')
    expect(await page.inputValue('#text')).toBe('Încă scriu')
    expect(await page.locator('[name=answered]').count()).toBe(1)
    expect(await page.locator('.state').getAttribute('class')).toContain('waiting')
    expect(Number(await page.evaluate(place))).toBeCloseTo(before, 0)
  })

  test('keeps a draft over a reload and drops it when the reply is there', async () => {
    await page.fill('#text', 'Nu se pierde')
    await page.reload()
    expect(await page.inputValue('#text')).toBe('Nu se pierde')
    await page.locator('#reply > button').click()
    await page.locator(notice).waitFor()
    expect(await page.inputValue('#text')).toBe('')
  })

  test('forgets the draft of a ticket once it is filed, and not before', async () => {
    await page.goto(inject('origin') + paths.newTicket('ro'))
    await page.fill('#text', 'Banii nu au ajuns')
    await page.reload()
    expect(await page.inputValue('#text')).toBe('Banii nu au ajuns')
    await page.fill('#email', 'draft@example.com')
    await page.fill('#subject', 'Plata')
    await page.locator('form[data-form=filing] > button').click()
    await page.locator('[data-filed]').waitFor()
    await page.goto(inject('origin') + paths.newTicket('ro'))
    expect(await page.inputValue('#text')).toBe('')
  })

  test('takes a pasted screenshot and a dropped file, and says which it cannot take', async () => {
    await page.evaluate(`(() => {
      const give = (type, name) => new File(['x'], name, { type })
      const transfer = new DataTransfer()
      transfer.items.add(give('image/png', 'captură.png'))
      document.querySelector('#text').dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
      const drop = new DataTransfer()
      drop.items.add(give('application/pdf', 'dovadă.pdf'))
      drop.items.add(give('application/x-msdownload', 'program.exe'))
      document.querySelector('[data-drop]').dispatchEvent(
        new DragEvent('drop', { dataTransfer: drop, bubbles: true, cancelable: true }))
    })()`)
    const names = 'Array.from(document.querySelector("#files").files, (file) => file.name)'
    expect(await page.evaluate(names)).toEqual(['captură.png', 'dovadă.pdf'])
    expect(await page.locator('[data-file-fault]').textContent()).toContain('program.exe')
    await page.locator('[data-chosen] button').first().click()
    expect(await page.evaluate(names)).toEqual(['dovadă.pdf'])
  })

  test('sends files with script and shows a refusal in place, with everything kept', async () => {
    await page.fill('#text', 'Iată dovada')
    const buffer = Buffer.from('MZ, not a picture')
    await page.setInputFiles('#files', { name: 'a.png', mimeType: 'image/png', buffer })
    await page.locator('#reply > button').click()
    await page.locator('[role=alert]').waitFor()
    expect(await page.inputValue('#text')).toBe('Iată dovada')
    await page.locator('#reply > button').click()
    await page.locator(notice).waitFor()
    await page.getByText('Iată dovada').waitFor()
  })

  test('shows times in the reader’s zone, the exact one on hover', async () => {
    const time = page.locator('.message time').first()
    const at = new Date((await time.getAttribute('datetime')) ?? '')
    const format = { timeStyle: 'short', timeZone: 'Europe/Bucharest' } as const
    expect(await time.textContent()).toBe(new Intl.DateTimeFormat('ro', format).format(at))
    expect(await time.getAttribute('title')).toContain('2026')
  })

  test('can be used with the keyboard alone', async () => {
    await page.focus('#text')
    await page.keyboard.type('Numai cu tastatura')
    const isButton = "document.activeElement?.matches('#reply > button')"
    for (let tabs = 0; tabs < 8 && !(await page.evaluate(isButton)); tabs += 1) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.locator(notice).waitFor()
    await page.getByText('Numai cu tastatura').waitFor()
  })
})

describe('from the server, the ticket’s page', () => {
  test('says that a ticket is solved or open again only while it is', async () => {
    const path = paths.ticket('ro', guest.number)
    const noticeAt = async (done: string) =>
      (await guest.client.get(`${path}?done=${done}`)).html.querySelector(notice) !== null
    expect(await noticeAt('resolution')).toBe(false)
    expect(await noticeAt('reopening')).toBe(true)
    await guest.client.submit(await ticketPage(guest), 'form[action$="/resolution/"]')
    expect(await noticeAt('resolution')).toBe(true)
    expect(await noticeAt('reopening')).toBe(false)
  })

  test('leads to who opened the ticket only where that stands', async () => {
    const link = 'a[href="#access"]'
    const whole = await ticketPage(guest)
    expect(whole.html.querySelector(link)).not.toBeNull()
    expect(whole.html.querySelector('#access')).not.toBeNull()
    const earlier = await guest.client.get(`${paths.ticket('ro', guest.number)}?before=2`)
    expect(earlier.html.querySelector('h1')).not.toBeNull()
    expect(earlier.html.querySelector(link)).toBeNull()
  })

  test('leads from a refused file to where files are chosen', async () => {
    const files = [new File(['MZ'], 'a.png')]
    const fields = { text: 'Iată.', files }
    const refused = await guest.client.submit(await ticketPage(guest), '#reply', fields)
    expect(refused.html.querySelector('#problem a[href="#files"]')?.textContent).toBe('Fișiere')
    expect(refused.html.querySelector('#files')).not.toBeNull()
  })

  test('brings no event before the messages that came before it', async () => {
    const path = paths.ticketUpdates('ro', guest.number)
    const seqs = async (after: number) =>
      (await guest.client.get(`${path}?after=${after}`)).html
        .querySelectorAll('[data-part=entries] > [data-seq]')
        .map((entry) => Number(entry.getAttribute('data-seq')))
    const start = Math.max(...(await seqs(0)))
    for (let count = 1; count <= 51; count += 1) {
      await answerTicket(guest.number, { text: `Răspunsul ${count}` })
    }
    await guest.client.submit(await ticketPage(guest), 'form[action$="/resolution/"]')
    const first = await seqs(start)
    const second = await seqs(Math.max(...first))
    expect(first).toHaveLength(50)
    expect(second).toHaveLength(2)
    expect(Math.min(...second)).toBeGreaterThan(Math.max(...first))
  })

  test('says of a refused code what is wrong with it', async () => {
    const other = await newGuest({ email: 'code@example.com' })
    const sent = await other.client.submit(await other.client.get(other.link), sendForm)
    expect(sent.status).toBe(303)
    const entry = await other.client.get(other.link)
    const refused = await other.client.submit(entry, codeForm, { code: 'abc' })
    const words = refused.html.querySelector('#code')?.getAttribute('aria-describedby')
    expect(words?.split(' ')[0]).toBe('problem')
    expect(refused.html.querySelector('#problem')?.getAttribute('role')).toBe('alert')
  })
})
