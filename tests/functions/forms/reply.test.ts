import { describe, expect, test } from 'vitest'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { browserOf, fields } from '../open-app.ts'
import { exeFile, formData, key, openGuestBrowser, openLinkPage, pngFile } from './guest-browser.ts'
import { askFor, askStates, texts } from '../../core/tickets/proven-guest.ts'

const text = '\ufeffIată\r\nora.'
const kept = '\ufeffIată\nora.'

describe('a reply', () => {
  test('is stored with its files and leads back to the ticket', async () => {
    const { desk, ticketId, ticketPage, browser } = await openGuestBrowser()
    const form = formData({ key, text }, [pngFile('a.png'), pngFile('ș.png', 1)])
    const response = await browser.post(ticketPage, form)
    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe(`${ticketPage}?done=reply#m3`)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const [, message] = await desk.tickets.listMessages({ ticketId, after: 0, max: 9 })
    expect(message).toMatchObject({ text: kept, files: [{ name: 'a.png' }, { name: 'ș.png' }] })
    expect(desk.attachments.files.size).toBe(2)
  })

  test('seven times at once is one, each told of the same success', async () => {
    const { desk, ticketId, ticketPage, browser } = await openGuestBrowser()
    const send = () => browser.post(ticketPage, formData({ key, text }, [pngFile('a.png')]))
    const answers = await Promise.all(Array.from({ length: 7 }, send))
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1)
    expect(await texts(desk, ticketId)).toHaveLength(2)
    expect(desk.attachments.files.size).toBe(1)
  })

  test('ticks off what was asked, whatever else stands in the fields', async () => {
    const { desk, ticketId, ticketPage, browser } = await openGuestBrowser()
    await askFor(desk, ticketId, 'time', 'file', 'text')
    const answered = ['1', 'x', '', '1e9', '<b>']
    await browser.post(ticketPage, formData({ key, text, answered, declined: '3' }))
    expect(await askStates(desk, ticketId)).toEqual(['answered', 'open', 'declined'])
  })

  test('may be sent without files as a plain form', async () => {
    const { desk, ticketId, ticketPage, browser } = await openGuestBrowser()
    expect((await browser.post(ticketPage, fields({ key, text }))).status).toBe(303)
    expect((await texts(desk, ticketId))[1]).toBe(kept)
  })
})

describe('a refusal shows the same page with everything kept', () => {
  test.each([
    ['no text', { key, text: ' ' }, [], 422, 'invalid-fields'],
    [
      'a text too long',
      { key, text: 'x'.repeat(10_001) },
      [pngFile('a.png')],
      422,
      'invalid-fields',
    ],
    [
      'a type we do not take',
      { key, text },
      [pngFile('a.png'), exeFile('b.exe')],
      415,
      'unsupported-file',
    ],
    ['no key', { text }, [pngFile('a.png')], 422, 'key-reused'],
  ] as const)('%s', async (_, values, files, status, code) => {
    const { desk, ticketId, ticketPage, browser, pages } = await openGuestBrowser()
    const response = await browser.post(ticketPage, formData(values, [...files]))
    expect(response.status).toBe(status)
    const [page] = pages
    expect(page?.path).toBe(ticketPage)
    expect(page?.request.method).toBe('GET')
    expect(page?.request.headers.get('Content-Type')).toBeNull()
    expect(page?.refusal).toMatchObject({ form: 'reply', problem: { code } })
    expect(page?.refusal?.values['text']).toEqual([values.text.replace('\r\n', '\n')])
    expect(page?.refusal?.files).toHaveLength(Math.min(files.length, 1))
    expect(await texts(desk, ticketId)).toHaveLength(1)
  })

  test('with the file store down: 503 that names the file; the text alone can be sent', async () => {
    const { desk, ticketId, ticketPage, browser, pages } = await openGuestBrowser()
    desk.attachments.down = true
    const response = await browser.post(ticketPage, formData({ key, text }, [pngFile('a.png')]))
    expect(response.status).toBe(503)
    const problem = { code: 'file-not-stored', params: { name: 'a.png' } }
    expect(pages[0]?.refusal).toMatchObject({ problem, values: { text: [kept] } })
    expect((await browser.post(ticketPage, formData({ key, text }))).status).toBe(303)
    expect(await texts(desk, ticketId)).toHaveLength(2)
  })

  test('with the database down: 503, text kept', async () => {
    const { desk, ticketPage, browser, pages } = await openGuestBrowser()
    desk.d1.batch = () => Promise.reject(new Error('D1_ERROR'))
    const response = await browser.post(ticketPage, fields({ key, text }))
    expect(response.status).toBe(503)
    const problem = { code: 'unavailable', retryAfterSeconds: 5 }
    expect(pages[0]?.refusal).toMatchObject({ problem, values: { text: [kept] } })
  })

  test('with the file store down: files it stored before go on in the form under their ids', async () => {
    const { desk, ticketPage, browser, pages } = await openGuestBrowser()
    await browser.post(ticketPage, formData({ key, text }, [pngFile('a.png'), exeFile('c.exe')]))
    const [a = ''] = pages[0]?.refusal?.files.map(({ attachmentId }) => attachmentId) ?? []
    desk.attachments.down = true
    const response = await browser.post(ticketPage, formData({ key, text, stored: a }))
    expect(response.status).toBe(503)
    expect(pages.at(-1)?.refusal?.files).toMatchObject([{ attachmentId: a }])
    desk.attachments.down = false
    expect((await browser.post(ticketPage, formData({ key, text, stored: a }))).status).toBe(303)
  })

  test('of a file: the others wait under their ids, in this browser alone, unless removed', async () => {
    const { app, ticketPage, browser, pages, desk, ticketId } = await openGuestBrowser()
    const good = [pngFile('a.png'), pngFile('b.png')]
    await browser.post(ticketPage, formData({ key, text }, [...good, exeFile('c.exe')]))
    const [a = '', b = ''] = pages[0]?.refusal?.files.map(({ attachmentId }) => attachmentId) ?? []
    const elsewhere = browserOf(app)
    await elsewhere.post(ticketPage, formData({ key, text: '', stored: [a, b] }))
    expect(pages.at(-1)?.refusal?.files).toEqual([])
    const stored = formData({ key, text, stored: [a, b, 'x'], removed: b }, [pngFile('d.png', 4)])
    expect((await browser.post(ticketPage, stored)).status).toBe(303)
    const [, message] = await desk.tickets.listMessages({ ticketId, after: 0, max: 9 })
    expect(message?.files.map(({ name }) => name)).toEqual(['a.png', 'd.png'])
  })
})

