import { expect, test } from 'vitest'
import { plainMarkdown } from '../../../src/core/articles/plain-markdown.ts'

const article = { title: 'Codul', description: 'Unde este.', updated: new Date('2026-11-28') }
const made = (markdown: string) => plainMarkdown(article, markdown, 'https://help.example.com')

test('the title is the first heading, and the day stands with the description', () => {
  expect(made('Așteaptă.\n')).toBe('# Codul\n\n> Unde este. (2026-11-28)\n\nAșteaptă.\n')
})

test('links lead to this site from wherever it is read', () => {
  expect(made('[aici](/ro/link/) și [acolo](https://example.org/x)')).toContain(
    '[aici](https://help.example.com/ro/link/) și [acolo](https://example.org/x)',
  )
})

test('a drawing becomes the words of what it shows, at its place in the step', () => {
  expect(made('1. ### Pas\n\n   ![Butonul](picture:send-code "Aici.")\n')).toContain(
    '\n   *Butonul*\n',
  )
})
