import type { Problem } from '../../core/problem.ts'
import type { Locale } from '../../i18n/locales.ts'
import { formatWait } from '../../i18n/formats.ts'
import { translator } from '../../i18n/translator.ts'

/** A problem in the words of a locale: what is wrong, and what to do. */
export function problemToWords(problem: Problem, locale: Locale): { title: string; text: string } {
  const { code, params, retryAfterSeconds } = problem
  const t = translator(locale, 'problems')
  const wait = formatWait(locale, retryAfterSeconds ?? 60)
  return { title: t(`${code}.title`), text: t(`${code}.text`, { ...params, wait }) }
}

/** What is wrong with one field, in words; undefined where nothing is. */
export function fieldToWords(
  problem: Problem | undefined,
  field: string,
  locale: Locale,
): string | undefined {
  const fault = problem?.fields.find((each) => each.field === field)
  if (!fault) return undefined
  const { reason, max } = fault
  return translator(locale, 'problems')(`fields.${reason}`, { max })
}
