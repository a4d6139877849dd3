import { createInstance } from 'i18next'
import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { locales, sourceLocale, type Locale } from '../../src/i18n/locales.ts'
import { pictureWords } from '../../src/i18n/picture-words.ts'
import { translator } from '../../src/i18n/translator.ts'

type Translate = (key: string, values?: Record<string, unknown>) => string

const namespaces = ['site', 'tickets', 'emails', 'pictures', 'problems'] as const
const values = {
  address: 'a•••@example.com',
  date: '22 November 2026',
  language: 'Română',
  max: 150,
  name: '{{number}} $t(skip) $& $1 <b>.pdf',
  number: '7K3F-Q2MD',
  percent: 40,
  wait: 'in 42 seconds',
  zone: 'UTC',
  query: 'cod',
}
// What falls into each plural form of any language.
const counts = [0, 1, 2, 3, 4, 5, 10, 11, 12, 19, 20, 21, 22, 25, 100, 101, 102, 111, 1_000_000]

describe.each(locales)('the words of %s', (locale) => {
  it.each(namespaces)('are what i18next itself makes of %s', (namespace) => {
    const expected = untouched(locale, namespace)
    const translate = wordsOf(locale, namespace)
    for (const key of keysOf(sourceLocale, namespace)) {
      for (const count of counts) {
        const all = { ...values, count }
        expect(translate(key, all), `${key} ${count}`).toBe(expected(key, all))
      }
    }
  })
})

it('a sentence asked for twice is filled in anew', () => {
  const translate = translator('en', 'tickets')
  const first = translate('page.opened', { date: 'Monday' })
  expect(translate('page.opened', { date: 'Tuesday' })).toBe(first.replace('Monday', 'Tuesday'))
})

it('what is filled in is taken letter for letter', () => {
  const translate = translator('en', 'tickets')
  expect(translate('files.remove', { name: '{{name}} $t(page.you) $&' })).toContain(
    '{{name}} $t(page.you) $&',
  )
})

it('what has no words answers with its key and is not kept', () => {
  const translate = translator('en', 'tickets') as unknown as Translate
  expect(translate('no.such.words')).toBe('no.such.words')
  expect(translate('constructor')).toBe('constructor')
})

function wordsOf(locale: Locale, namespace: (typeof namespaces)[number]): Translate {
  const words = namespace === 'pictures' ? pictureWords(locale) : translator(locale, namespace)
  return words as unknown as Translate
}

function untouched(locale: Locale, namespace: (typeof namespaces)[number]): Translate {
  const instance = createInstance()
  const read = (of: Locale) =>
    Object.fromEntries(namespaces.map((each) => [each, readWords(of, each)]))
  void instance.init({
    lng: locale,
    fallbackLng: sourceLocale,
    resources: { [sourceLocale]: read(sourceLocale), [locale]: read(locale) },
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return instance.getFixedT(locale, namespace) as unknown as Translate
}

// Plural forms are asked for by the name they share.
function keysOf(locale: Locale, namespace: string): string[] {
  const keys = flatten(readWords(locale, namespace))
  return [...new Set(keys.map((key) => key.replace(/_(?:zero|one|two|few|many|other)$/, '')))]
}

function flatten(words: object, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : flatten(value as object, `${prefix}${key}.`),
  )
}

function readWords(locale: Locale, namespace: string): Record<string, unknown> {
  const folder = new URL(`../../locales/${locale}/`, import.meta.url)
  const has = readdirSync(folder).includes(`${namespace}.json`)
  return has ? JSON.parse(readFileSync(new URL(`${namespace}.json`, folder), 'utf8')) : {}
}
