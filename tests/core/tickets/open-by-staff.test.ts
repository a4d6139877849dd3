import { describe, expect, test } from 'vitest'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { openByStaff, type StaffFiling } from '../../../src/core/tickets/open-by-staff.ts'
import { openTicket } from '../../../src/core/tickets/open-ticket.ts'
import { newViewer, proveAddress } from '../../desk/guest.ts'
import { openMemoryDesk } from '../../desk/open-memory-desk.ts'
import { eventKinds, mailKinds, readTicket, texts } from './proven-guest.ts'

function aFiling(changes: Partial<StaffFiling> = {}): StaffFiling {
  const requester = { email: 'lucia@example.it', locale: 'it', name: 'Lucia' } as const
  const words = {
    subject: 'Bonifico mancante',
    text: 'Ha telefonato.',
    category: 'payment',
  } as const
  return { key: undefined, ...requester, ...words, ...changes }
}

describe('support opens a ticket for somebody', () => {
  test('with everything said, and mails the link in their language', async () => {
    const desk = await openMemoryDesk()
    const ticketId = await openByStaff(desk, aFiling())
    expect(await readTicket(desk, ticketId)).toMatchObject({
      ...{ email: 'lucia@example.it', locale: 'it', requesterName: 'Lucia', status: 'open' },
      ...{ subject: 'Bonifico mancante', category: 'payment', verifiedAt: undefined },
      ...{ transactionIds: '', happenedAtText: '', attachmentBytes: 0, follows: undefined },
    })
    expect(await texts(desk, ticketId)).toEqual(['Ha telefonato.'])
    expect(await eventKinds(desk, ticketId)).toEqual(['filed'])
    await deliver(desk)
    const [sent] = desk.mailSender.sent
    expect(sent?.to).toBe('lucia@example.it')
    expect(sent?.mail.headers['Content-Language']).toBe('it')
    expect(JSON.stringify(sent?.mail)).not.toMatch(/telefonato|Bonifico/)
  })

  test('and opens no session: they come in by the link and a code', async () => {
    const desk = await openMemoryDesk()
    const ticketId = await openByStaff(desk, aFiling())
    expect(desk.d1.rows('SELECT * FROM sessions')).toEqual([])
    const viewer = await proveAddress(desk, newViewer(), ticketId)
    await expect(openTicket(desk, viewer, ticketId)).resolves.toMatchObject({ access: 'proven' })
  })

  test('as often as needed: the budget of unverified addresses is for strangers', async () => {
    const desk = await openMemoryDesk()
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      const ticketId = await openByStaff(desk, aFiling({ text }))
      expect(mailKinds(desk, ticketId)).toEqual(['filed'])
    }
  })
})

describe('the same key', () => {
  const key = 'k1'

  test('seven times at once opens one ticket and mails once', async () => {
    const desk = await openMemoryDesk()
    const open = () => openByStaff(desk, aFiling({ key }))
    const ids = await Promise.all(Array.from({ length: 7 }, open))
    expect(new Set([...ids, await open()]).size).toBe(1)
    expect(desk.d1.rows('SELECT * FROM outbox')).toHaveLength(1)
  })

  test.each([
    { text: 'Altro' },
    { locale: 'en' },
    { email: 'ion@example.com' },
    { name: '' },
  ] as const)('with other contents is refused: %j', async (changes) => {
    const desk = await openMemoryDesk()
    await openByStaff(desk, aFiling({ key }))
    const again = openByStaff(desk, aFiling({ key, ...changes }))
    await expect(again).rejects.toMatchObject({ code: 'key-reused' })
    expect(desk.d1.rows('SELECT * FROM tickets')).toHaveLength(1)
  })

  test('missing, every call opens one of its own', async () => {
    const desk = await openMemoryDesk()
    const [one, two] = [await openByStaff(desk, aFiling()), await openByStaff(desk, aFiling())]
    expect(one).not.toBe(two)
  })
})

test.each<[Partial<StaffFiling>, string[]]>([
  [{ email: 'lucia' }, ['email malformed-email']],
  [{ subject: '' }, ['subject required']],
  [{ subject: 'S'.repeat(151) }, ['subject too-long']],
  [{ text: ' ' }, ['text required']],
  [{ name: 'a\nb' }, ['name control-character']],
  [
    { email: '', subject: '', text: '' },
    ['email malformed-email', 'subject required', 'text required'],
  ],
])('%j is refused field by field, nothing written', async (changes, expected) => {
  const desk = await openMemoryDesk()
  const { code, fields } = await openByStaff(desk, aFiling(changes)).catch((error) => error)
  expect(code).toBe('invalid-fields')
  expect(fields.map(({ field, reason }: Record<string, string>) => `${field} ${reason}`)).toEqual(
    expected,
  )
  expect(desk.d1.rows('SELECT * FROM tickets')).toEqual([])
})
