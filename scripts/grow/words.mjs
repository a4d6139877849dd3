import { readFileSync } from 'node:fs'
import { one } from './drawing.mjs'

const locales = ['ro', 'en', 'it']

const words = Object.fromEntries(
  locales.map((locale) => [
    locale,
    JSON.parse(readFileSync(new URL(`${locale}.json`, import.meta.url), 'utf8')),
  ]),
)

/** The locale of a ticket, and the words in it. */
export function wordsOf(index) {
  const locale = locales[index % locales.length]
  return { locale, ...words[locale] }
}

/** What a guest or support writes: a greeting and one or two sentences, 90 to 210 characters. */
export function textOf(draw, { greetings }, sentences) {
  const first = Math.floor(draw() * sentences.length)
  const number = 10_000 + Math.floor(draw() * 90_000)
  const text = `${one(draw, greetings)}\n\n${sentences[first]} (TX-${number})`
  return draw() < 0.6 ? text : `${text}\n${sentences[(first + 1) % sentences.length]}`
}
