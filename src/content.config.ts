import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { frontMatterSchema } from './core/articles/front-matter.ts'

export const collections = {
  articles: defineCollection({
    loader: glob({
      base: './content/articles',
      pattern: '**/*.md',
      // The loader's own ids are lower-cased, which would break a locale such as pt-BR.
      generateId: ({ entry }) => entry.replace(/\.md$/, ''),
    }),
    schema: frontMatterSchema,
  }),
}
