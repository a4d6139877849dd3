import { expect, test } from 'vitest'
import { inReadingOrder, neighbours } from '../../../src/core/articles/reading-order.ts'
import { article } from './article-builder.ts'

const first = article({ category: 'b', order: 1, slug: 'z' })
const second = article({ category: 'b', order: 2, slug: 'a' })
const third = article({ category: 'b', order: 2, slug: 'b' })
const last = article({ category: 'a', order: 0, slug: 'a' })
const categories = { a: { order: 2 }, b: { order: 1 } }

test('by category, then by order, then by slug', () => {
  const shuffled = [last, third, first, second]
  expect(inReadingOrder(shuffled, categories)).toEqual([first, second, third, last])
})

test('categories of the same order keep apart', () => {
  const equal = { a: { order: 1 }, b: { order: 1 } }
  expect(inReadingOrder([first, last, second], equal)).toEqual([last, first, second])
})

test('neighbours reach over the end of a category and stop at the ends of the book', () => {
  const book = [first, third, last]
  expect(neighbours(first, book)).toEqual({ previous: undefined, next: third })
  expect(neighbours(third, book)).toEqual({ previous: first, next: last })
  expect(neighbours(last, book)).toEqual({ previous: third, next: undefined })
})

test('an article that is not in the book has no neighbours', () => {
  expect(neighbours(second, [first])).toEqual({ previous: undefined, next: undefined })
})
