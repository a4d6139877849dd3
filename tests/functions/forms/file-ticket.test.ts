import { describe, expect, test } from 'vitest'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { browserOf, openApp } from '../open-app.ts'
import { exeFile, formData, key, pngFile } from './guest-browser.ts'

const page = '/it/tickets/new/'
const filing = {
  ...{ key, email: 'lucia@example.it', name: 'Lucia', category: 'payment', subject: 'Bonifico' },
  ...{ text: 'Uno\r\ndue', transactionIds: 'TX-1\r\nTX-2', happenedAt: 'lunedì' },
}

async function openForm() {
  const app = await openApp()
  const browser = browserOf(app)
  await browser.send(page)
  const file = (changes: object = {}, files: File[] = []) =>
    browser.post(page, formData({ ...filing, ...changes }, files))
  return { ...app, app, browser, file }
}

describe('filing', () => {
  test('leads to the ticket, in the language of the page, with a session for it', async () => {
    const { desk, browser, file, pages } = await openForm()
    const response = await file({}, [pngFile('a.png')])
    expect(response.status).toBe(303)
    const location = response.headers.get('Location') ?? ''
    expect(location).toMatch(/^\/it\/tickets\/0[0-9A-Z]{3}-[0-9A-Z]{4}\/$/)
    const line = response.headers.getSetCookie().find((each) => each.startsWith('__Host-session='))
    for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax', 'Max-Age=86400'])
      expect(line?.split('; ')).toContain(attribute)
    await browser.send(location)
    const { viewer } = pages.at(-1) ?? {}
    const ticketId = location.slice(-10, -1).replace('-', '')
    if (!viewer) return expect.unreachable()
    const opened = await openTicket(desk, viewer, ticketId)
    expect(opened).toMatchObject({ access: 'filed', filingMailed: true })
    expect(opened.ticket).toMatchObject({ locale: 'it', transactionIds: 'TX-1\nTX-2' })
    expect(opened.messages[0]).toMatchObject({ text: 'Uno\ndue', files: [{ name: 'a.png' }] })
  })

  test('three times at once and once later is one ticket', async () => {
    const { desk, file } = await openForm()
    const answers = await Promise.all([file(), file(), file()])
    answers.push(await file())
    expect(new Set(answers.map(({ headers }) => headers.get('Location'))).size).toBe(1)
    expect(desk.d1.rows('SELECT * FROM tickets')).toHaveLength(1)
    expect(desk.d1.rows('SELECT * FROM outbox')).toHaveLength(1)
  })
})

describe('a refusal shows the form again with everything typed', () => {
  test.each([
    ['a mistake in a field', { email: 'lucia' }, [pngFile('a.png')], 422, 'invalid-fields'],
    ['a file we do not take', {}, [pngFile('a.png'), exeFile('b.exe')], 415, 'unsupported-file'],
  ] as const)('%s', async (_, changes, files, status, code) => {
    const { desk, file, pages } = await openForm()
    const response = await file(changes, [...files])
    expect(response.status).toBe(status)
    const { path, refusal } = pages.at(-1) ?? {}
    expect(path).toBe(page)
    expect(refusal).toMatchObject({ form: 'filing', problem: { code } })
    const typed = { ...filing, ...changes }
    for (const [name, value] of Object.entries(typed))
      expect(refusal?.values[name]).toEqual([value.replaceAll('\r\n', '\n')])
    expect(refusal?.files.map(({ name }) => name)).toEqual(['a.png'])
    expect(desk.d1.rows('SELECT * FROM tickets')).toEqual([])
  })

  test('the same key with other contents: 422', async () => {
    const { desk, file, pages } = await openForm()
    await file()
    const response = await file({ text: 'Tre' })
    expect(response.status).toBe(422)
    expect(pages.at(-1)?.refusal).toMatchObject({
      problem: { code: 'key-reused' },
      values: { text: ['Tre'] },
    })
    expect(desk.d1.rows('SELECT * FROM tickets')).toHaveLength(1)
  })

  test('a database that is down: 503, and the files are there for the next try', async () => {
    const { desk, file, pages } = await openForm()
    const batch = desk.d1.batch.bind(desk.d1)
    desk.d1.batch = () => Promise.reject(new Error('D1_ERROR'))
    expect((await file({}, [pngFile('a.png')])).status).toBe(503)
    const { refusal } = pages.at(-1) ?? {}
    expect(refusal?.values['text']).toEqual(['Uno\ndue'])
    desk.d1.batch = batch
    const stored = refusal?.files.map(({ attachmentId }) => attachmentId) ?? []
    expect((await file({ stored })).status).toBe(303)
    expect(desk.d1.rows('SELECT name FROM attachments')).toEqual([{ name: 'a.png' }])
  })
})

test('a locale that is none of ours has no such form', async () => {
  const { browser } = await openForm()
  expect((await browser.post('/xx/tickets/new/', formData(filing))).status).toBe(404)
})
