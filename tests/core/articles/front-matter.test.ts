import { expect, test } from 'vitest'
import { frontMatterSchema } from '../../../src/core/articles/front-matter.ts'

const right = {
  title: 'Open your ticket',
  description: 'How to open it.',
  published: new Date('2026-11-01'),
  updated: '2026-11-02',
  order: 2,
  topics: ['mail'],
}

function messages(changes: Record<string, unknown>): string[] {
  const result = frontMatterSchema.safeParse({ ...right, ...changes })
  return result.error?.issues.map((issue) => issue.message) ?? []
}

test('a day may come as a date or as text', () => {
  const parsed = frontMatterSchema.parse(right)
  expect(parsed.published).toEqual(new Date('2026-11-01'))
  expect(parsed.updated).toEqual(new Date('2026-11-02'))
})

test.each([
  ['title', undefined, 'Type the title, such as title:'],
  ['description', 7, 'Type one sentence'],
  ['published', '2 November', 'such as 2026-11-22'],
  ['updated', null, 'such as 2026-11-22'],
  ['order', 'first', 'such as order: 2'],
  ['topics', 'mail', 'such as topics: [mail, code]'],
  ['topics', [], 'at least one topic'],
  ['draft', 'yes', 'Type draft: true'],
])('%s as %j: the message says what to type', (field, value, message) => {
  expect(messages({ [field]: value })).toEqual([expect.stringContaining(message)])
})

test('an unknown field is named, with those that exist', () => {
  expect(messages({ titel: 'x' })).toEqual([expect.stringMatching(/titel.*Type only title/)])
})

test('an article cannot be updated before it was published', () => {
  expect(messages({ updated: '2026-10-31' })).toEqual(['Type a day that is not before published.'])
})
