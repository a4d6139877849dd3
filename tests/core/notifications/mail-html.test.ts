import { expect, test } from 'vitest'
import {
  mailHtml,
  type MailBlock,
  type MailPage,
} from '../../../src/core/notifications/mail-html.ts'

function somePage(blocks: MailBlock[], page: Partial<MailPage> = {}): string {
  return mailHtml({ locale: 'en', direction: 'ltr', title: 'A title', blocks, ...page })
}

const hostile = `</title><script>"'&$&$1`
const escaped = '&lt;/title&gt;&lt;script&gt;&quot;&#39;&amp;$&amp;$1'

test.each(['heading', 'paragraph', 'code', 'note'] as const)('a %s is escaped', (kind) => {
  const html = somePage([{ kind, text: hostile }])
  expect(html).toContain(`>${escaped}</`)
  expect(html).not.toContain('<script>')
})

test('title, language, address and number are escaped', () => {
  const link = {
    kind: 'link',
    text: `Open ${hostile} now`,
    number: hostile,
    href: hostile,
  } as const
  const html = somePage([link], { title: hostile, locale: '"><script>' })
  expect(html).toContain(`<title>${escaped}</title>`)
  expect(html).toContain(`href="${escaped}"`)
  expect(html).toContain(`${escaped}</bdi></a> now</p>`)
  expect(html).not.toContain('<script>')
})

test('the number inside its sentence is the link, wherever it stands', () => {
  const block = { kind: 'link', number: '7K3F-Q2MD', href: 'https://help.example/' } as const
  const texts = ['7K3F-Q2MD & more', 'Read & reply: 7K3F-Q2MD', 'In 7K3F-Q2MD there is more']
  for (const text of texts) {
    const html = somePage([{ ...block, text }])
    const paragraph = /<p class="open"[^>]*>(.*)<\/p>/.exec(html)?.[1] ?? ''
    expect(paragraph.replaceAll(/<[^>]*>/g, '').replaceAll('&amp;', '&')).toBe(text)
    expect(paragraph).toMatch(/<a [^>]*><bdi dir="ltr">7K3F-Q2MD<\/bdi><\/a>/)
  }
})

test('the page takes the direction of its language, numbers and codes stay as they are', () => {
  const html = somePage([{ kind: 'code', text: '048213' }], { locale: 'ar', direction: 'rtl' })
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toMatch(/<div class="sheet" lang="ar" dir="rtl"/)
  expect(html).toMatch(/<p class="wash" dir="ltr"[^>]*>048213<\/p>/)
})

const everyBlock: MailBlock[] = [
  { kind: 'heading', text: 'A' },
  { kind: 'paragraph', text: 'B' },
  { kind: 'code', text: '048213' },
  { kind: 'link', text: 'Open C', number: 'C', href: 'https://help.example/' },
  { kind: 'note', text: 'D' },
]

test('each block is what it is called', () => {
  const html = somePage(everyBlock).replaceAll(/ style="[^"]*"/g, '')
  const link = 'Open <a class="number" href="https://help.example/"><bdi dir="ltr">C</bdi></a>'
  expect(html).toContain(
    [
      '<h1>A</h1>',
      '<p>B</p>',
      '<p class="wash" dir="ltr">048213</p>',
      `<p class="open">${link}</p>`,
      '<p class="soft">D</p>',
    ].join('\n'),
  )
})

test('shapes stand inline, colours in the sheet alone, light and dark', () => {
  const html = somePage(everyBlock)
  const [, sheet = ''] = /<style>(.*)<\/style>/s.exec(html) ?? []
  const [light = '', dark = ''] = sheet.split('@media (prefers-color-scheme: dark)')
  const classes = new Set([...html.matchAll(/ class="([^"]*)"/g)].map(([, name]) => name))
  expect(classes).toEqual(new Set(['paper', 'sheet', 'wash', 'open', 'number', 'soft']))
  for (const name of classes) {
    expect(light).toMatch(new RegExp(`\\.${name} \\{[^}]*color: #`))
    expect(dark).toMatch(new RegExp(`\\.${name} \\{[^}]*color: #`))
  }
  const styles = [...html.matchAll(/ style="([^"]*)"/g)].map(([, style]) => style)
  expect(styles).toHaveLength(8)
  for (const style of styles) expect(style).toMatch(/^[a-z-]+:[^:;#]+(;[a-z-]+:[^:;#]+)*$/)
})
