import { expect, test } from 'vitest'
import { toSections } from '../../../src/core/search/sections.ts'

const markdown = `Begin with **this** [link](/ro/link/ 'title').

## First

1. ### A step

   Text of _it_, \`code\`.

   ![What is shown](picture:send-code 'Why')

> **Note.** Keep snake_case and 2 * 3.

- one
- two
`
const headings = [
  { depth: 2, slug: 'first', text: 'First' },
  { depth: 3, slug: 'a-step', text: 'A step' },
]

test('an article is cut at its headings, and only its words are left', () => {
  expect(toSections(markdown, headings)).toEqual([
    { heading: '', anchor: '', text: 'Begin with this link.' },
    { heading: 'First', anchor: 'first', text: '' },
    {
      heading: 'A step',
      anchor: 'a-step',
      text: 'Text of it, code. What is shown Note. Keep snake_case and 2 * 3. one two',
    },
  ])
})

test('one without headings is one section', () => {
  expect(toSections('Only this.', [])).toEqual([{ heading: '', anchor: '', text: 'Only this.' }])
})
