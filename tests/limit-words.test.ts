import { describe, expect, test } from 'vitest'
import { limits } from '../src/core/limits.ts'
import { locales } from '../src/i18n/locales.ts'

const files = import.meta.glob<object>('../locales/*/*.json', { eager: true, import: 'default' })
const mebibyte = 1024 * 1024
const day = 86_400

const perMessage = [limits.maxFiles, limits.maxFileBytes / mebibyte]

/** Each sentence that says a limit, and the figures in it, in the order they are said. */
const said: Record<string, number[]> = {
  'problems.json code-expired.text': [limits.codeTtlSeconds / 60],
  'problems.json codes-used-up.text': [limits.codeTtlSeconds / 60],
  'problems.json body-too-large.text': [...perMessage, limits.maxMessageBytes / mebibyte],
  'problems.json file-too-large.text': [limits.maxFileBytes / mebibyte],
  'problems.json files-too-large.text': [limits.maxMessageBytes / mebibyte],
  'problems.json ticket-full.text': [limits.maxTicketBytes / mebibyte],
  'problems.json too-many-files.text': [limits.maxFiles],
  'tickets.json files.hint': perMessage,
  'tickets.json files.tooLarge': [limits.maxFileBytes / mebibyte],
  'tickets.json files.tooMany': [limits.maxFiles],
  'tickets.json link.enterIntro': [limits.codeTtlSeconds / 60],
  'tickets.json link.remember': [limits.rememberedSessionSeconds / day],
  'tickets.json link.noMailText': [limits.codeTtlSeconds / 60],
  'tickets.json statusText.resolved': [limits.autoCloseSeconds / day],
  'tickets.json event.closed_system': [limits.autoCloseSeconds / day],
}

// A size, or what the figures of limits count: minutes, days, files, with or without a word between.
const minutes = 'minut|dakika|хвилин|دقيق|دقائق|分間'
const days = 'days|zile|giorni|días|dias|jours|Tag|dni|gün|дн|يوم|أيام|日間'
const someFiles = 'file|fișiere|archivo|arquivo|fichier|Datei|plik|dosya|файл|ملف|ファイル|個まで'
const unit = new RegExp(
  `\\d\\s*(?:MB|Mo|МБ)(?!\\p{L})|\\d+\\s*(?:de\\s+)?(?:${minutes}|${days}|${someFiles})`,
  'u',
)
// `MP4` is no figure; in some scripts a figure stands right after a word.
const figure = /(?<![\p{Script=Latin}\p{N}])\d+/gu

describe.each(locales)('the words in %s', (locale) => {
  const sentences = Object.entries(files)
    .filter(([path]) => path.startsWith(`../locales/${locale}/`))
    .flatMap(([path, words]) =>
      leaves(words).map(([key, text]) => [`${path.split('/').at(-1)} ${key}`, text] as const),
    )

  test.each(Object.entries(said))('%s says the limits as they are: %j', (name, figures) => {
    const text = sentences.find(([each]) => each === name)?.[1] ?? ''
    expect(
      [...text.matchAll(figure)].map(([digits]) => Number(digits)),
      text,
    ).toEqual(figures)
  })

  test('no other sentence says a limit', () => {
    const others = sentences.filter(([name, text]) => !(name in said) && unit.test(text))
    expect(others).toEqual([])
  })
})

function leaves(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const name = path ? `${path}.${key}` : key
    return typeof value === 'string'
      ? [[name, value] as [string, string]]
      : leaves(value as object, name)
  })
}
