import { describe, expect, test } from 'vitest'
import { newFile } from './builders.ts'
import { everythingOf, storedTicket, type OpenStores } from './stores.ts'

const texts: [string, string][] = [
  ['with emoji', '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 é 𝔘 \u{10FFFF}'],
  ['from right to left', '\u202Bלא הגיע ‏240 ₪\u202C مرحبًا'],
  ['with U+FEFF first', '\uFEFFBună ziua\uFEFF'],
  ['with a line break first and last', '\n\nBună ziua\n'],
  ['with tabs and many spaces', '\t  a\t\tb  \u00A0\u2028 '],
  ['of 10,000 units', 'ă'.repeat(10_000)],
  ['of 10,000 units in pairs', '📷'.repeat(5_000)],
  ['that looks like SQL', `'; DROP TABLE messages; -- "\` ?1 %_ \\`],
  ['that looks like JSON', '{"a": [null, "\\u0000"]}'],
  ['that looks like a number', '0012.50e3'],
  ['that is only a space', ' '],
]

/** Text returns unit for unit, wherever it stands. */
export function describeTexts(open: OpenStores): void {
  describe('a text', () => {
    test.each(texts)('%s returns unit for unit', async (_, text) => {
      const stores = await open()
      const words = { subject: text, requesterName: text, transactionIds: text }
      const file = newFile({ name: text })
      const message = { text, authorName: text, files: [file] }
      const ticket = await storedTicket(stores, { ...words, happenedAtText: text }, message)
      expect(ticket).toMatchObject({ ...words, happenedAtText: text })
      const { messages } = await everythingOf(stores, ticket.ticketId)
      expect(messages).toMatchObject([message])
      const found = await stores.tickets.findAttachment({ attachmentId: file.attachmentId })
      expect(found?.attachment.name).toBe(text)
    })

    test('of a draft returns unit for unit', async () => {
      const { tickets } = await open()
      const place = { browserHash: 'browser', ticketId: '0AAAAAAA' }
      for (const [title, text] of texts) {
        const draft = { text, answered: [2], declined: [1, 3], files: [newFile({ name: text })] }
        await tickets.keepDraft({ ...draft, ...place, now: new Date() })
        const page = await tickets.readPage({ ...place, maxMessages: 1, maxEvents: 1 })
        expect(page.draft, title).toEqual(draft)
      }
    })
  })
}
