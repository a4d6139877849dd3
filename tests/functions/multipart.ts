export interface Part {
  name: string
  /** Undefined for a field of text. */
  fileName?: string | Uint8Array
  content: string | Uint8Array
}

export const boundary = '----form-boundary-7f3a'

/** A `multipart/form-data` body, byte for byte as a browser sends it. */
export function multipartBody(parts: Part[], end = '--\r\n'): Uint8Array<ArrayBuffer> {
  const pieces = parts.flatMap(({ name, fileName, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    ...(fileName === undefined ? [] : ['; filename="', fileName, '"\r\nContent-Type: image/png']),
    '\r\n\r\n',
    content,
    '\r\n',
  ])
  return concat([...pieces, `--${boundary}${end}`])
}

/** A POST of these bytes, in chunks of the size given; `onEnd` is called when they were read to their end. */
export function postBytes(
  bytes: Uint8Array<ArrayBuffer>,
  {
    type = `multipart/form-data; boundary=${boundary}`,
    chunkBytes = 65_536,
    onEnd = () => {},
  } = {},
): Request {
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) {
        onEnd()
        return controller.close()
      }
      controller.enqueue(bytes.slice(at, at + chunkBytes))
      at += chunkBytes
    },
  })
  const headers = { 'Content-Type': type }
  const init = { method: 'POST', headers, body, duplex: 'half' }
  return new Request('http://localhost:8787/en/tickets/new/', init)
}

export function concat(pieces: (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const all = pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece))
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of all) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
