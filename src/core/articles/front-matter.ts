import * as z from 'zod'

const day = z.union(
  [z.date(), z.iso.date().transform((text) => new Date(text))],
  'Type the day as year-month-day, such as 2026-11-22.',
)

/** The lines between the two `---` at the top of an article. Every message says what to type. */
export const frontMatterSchema = z
  .strictObject(
    {
      title: z.string('Type the title, such as title: Open your ticket.').trim().min(1).max(80),
      description: z
        .string('Type one sentence that says what the article helps with.')
        .trim()
        .min(1)
        .max(200),
      published: day,
      updated: day,
      order: z
        .int('Type a whole number, such as order: 2; the smallest comes first in its category.')
        .min(0),
      topics: z
        .array(z.string(), 'Type a list of topics, such as topics: [mail, code].')
        .min(1, 'Name at least one topic: related articles are found by it.'),
      draft: z
        .boolean('Type draft: true to hold the article back, or leave the line out.')
        .optional(),
    },
    {
      error: ({ code, keys }) =>
        code === 'unrecognized_keys'
          ? `Unknown: ${keys?.join(', ')}. Type only title, description, published, updated, order, topics and draft.`
          : undefined,
    },
  )
  .refine(({ published, updated }) => updated >= published, {
    path: ['updated'],
    error: 'Type a day that is not before published.',
  })

export type FrontMatter = z.infer<typeof frontMatterSchema>
