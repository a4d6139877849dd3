import { isLocale, type Locale } from '../../src/i18n/locales.ts'
import type { Desk } from '../../src/core/desk.ts'
import { Problem } from '../../src/core/problem.ts'
import { fieldValue, type FormName, type Refusal } from '../../src/core/refusal.ts'
import { findFiles, isAttachmentId, storeFile } from '../../src/core/tickets/files.ts'
import { browserScope } from '../../src/core/tickets/post.ts'
import type { StoredFile } from '../../src/core/tickets/ticket.ts'
import type { PageLocals, RouteContext, Surroundings } from '../environment.ts'
import { answerBusy } from '../busy-page.ts'
import { floodProblem } from '../middleware/limit-posts.ts'
import { errorToProblem } from '../problems.ts'
import { readForm, type ReadForm } from './read-form.ts'

/** A form of a page: what it is called and where its page is. */
export interface FormPage {
  form: FormName
  /** Path of the page that a refusal shows again. */
  page: string
}

export type Surfaces = Pick<Surroundings, 'renderPage' | 'openSearch'>

/** The locale of the path; throws `not-found` for none of ours. */
export function requestLocale(c: RouteContext): Locale {
  const locale = c.req.param('locale')
  if (!isLocale(locale)) throw new Problem('not-found')
  return locale
}

/** A path's parameter; empty where the route has none of that name. */
export function pathParameter(c: RouteContext, name: 'token' | 'ticketNumber'): string {
  return c.req.param(name) ?? ''
}

/** Does what a form asks for and redirects to where `act` says; a refusal shows the form's page again. */
export async function answerForm(
  c: RouteContext,
  surfaces: Surfaces,
  { form, page }: FormPage,
  act: (form: ReadForm) => Promise<string>,
  read: (c: RouteContext) => Promise<ReadForm> = readPlainForm,
): Promise<Response> {
  let sent: ReadForm = { values: {}, files: [], problem: undefined }
  try {
    sent = await (c.get('isFlood') ? readPlainForm(c) : read(c))
    if (c.get('isFlood')) throw floodProblem()
    if (sent.fault) logFault(c, sent.fault)
    // Whoever must prove the address again is told so by the deed itself, which keeps what was written.
    if (sent.problem && sent.problem.code !== 'session-ended') throw sent.problem
    const form = sent
    const { load } = c.var
    if (load.isFull) return answerBusy(c, form)
    return c.redirect(await load.carry(() => act(form)), 303)
  } catch (error) {
    const problem = errorToProblem(error)
    if (problem !== error) logFault(c, error)
    const { values, files } = sent
    return showAgain(c, surfaces, page, { form, problem, values, files })
  }
}

/** Shows a form's page with the refusal in it. */
export function showAgain(
  c: RouteContext,
  { renderPage, openSearch }: Surfaces,
  page: string,
  refusal: Refusal,
): Promise<Response> {
  const { desk, viewer, timeZone } = c.var
  const locals: PageLocals = { desk, viewer, timeZone, openSearch, refusal }
  return renderPage(c, pageRequest(c, page), locals)
}

/** A GET of one of our pages with the headers of this request, less those that speak of its body. */
export function pageRequest(c: RouteContext, page: string): Request {
  const headers = new Headers(c.req.raw.headers)
  headers.delete('Content-Type')
  headers.delete('Content-Length')
  return new Request(new URL(page, c.req.url), { headers })
}

/** Reads a form that has no files. */
export function readPlainForm(c: RouteContext): Promise<ReadForm> {
  return readForm(c.req.raw, () => Promise.reject(new Problem('unsupported-body')))
}

/**
 * Reads a form with files, each stored as it arrives unless `refuseFile` has something against it, and finds those
 * that an earlier post of it stored.
 */
export function readFormWithFiles(
  scopeName: string,
  refuseFile: () => Promise<Problem | undefined>,
) {
  return async function read(c: RouteContext): Promise<ReadForm> {
    const { desk, viewer } = c.var
    const { browserHash } = viewer
    const scope = browserScope(browserHash, scopeName)
    const form = await readForm(c.req.raw, async ({ name, bytes, position }, values) => {
      const refusal = await refuseFile()
      if (refusal) throw refusal
      const key = fieldValue(values, 'key')
      return storeFile(desk, { browserHash, scope, key, position }, { name, bytes })
    })
    const removed = new Set(form.values['removed'])
    const asked = (form.values['stored'] ?? []).filter((id) => !removed.has(id))
    const kept = asked.filter(isAttachmentId)
    const files = await findKept(form, kept, () => findFiles(desk, browserHash, kept))
    return { ...form, files: withoutRepeats([...files, ...form.files]) }
  }
}

// While the store does not answer, the ids go on in the form: what they stand for is there again with it.
async function findKept(
  form: ReadForm,
  kept: string[],
  find: () => Promise<StoredFile[]>,
): Promise<StoredFile[]> {
  try {
    const files = await find()
    if (files.length < kept.length) {
      form.problem ??= new Problem('file-not-stored', { params: { name: '…' } })
    }
    return files
  } catch (error) {
    form.problem ??= errorToProblem(error)
    return kept.map((attachmentId) => {
      return { attachmentId, name: '…', mediaType: '', bytes: 0, sha256: '' }
    })
  }
}

function withoutRepeats(files: StoredFile[]): StoredFile[] {
  return [...new Map(files.map((file) => [file.attachmentId, file])).values()]
}

/** Writes a fault to the log: its kind and place, never what was sent. */
export function logFault(c: RouteContext, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const at = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : ''
  const facts = { requestId: c.get('requestId'), name, at }
  const desk = c.get('desk') as Desk | undefined
  // The desk itself may be what failed to open.
  if (desk) desk.log('fault', facts)
  else console.error(JSON.stringify({ event: 'fault', ...facts }))
}
