import { describe, expect, test } from 'vitest'
import { errorToProblem } from '../../functions/problems.ts'
import { Problem, type FieldReason, type ProblemCode } from '../../src/core/problem.ts'
import { problemToStatus } from '../../src/core/problem-status.ts'
import { locales, sourceLocale, type Locale } from '../../src/i18n/locales.ts'

type Words = Record<string, Record<string, string>>

const files = import.meta.glob<Words>('../../locales/*/problems.json', {
  eager: true,
  import: 'default',
})
const wordsOf = (locale: Locale): Words => files[`../../locales/${locale}/problems.json`] ?? {}

/** What the contract answers each refusal with; a code without a line here does not compile. */
const statuses = {
  'not-found': 404,
  'link-not-found': 404,
  unauthorized: 401,
  'session-ended': 401,
  'foreign-form': 403,
  'cookies-needed': 403,
  'wrong-code': 422,
  'malformed-code': 422,
  'code-expired': 410,
  'attempts-used-up': 429,
  'codes-used-up': 429,
  'too-early': 429,
  'too-many-requests': 429,
  'body-too-large': 413,
  'file-too-large': 413,
  'files-too-large': 413,
  'ticket-full': 413,
  'unsupported-body': 415,
  'unsupported-file': 415,
  'too-many-files': 422,
  'file-not-stored': 503,
  'invalid-fields': 422,
  'key-reused': 422,
  'precondition-required': 428,
  'precondition-failed': 412,
  unavailable: 503,
} as const satisfies Record<ProblemCode, number>
const codes = Object.keys(statuses) as ProblemCode[]

const reasons = {
  required: true,
  'too-long': true,
  'control-character': true,
  'malformed-text': true,
  'malformed-email': true,
  'malformed-number': true,
  'unknown-choice': true,
  'not-waiting': true,
} as const satisfies Record<FieldReason, true>

test.each(codes)('%s is answered with the status of the contract', (code) => {
  expect(problemToStatus(new Problem(code))).toBe(statuses[code])
})

describe.each(locales)('in %s', (locale) => {
  const words = wordsOf(locale)
  const source = wordsOf(sourceLocale)
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories

  test.each(codes)('%s has a title and a text, in every number', (code) => {
    const { title, text, ...numbers } = words[code] ?? {}
    expect(title).toMatch(/\S/)
    if (text !== undefined) expect(text).toMatch(/\S/)
    else for (const form of forms) expect(numbers[`text_${form}`], form).toMatch(/\S/)
  })

  test.each(codes)('%s fills the same gaps as the source', (code) => {
    const gaps = (all: Words) =>
      [...JSON.stringify(all[code]).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)
    expect(new Set(gaps(words))).toEqual(new Set(gaps(source)))
  })

  test.each(codes)('%s hides no English', (code) => {
    if (locale === sourceLocale) return
    expect(words[code]?.['title']).not.toBe(source[code]?.['title'])
  })

  test('what can be wrong with a field has words', () => {
    for (const reason of Object.keys(reasons))
      expect(words['fields']?.[reason], reason).toMatch(/\S/)
    expect(words['fields']?.['too-long']).toContain('{{max}}')
  })

  test('no words stand there for a problem that does not exist', () => {
    const known = [...codes, 'fields', 'alertTitle']
    expect(Object.keys(words).filter((code) => !known.includes(code))).toEqual([])
  })
})

test('a refusal stays what it is; everything else becomes an outage that says nothing', () => {
  const refusal = new Problem('key-reused')
  expect(errorToProblem(refusal)).toBe(refusal)
  for (const thrown of [new Error('secret'), 'secret', undefined, null, { code: 'not-found' }]) {
    const problem = errorToProblem(thrown)
    expect(problem).toMatchObject({ code: 'unavailable', retryAfterSeconds: 30 })
    expect(JSON.stringify([problem, problem.message])).not.toContain('secret')
  }
})
