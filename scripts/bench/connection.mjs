import { connect } from 'node:net'

const headEnd = Buffer.from('\r\n\r\n')

/** One kept-alive HTTP/1.1 connection that sends bytes made beforehand and reads no more of an answer than it must. */
export class Connection {
  #socket
  #received = Buffer.alloc(0)
  #waiting

  constructor(port) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (bytes) => this.#take(bytes))
    this.#socket.on('error', (error) => this.#waiting?.reject(error))
    this.#socket.on('close', () => this.#waiting?.reject(new Error('The connection was closed')))
  }

  /** Sends a request and resolves to the answer's status when its last byte is here. */
  send(bytes) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  close() {
    this.#waiting = undefined
    this.#socket.destroy()
  }

  #take(bytes) {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes])
    if (!isWhole(this.#received)) return
    const status = Number(this.#received.toString('latin1', 9, 12))
    this.#received = Buffer.alloc(0)
    this.#waiting?.resolve(status)
  }
}

// A chunked body ends with a chunk of length nought; a page's own text never ends so, or the request would hang and
// be seen. Requests are never pipelined, so what comes after the end is nobody's.
function isWhole(received) {
  const end = received.indexOf(headEnd)
  if (end < 0) return false
  const head = received.toString('latin1', 0, end)
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  if (length !== undefined) return received.length >= end + 4 + Number(length)
  if (!/^transfer-encoding: chunked/im.test(head)) return true
  return received.toString('latin1', received.length - 5) === '0\r\n\r\n'
}