describe('a session that ended', () => {
  async function sendLate(files: File[]) {
    const guest = await openGuestBrowser()
    guest.desk.pass(3600)
    const response = await guest.browser.post(guest.ticketPage, formData({ key, text }, files))
    const comeBack = async () => {
      const { page, code } = await openLinkPage(guest.app, guest.ticketId, guest.browser)
      await guest.browser.post(page, fields({ code }))
      await guest.browser.send(guest.ticketPage)
      const { desk, viewer } = guest.pages.at(-1) ?? {}
      if (!desk || !viewer) return expect.unreachable()
      return (await openTicket(desk, viewer, guest.ticketId)).draft
    }
    return { ...guest, response, comeBack }
  }

  test('is 401 with what was written; proven again, text and files stand in the box', async () => {
    const { response, pages, comeBack } = await sendLate([pngFile('a.png')])
    expect(response.status).toBe(401)
    expect(pages[0]?.refusal).toMatchObject({
      problem: { code: 'session-ended' },
      values: { text: [kept] },
    })
    expect(await comeBack()).toMatchObject({ text: kept, files: [{ name: 'a.png' }] })
  })

  test('comes first: a refused file beside it loses neither text nor the good files', async () => {
    const { response, comeBack } = await sendLate([pngFile('a.png'), exeFile('b.exe')])
    expect(response.status).toBe(401)
    expect(await comeBack()).toMatchObject({ text: kept, files: [{ name: 'a.png' }] })
  })
})

describe('a browser that never had the ticket', () => {
  test('fills no store: its files are refused with the reply', async () => {
    const { app, desk, ticketId, ticketPage } = await openGuestBrowser()
    const stranger = browserOf(app)
    const response = await stranger.post(ticketPage, formData({ key, text }, [pngFile('a.png')]))
    expect(response.status).toBe(401)
    expect(desk.attachments.files.size).toBe(0)
    expect(await texts(desk, ticketId)).toHaveLength(1)
  })

  test.each(['/ro/tickets/7K3F/', '/ro/tickets/7K3F-Q2MDX/', '/xx/tickets/7K3F-Q2MD/'])(
    'finds nothing at %s',
    async (path) => {
      const { browser } = await openGuestBrowser()
      expect((await browser.post(path, fields({ key, text }))).status).toBe(404)
    },
  )
})
