import { expect, test } from 'vitest'
import { tableOfContents } from '../../../src/core/articles/table-of-contents.ts'

const heading = (depth: number, slug: string) => ({ depth, slug, text: slug })

test('sections are listed, the steps inside them are not', () => {
  const headings = [heading(2, 'steps'), heading(3, 'first'), heading(2, 'trouble')]
  expect(tableOfContents(headings)).toEqual([heading(2, 'steps'), heading(2, 'trouble')])
})

test('one section needs no list', () => {
  expect(tableOfContents([heading(2, 'steps'), heading(3, 'first')])).toEqual([])
})
