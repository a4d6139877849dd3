import { describe, expect, test } from 'vitest'
import { renderMail, type MailKind, type MailWords } from '../../../src/core/notifications/mail.ts'
import { localeEntry, locales } from '../../../src/i18n/locales.ts'
import { translator } from '../../../src/i18n/translator.ts'

const kinds: MailKind[] = [
  'filed',
  'answered',
  'asked',
  'resolved',
  'code',
  'link',
  'new-link',
  'locked',
  'unattended',
]
const paragraphs: Record<MailKind, string[]> = {
  filed: ['filed.open', 'proof', 'filed.stranger'],
  answered: ['answered.open', 'proof'],
  asked: ['asked.open', 'proof'],
  resolved: ['resolved.open', 'proof'],
  code: ['048213', 'code.validity', 'code.open', 'code.stranger'],
  link: ['link.open', 'proof', 'link.stranger'],
  'new-link': ['new-link.open', 'proof'],
  locked: ['locked.advice', 'locked.open'],
  unattended: ['unattended.open', 'proof'],
}
const number = '7K3F-Q2MD'
const link = 'http://localhost:8787/xx/link/abc_DEF-123/'

function someWords(words: Partial<MailWords> = {}): MailWords {
  const code = words.kind === 'code' ? { code: '048213', codeMinutes: 10 } : {}
  return { kind: 'answered', locale: 'en', ticketNumber: number, link, ...code, ...words }
}

function htmlToLines(html: string): string[] {
  const body = html.slice(html.indexOf('<body'))
  const text = body.replaceAll(/<[^>]*>/g, '').replaceAll('&#39;', "'")
  return text.split('\n').filter((line) => line.trim() !== '')
}

const every = locales.flatMap((locale) => kinds.map((kind) => ({ locale, kind })))

