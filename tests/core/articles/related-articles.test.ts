import { expect, test } from 'vitest'
import { relatedArticles } from '../../../src/core/articles/related-articles.ts'
import { article } from './article-builder.ts'

const one = article({ slug: 'one', topics: ['mail', 'code', 'link'] })
const twoShared = article({ slug: 'two-shared', topics: ['mail', 'code'] })
const oneShared = article({ slug: 'one-shared', topics: ['mail', 'files'] })
const noneShared = article({ slug: 'none-shared', topics: ['files'] })
const all = [one, noneShared, oneShared, twoShared]

test('those that share most topics come first; strangers and itself do not come', () => {
  expect(relatedArticles(one, all)).toEqual([twoShared, oneShared])
})

test('what the page already shows does not come again, in any language', () => {
  const translated = { ...twoShared, locale: 'ro' } as const
  expect(relatedArticles(one, all, [translated])).toEqual([oneShared])
})

test('at most three come, in the given order among equals', () => {
  const equals = ['a', 'b', 'c', 'd'].map((slug) => article({ slug, topics: ['link'] }))
  expect(relatedArticles(one, equals)).toEqual(equals.slice(0, 3))
})
