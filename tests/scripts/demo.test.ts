import { existsSync, readFileSync } from 'node:fs'
import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { drawPaymentsScreen } from '../../scripts/demo/picture.mjs'
import { drawPng } from '../../scripts/demo/png.mjs'
import { limits } from '../../src/core/limits.ts'
import { locales, sourceLocale } from '../../src/i18n/locales.ts'

function demoWords(locale: string) {
  return JSON.parse(readFileSync(`scripts/demo/${locale}.json`, 'utf8'))
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

describe.each(locales.filter((locale) => existsSync(`scripts/demo/${locale}.json`)))(
  '%s',
  (locale) => {
    const { ticket, support } = demoWords(locale)

    test('the demo ticket has what the source’s has', () => {
      expect(shapeOf(demoWords(locale))).toEqual(shapeOf(demoWords(sourceLocale)))
      expect(ticket.email).toBe(`guest.${locale}@example.com`)
    })

    test('the demo ticket keeps the limits that a guest has', () => {
      expect(ticket.subject.length).toBeLessThanOrEqual(limits.maxSubjectUnits)
      expect(ticket.name.length).toBeLessThanOrEqual(limits.maxNameUnits)
      for (const { label } of support.request.asks) {
        expect(label.length).toBeLessThanOrEqual(limits.maxAskLabelUnits)
      }
    })
  },
)

test('every locale that is offered at first has a demo ticket', () => {
  for (const locale of ['en', 'ro', 'it'])
    expect(existsSync(`scripts/demo/${locale}.json`)).toBe(true)
})

test('a drawn picture is a PNG whose pixels are those that were asked for', () => {
  const png = drawPng(3, 2, 0xffffff, [[1, 1, 2, 1, 0x0f766e]])
  expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001A\n')
  const chunks = readChunks(png)
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
  const pixels = inflateSync(chunks[1]?.content ?? Buffer.alloc(0)).toString('hex')
  expect(pixels).toBe(`00${'ff'.repeat(9)}00ffffff${'0f766e'.repeat(2)}`)
})

test('the demo’s screenshot is small', () => {
  expect(drawPaymentsScreen().length).toBeLessThan(20_000)
})

function readChunks(png: Buffer) {
  const chunks = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const typed = png.subarray(at + 4, at + 8 + length)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(typed))
    chunks.push({ type: typed.toString('latin1', 0, 4), content: typed.subarray(4) })
    at += 12 + length
  }
  return chunks
}
