import { expect, test } from 'vitest'
import { markTicketNumbers } from '../../../src/core/articles/ticket-numbers.ts'

test('a ticket number in the text is marked', () => {
  expect(markTicketNumbers('<p>See 7K3F-Q2MD.</p>')).toBe(
    '<p>See <bdi class="number">7K3F-Q2MD</bdi>.</p>',
  )
  expect(markTicketNumbers('<p>ABCD-EFG7</p>')).toContain('<bdi')
})

test.each([
  '<img alt="Ticket 7K3F-Q2MD">',
  '<a href="/en/tickets/7K3F-Q2MD/">it</a>',
  '<p>HTTP-POST</p>',
  '<p>2026-11-22, X7K3F-Q2MD9</p>',
])('%s is left alone', (html) => {
  expect(markTicketNumbers(html)).toBe(html)
})
