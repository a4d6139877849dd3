import {
  getMultipartBoundary,
  MultipartParseError,
  parseMultipartStream,
  type MultipartPart,
} from '@remix-run/multipart-parser'
import { limits } from '../../src/core/limits.ts'
import { Problem } from '../../src/core/problem.ts'
import type { FormValues } from '../../src/core/refusal.ts'
import { normaliseText } from '../../src/core/tickets/text.ts'
import type { StoredFile } from '../../src/core/tickets/ticket.ts'
import { errorToProblem } from '../problems.ts'
import { CountedStream, drainBody } from '../request-body.ts'

export interface ReadForm {
  values: FormValues
  /** Files this post brought and that are stored. */
  files: StoredFile[]
  /** The first thing that was wrong with body or files; what could be read is there all the same. */
  problem: Problem | undefined
  /** What was thrown that is no refusal: a bug or an outage, for the log. */
  fault?: unknown
}

/** Takes a file as soon as it has arrived, knowing the fields before it; throws a Problem to refuse it. */
export type TakeFile = (
  file: { name: string; bytes: Uint8Array<ArrayBuffer>; position: number },
  values: FormValues,
) => Promise<StoredFile>

const maxTextBytes = 2 * 1024 * 1024
const maxBodyBytes = limits.maxMessageBytes + maxTextBytes
const maxParts = 100

// RFC 2046 §5.1.1: what follows the last boundary means nothing. The parser minds it where it comes in a chunk of its own.
const afterLastPart = /data after end of stream/

/**
 * Reads a form of either encoding, file by file: never more than one file and the text is in memory. Nothing here
 * throws for what was sent; a refusal keeps everything that could be read.
 */
export async function readForm(request: Request, takeFile: TakeFile): Promise<ReadForm> {
  const type = request.headers.get('Content-Type') ?? ''
  const boundary = /^multipart\/form-data\b/i.test(type) ? getMultipartBoundary(type) : null
  if (boundary && request.body) return readMultipart(request.body, boundary, takeFile)
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return readUrlencoded(request)
  await drainBody(request)
  return { values: {}, files: [], problem: new Problem('unsupported-body') }
}

async function readMultipart(
  body: ReadableStream<Uint8Array>,
  boundary: string,
  takeFile: TakeFile,
): Promise<ReadForm> {
  const values = noValues()
  const form: ReadForm = { values, files: [], problem: undefined }
  const counted = new CountedStream(body)
  const max = { maxFileSize: maxBodyBytes, maxTotalSize: maxBodyBytes, maxParts }
  let position = 0
  try {
    for await (const part of parseMultipartStream(counted.stream, { boundary, ...max })) {
      if (!part.isFile) addValue(values, part.name, partToText(part))
      else if (part.filename || part.size > 0) await takePart(form, part, position++, takeFile)
    }
  } catch (error) {
    form.problem ??= errorToRefusal(form, error, counted.bytes > maxBodyBytes)
  }
  await counted.drain().catch(() => undefined)
  return form
}

// A header that is no UTF-8 surfaces as a TypeError of the parser's decoder; what else is thrown is no fault of the form.
function errorToRefusal(form: ReadForm, error: unknown, overflows: boolean): Problem | undefined {
  if (!(error instanceof MultipartParseError || error instanceof TypeError)) {
    form.fault = error
    return errorToProblem(error)
  }
  if (overflows || /exceeds/i.test(error.message)) return new Problem('body-too-large')
  return afterLastPart.test(error.message) ? undefined : new Problem('unsupported-body')
}

async function takePart(
  form: ReadForm,
  part: MultipartPart,
  position: number,
  takeFile: TakeFile,
): Promise<void> {
  const tooMany = position >= limits.maxFiles
  try {
    if (tooMany) throw new Problem('too-many-files')
    const bytes = part.bytes as Uint8Array<ArrayBuffer>
    form.files.push(await takeFile({ name: part.filename ?? '', bytes, position }, form.values))
  } catch (error) {
    if (!(error instanceof Problem)) form.fault = error
    form.problem ??= errorToProblem(error)
  }
}

async function readUrlencoded(request: Request): Promise<ReadForm> {
  const { text, cut } = await readText(request.body)
  const values = noValues()
  for (const [name, value] of new URLSearchParams(text))
    addValue(values, name, normaliseText(value))
  return { values, files: [], problem: cut ? new Problem('body-too-large') : undefined }
}

async function readText(
  body: ReadableStream<Uint8Array> | null,
): Promise<{ text: string; cut: boolean }> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const counted = new CountedStream(body ?? new Blob([]).stream())
  let text = ''
  for await (const chunk of counted.stream) {
    text += decoder.decode(chunk, { stream: true })
    if (counted.bytes > maxTextBytes) break
  }
  const cut = counted.bytes > maxTextBytes
  await counted.drain()
  return { text: text + decoder.decode(), cut }
}

// A decoder of our own: the parser's would swallow a leading U+FEFF.
function partToText(part: MultipartPart): string {
  return normaliseText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(part.bytes))
}

// Without a prototype: a field may be called `constructor`.
function noValues(): Record<string, string[]> {
  return Object.create(null) as Record<string, string[]>
}

function addValue(values: Record<string, string[]>, name: string | undefined, value: string): void {
  if (name) (values[name] ??= []).push(value)
}