describe.each(every)('$locale $kind', ({ locale, kind }) => {
  const render = () => renderMail(someWords({ locale, kind }))

  test('has the ticket number in its subject, on one line', () => {
    const mail = render()
    expect(mail.subject).toContain(number)
    expect(mail.subject).not.toMatch(/\p{Cc}|\{|\}/u)
  })

  test('has one link in each part, alone on its line in the text', () => {
    const mail = render()
    expect(mail.text.split('\n').filter((line) => line.includes('://'))).toEqual([link])
    expect(mail.html.match(/https?:/g)).toHaveLength(1)
    expect(mail.html.match(/<a [^>]*href="([^"]*)"/)?.[1]).toBe(link)
  })

  test('shows the number, and nothing else, as the text of its link', () => {
    const mail = render()
    const [, content = ''] = /<a [^>]*>(.*?)<\/a>/s.exec(mail.html) ?? []
    expect(content.replaceAll(/<[^>]*>/g, '')).toBe(number)
  })

  test('says the same in both parts', () => {
    const mail = render()
    const lines = mail.text.split('\n').filter((line) => line !== '' && line !== link)
    expect(htmlToLines(mail.html)).toEqual(lines)
    expect(mail.html).toContain(`<title>${mail.subject}</title>`)
  })

  test('says what is its own, in order: under a heading, with one note at its foot', () => {
    const mail = render()
    const t = translator(locale, 'emails') as (key: string, values: object) => string
    const words = (key: string) => (key === '048213' ? key : t(key, { number, count: 10 }))
    const keys = [`${kind}.heading`, `${kind}.lead`, ...paragraphs[kind], 'unread']
    expect(mail.text.replace(`\n${link}`, '').trim().split('\n\n')).toEqual(keys.map(words))
    expect(mail.html.match(/<h1 /g)).toHaveLength(1)
    expect(mail.html.match(/<p class="soft"/g)).toHaveLength(1)
    expect(mail.html.indexOf('<h1 ')).toBeLessThan(mail.html.indexOf('<p '))
    expect(mail.html.lastIndexOf('<p ')).toBe(mail.html.indexOf('<p class="soft"'))
  })

  test('leaves no word untranslated and no gap open', () => {
    const mail = render()
    expect(mail.text).not.toMatch(/\{\{|undefined|\bemails:|\.(?:lead|open|heading|stranger)\b/)
    const english = renderMail(someWords({ kind }))
    const shared = mail.text.split('\n').filter((line) => english.text.split('\n').includes(line))
    if (locale !== 'en') expect(shared.filter((line) => /\p{L}{3}/u.test(line))).toEqual([link])
  })

  test('says that answers reach nobody', () => {
    const mail = render()
    expect(mail.text).toContain(translator(locale, 'emails')('unread'))
  })

  test('names its language and that a program wrote it', () => {
    const mail = render()
    const { direction } = localeEntry(locale)
    expect(mail.html).toMatch(
      new RegExp(`^<!doctype html>\n<html lang="${locale}" dir="${direction}">`),
    )
    expect(mail.headers).toEqual({
      'Content-Language': locale,
      'Auto-Submitted': 'auto-generated',
    })
  })

  test('fetches nothing and follows nobody', () => {
    const mail = render()
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|object|form)\b|url\(|@import|src=/i)
  })

  test('suits light and dark clients', () => {
    const mail = render()
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">')
    expect(mail.html).toContain('<meta name="supported-color-schemes" content="light dark">')
    expect(mail.html).toContain('@media (prefers-color-scheme: dark)')
  })
})

describe.each(locales)('%s', (locale) => {
  test('the code stands alone on a line, large in HTML, and not in the subject', () => {
    const mail = renderMail(someWords({ locale, kind: 'code' }))
    expect(mail.text.split('\n').filter((line) => line.includes('048213'))).toEqual(['048213'])
    expect(mail.html).toMatch(/<p [^>]*font-size:34px[^>]*>048213<\/p>/)
    expect(mail.subject).not.toContain('048213')
    expect(mail.text).toMatch(/^.*(?<!\d)10(?!\d).*$/m)
  })

  test('only the code mail has a code', () => {
    for (const kind of kinds.filter((other) => other !== 'code')) {
      const mail = renderMail(someWords({ locale, kind, code: '048213', codeMinutes: 10 }))
      expect(mail.text + mail.html + mail.subject).not.toContain('048213')
    }
  })

  test('answered, asked and resolved share a subject and differ in their words', () => {
    const alerts = (['answered', 'asked', 'resolved'] as const).map((kind) =>
      renderMail(someWords({ locale, kind })),
    )
    expect(new Set(alerts.map((mail) => mail.subject)).size).toBe(1)
    expect(new Set(alerts.map((mail) => mail.text)).size).toBe(3)
  })

  test('minutes are counted as the language counts', () => {
    const rules = new Intl.PluralRules(locale)
    const counts = [1, 2, 3, 10, 11, 20, 1_000_000]
    const lines = counts.map((codeMinutes) => {
      const line = translator(locale, 'emails')('code.validity', { count: codeMinutes })
      expect(renderMail(someWords({ locale, kind: 'code', codeMinutes })).text).toContain(line)
      return { codeMinutes, form: line.replace(String(codeMinutes), '#') }
    })
    // What is valid now is a figure in every language; one and two may be words.
    expect(lines.find(({ codeMinutes }) => codeMinutes === 10)?.form).toContain('#')
    const [one, two] = [1, 2].map((count) => lines.find((line) => line.codeMinutes === count)?.form)
    // Turkish counts without changing the word.
    if (rules.select(1) === rules.select(2) || locale === 'tr') expect(one).toBe(two)
    else expect(one).not.toBe(two)
  })
})

test('the subject of an alert is the one people look for', () => {
  const subjects = locales.map((locale) => renderMail(someWords({ locale })).subject)
  expect(subjects).toEqual(
    expect.arrayContaining([
      'Support ticket 7K3F-Q2MD was updated',
      'Tichetul de asistență 7K3F-Q2MD a fost actualizat',
      'Il ticket di assistenza 7K3F-Q2MD è stato aggiornato',
    ]),
  )
})

test('nothing that was typed gets in, even if somebody hands it over', () => {
  const typed = { name: 'Mallory', ticketSubject: 'Click here', text: 'Buy this' }
  const mail = renderMail({ ...someWords({ kind: 'filed' }), ...typed })
  expect(JSON.stringify(mail)).not.toMatch(/Mallory|Click here|Buy this/)
})

test('a code mail without a code or its minutes is a bug', () => {
  expect(() => renderMail({ ...someWords(), kind: 'code' })).toThrow()
  const noCode = 'A code mail without a code'
  for (const half of [{ code: '048213' }, { codeMinutes: 10 }])
    expect(() => renderMail({ ...someWords(), kind: 'code', ...half })).toThrow(noCode)
})
