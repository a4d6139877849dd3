import { deliver } from '../../../src/core/notifications/deliver.ts'
import { formatTicketNumber } from '../../../src/core/ticket-number.ts'
import { fileOne, linkToken } from '../../desk/guest.ts'
import { browserOf, fields, openApp, type TestApp } from '../open-app.ts'

export type Browser = ReturnType<typeof browserOf>

/** The code in the newest mail. */
export async function readCode({ desk }: TestApp): Promise<string> {
  await deliver(desk)
  return desk.mailSender.sent.at(-1)?.mail.text.match(/^\d{6}$/m)?.[0] ?? ''
}

/** A browser on the page behind a ticket's link, with the code that it asked for. */
export async function openLinkPage(app: TestApp, ticketId: string, browser = browserOf(app)) {
  const page = `/ro/link/${await linkToken(app.desk, ticketId)}/`
  await browser.send(page)
  await browser.post(`${page}code/`, fields({}))
  return { browser, page, code: await readCode(app) }
}

/** A ticket, and a browser that has proven its address. */
export async function openGuestBrowser() {
  const app = await openApp()
  const ticketId = await fileOne(app.desk)
  const { browser, page, code } = await openLinkPage(app, ticketId)
  const entered = await browser.post(page, fields({ code }))
  const number = formatTicketNumber(ticketId)
  const ticketPage = `/ro/tickets/${number}/`
  app.pages.length = 0
  return { ...app, app, ticketId, number, ticketPage, browser, entered }
}

/** A form with files; each field may be there more than once. */
export function formData(values: Record<string, string | string[]>, files: File[] = []): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) {
    for (const each of [value].flat()) form.append(name, each)
  }
  for (const file of files) form.append('files', file)
  return form
}

export const pngFile = (name: string, ...more: number[]) =>
  new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...more])], name)
export const exeFile = (name: string) => new File([new Uint8Array([77, 90, 0, 1])], name)
export const key = 'key-of-this-form-0001'
