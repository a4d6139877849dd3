import { expect, test } from 'vitest'
import { articleFile, articleKey } from '../../../src/core/articles/article.ts'
import { article } from './article-builder.ts'

test('an article and its translation share a key, not a file', () => {
  const [en, ro] = [article(), article({ locale: 'ro' })]
  expect(articleKey(en)).toBe('your-ticket/open-from-mail')
  expect(articleKey(ro)).toBe(articleKey(en))
  expect(articleFile(ro)).toBe('content/articles/ro/your-ticket/open-from-mail.md')
})
