import { createWriteStream, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'

const maxKeptBytes = 5 * 1024 * 1024

/**
 * Keeps a server's output in a file: the product's own log (one JSON object a line) and the tool's warnings and errors.
 * The tool also prints the address of every request and mail, and those hold tokens: they are dropped.
 */
export function keepServerLog(child, path) {
  mkdirSync(dirname(path), { recursive: true })
  const file = createWriteStream(path, { flags: isLarge(path) ? 'w' : 'a', mode: 0o600 })
  for (const stream of [child.stdout, child.stderr]) {
    const keep = createLineFilter()
    createInterface({ input: stream }).on('line', (line) => {
      const kept = keep(line)
      if (kept !== undefined) file.write(`${kept}\n`)
    })
  }
  child.once('close', () => file.end())
}

/** Shows a server's whole output, addresses without their secrets: for those who change the product. */
export function showServerLog(child) {
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(redact(line)))
  }
}

/** One stream's filter: a line comes back as it may be kept, or undefined. A warning's indented lines follow it. */
export function createLineFilter() {
  let isTold = false
  return (line) => {
    const text = stripVTControlCharacters(line)
    if (text.startsWith('{')) return redact(text)
    if (text.trim() === '') return undefined
    if (!/^\s/.test(text))
      isTold = /^(▲|✘|\[wrangler:(warn|error)\]|\w*Error\b|Uncaught\b)/.test(text)
    return isTold ? redact(text) : undefined
  }
}

/** Guest links without their token and e-mail addresses without their name. */
export function redact(text) {
  return text
    .replaceAll(/(\/link\/)[^/\s"'?]+/g, '$1…')
    .replaceAll(/[^\s"'<>:,;()]+@([\w-]+\.)+\w+/g, '…@…')
}

function isLarge(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && found.size > maxKeptBytes
}
