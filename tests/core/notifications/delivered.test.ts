import { expect, test } from 'vitest'
import { sendCode } from '../../../src/core/access/send-code.ts'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { outboxMail } from '../../../src/core/notifications/outbox.ts'
import { answer } from '../../../src/core/tickets/answer.ts'
import { translator } from '../../../src/i18n/translator.ts'
import { fileOne, linkToken, newViewer } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { newAnswer } from '../tickets/proven-guest.ts'

async function withTicket() {
  const desk = await openMemoryDesk()
  const ticketId = await fileOne(desk)
  desk.mailSender.sent.length = 0
  return { desk, ticketId }
}

test('batch after batch is delivered, and all of it is counted', async () => {
  const { desk, ticketId } = await withTicket()
  const others = [await fileOne(desk, { email: 'a@example.com' }), await fileOne(desk)]
  for (const each of [ticketId, ...others]) await answer(desk, newAnswer(each))
  expect(await deliver(desk, 2)).toBe(3)
})

test('a code’s mail says for how long it lives', async () => {
  const { desk, ticketId } = await withTicket()
  await sendCode(desk, newViewer(), await linkToken(desk, ticketId))
  await deliver(desk)
  const validity = translator('ro', 'emails')('code.validity', { count: 10 })
  expect(desk.mailSender.sent[0]?.mail.text).toContain(validity)
})

test('who was locked out is led to another link, not to the one that somebody is guessing behind', async () => {
  const { desk, ticketId } = await withTicket()
  const ids = { outboxId: 'locked', cause: 'locked', ticketId, addressKey: 'maria@example.com' }
  await desk.outbox.add(outboxMail({ ...ids, kind: 'locked', now: desk.now() }))
  await deliver(desk)
  const [link] = desk.mailSender.sent[0]?.mail.text.match(/^http.*$/m) ?? []
  expect(link).toBe('http://localhost:8787/ro/link/')
})
