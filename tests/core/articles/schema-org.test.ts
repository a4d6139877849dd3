import { expect, test } from 'vitest'
import { schemaOrg } from '../../../src/core/articles/schema-org.ts'

test('says language, days and where the article stands', () => {
  const article = {
    title: 'Codul',
    description: 'Unde este.',
    published: new Date('2026-11-22'),
    updated: new Date('2026-11-28'),
    locale: 'ro' as const,
  }
  const trail = [
    { name: 'Ajutor', address: 'https://help.example.com/ro/' },
    { name: 'Codul', address: 'https://help.example.com/ro/a/b/' },
  ]
  expect(schemaOrg(article, trail)).toMatchObject({
    '@graph': [
      {
        '@type': 'TechArticle',
        inLanguage: 'ro',
        datePublished: '2026-11-22',
        dateModified: '2026-11-28',
        mainEntityOfPage: 'https://help.example.com/ro/a/b/',
      },
      {
        itemListElement: [
          { position: 1, name: 'Ajutor' },
          { position: 2, name: 'Codul' },
        ],
      },
    ],
  })
})
