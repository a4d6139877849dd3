import { expect, test } from 'vitest'
import { feed } from '../../../src/core/articles/feed.ts'

const channel = {
  title: 'Tichet & ajutor',
  description: 'Ajutor',
  language: 'ro',
  home: 'https://help.example.com/ro/',
  self: 'https://help.example.com/ro/feed.xml',
}
const item = (title: string, day: string) => ({
  title,
  description: 'Ce <b>faci</b>',
  published: new Date('2026-11-22'),
  updated: new Date(day),
  address: `https://help.example.com/ro/${title}/`,
})

test('what changed last comes first, and a change is a new item', () => {
  const xml = feed(channel, [item('vechi', '2026-11-22'), item('nou', '2026-11-28')])
  expect(xml.indexOf('/nou/')).toBeLessThan(xml.indexOf('/vechi/'))
  expect(xml).toContain('<lastBuildDate>Sat, 28 Nov 2026 00:00:00 GMT</lastBuildDate>')
  const guids = (day: string) => /<guid[^>]*>([^<]*)</.exec(feed(channel, [item('a', day)]))?.[1]
  expect(guids('2026-11-28')).not.toBe(guids('2026-11-29'))
})

test('marks of XML in the words are no markup', () => {
  const xml = feed(channel, [item('a', '2026-11-28')])
  expect(xml).toContain('<title>Tichet &amp; ajutor</title>')
  expect(xml).toContain('Ce &lt;b&gt;faci&lt;/b&gt;')
})

test('a help centre without articles has a feed without items', () => {
  const xml = feed(channel, [])
  expect(xml).not.toContain('<item>')
  expect(xml).not.toContain('lastBuildDate')
})
