import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliver } from '../../../src/core/notifications/deliver.ts'
import { recordFigure } from '../../figure.ts'
import { badAddresses, goodAddresses } from '../../input/addresses.ts'
import { asForm, fieldRules, isWelcome } from '../../input/contract.ts'
import { corpus } from '../../input/corpora.ts'
import { runs, some } from '../../input/runs.ts'
import { anyText } from '../../input/texts.ts'
import { expectNoFault, newVisitor, nextKey, partsOf, type Typed, type Visitor } from './visitor.ts'

const page = '/ro/tickets/new/'
const typedFields = ['name', 'subject', 'text', 'transactionIds', 'happenedAt'] as const
const plain = { category: 'payment', name: 'Maria', subject: 'Plata', text: 'Nu a ajuns.' }

let visitor: Visitor
let count = 0
beforeAll(async () => void (visitor = await newVisitor()))
afterAll(() => {
  const faults = visitor.desk.logged.filter(({ event }) => event === 'fault').length
  const figure = `faults in ${count} filings of every kind of text`
  recordFigure({ proof: 'input', figure, value: faults, bar: '0' })
})

const toFields = (names: readonly string[], text: string): Typed =>
  Object.fromEntries(names.map((name) => [name, text]))
const nextAddress = () => `guest${(count += 1)}@example.com`

/** Files what was typed, and holds the product to the contract for each field. */
async function fileAndReadBack(typed: Typed): Promise<void> {
  const sent = { key: nextKey(), email: nextAddress(), ...plain, ...typed }
  const response = await visitor.post(page, partsOf(sent))
  expectNoFault(visitor, response.status)
  const expected = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, asForm(value)]),
  )
  const refused = typedFields.filter((name) => !isWelcome(expected[name] ?? '', fieldRules[name]))
  if (refused.length > 0) return expectRefused(response, expected, refused)
  expect(response.status).toBe(303)
  await expectShown(response.headers.get('Location') ?? '', expected)
}

function expectRefused(response: Response, expected: Typed, refused: readonly string[]): void {
  expect(response.status).toBe(422)
  const { problem, values } = visitor.refusal() ?? expect.unreachable()
  expect(problem.fields.map(({ field }) => field).toSorted()).toEqual(refused.toSorted())
  const kept = Object.entries(values ?? {}).map(([name, [value]]) => [name, value])
  expect(Object.fromEntries(kept)).toEqual(expected)
}

async function expectShown(path: string, expected: Typed): Promise<void> {
  const { ticket, messages } = await visitor.read(path)
  const [message] = messages
  expect({
    name: ticket.requesterName,
    subject: ticket.subject,
    text: message?.text,
    transactionIds: ticket.transactionIds,
    happenedAt: ticket.happenedAtText,
  }).toEqual({ transactionIds: '', happenedAt: '', ...pick(expected) })
  const told = await visitor.readByApi(path)
  expect(told.ticket).toMatchObject({
    subject: expected['subject'],
    transactionIds: expected['transactionIds'] ?? '',
    happenedAt: expected['happenedAt'] ?? '',
    requester: { email: expected['email'], name: expected['name'] },
  })
  expect(told.messages).toMatchObject([{ text: expected['text'] }])
}

const pick = (from: Typed) =>
  Object.fromEntries(typedFields.flatMap((name) => (name in from ? [[name, from[name]]] : [])))

describe('every text of the form that opens a ticket', () => {
  test('drawn at random returns unit for unit, or is refused and kept', async () => {
    const field = fc.constantFrom(...typedFields)
    const typed = field.chain((name) => fc.record({ [name]: anyText(fieldRules[name].maxUnits) }))
    await fc.assert(fc.asyncProperty(typed, fileAndReadBack), runs(300, 20_000))
  })

  test('all of them at once, too', async () => {
    const all = fc.record({
      name: anyText(fieldRules.name.maxUnits),
      subject: anyText(fieldRules.subject.maxUnits),
      text: anyText(fieldRules.text.maxUnits),
      transactionIds: anyText(fieldRules.transactionIds.maxUnits),
      happenedAt: anyText(fieldRules.happenedAt.maxUnits),
    })
    await fc.assert(fc.asyncProperty(all, fileAndReadBack), runs(100, 5_000))
  })

  test('each string of each list, in each field', async () => {
    for (const string of some(corpus, 2)) {
      const [welcome, unwelcome] = [true, false].map((wanted) =>
        typedFields.filter((name) => isWelcome(asForm(string), fieldRules[name]) === wanted),
      )
      for (const names of [welcome ?? [], unwelcome ?? []]) {
        if (names.length > 0) await fileAndReadBack(toFields(names, string))
      }
    }
  })
})

describe('the address', () => {
  test.each(goodAddresses)('%s gets the one mail, and nothing that was typed', async (address) => {
    const { post, desk } = await newVisitor()
    const secret = 'Qx7-typed-by-a-stranger'
    const words = { subject: secret, text: secret, name: secret, happenedAt: secret }
    const typed = { key: nextKey(), ...plain, ...words, email: address }
    expect((await post(page, partsOf(typed))).status).toBe(303)
    await deliver(desk)
    const [sent, ...more] = desk.mailSender.sent
    expect(more).toEqual([])
    expect(sent?.to.toLowerCase()).toBe(address.trim().toLowerCase())
    expect(JSON.stringify(sent?.mail)).not.toContain(secret)
  })

  test.each(badAddresses.map((address) => [address.slice(0, 60), address] as const))(
    '%j is refused, kept, and written to by nobody',
    async (_, address) => {
      const typed = { key: nextKey(), ...plain, email: address }
      const before = visitor.desk.d1.rows('SELECT count(*) AS found FROM outbox')
      const response = await visitor.post(page, partsOf(typed))
      expect(response.status).toBe(422)
      const { problem, values } = visitor.refusal() ?? expect.unreachable()
      expect(problem.fields).toMatchObject([{ field: 'email' }])
      expect(values['email']).toEqual([asForm(address)])
      expect(visitor.desk.d1.rows('SELECT count(*) AS found FROM outbox')).toEqual(before)
    },
  )

  test('drawn at random is either written to alone or refused', async () => {
    const odd = fc.tuple(fc.constantFrom(...goodAddresses), anyText(20), fc.boolean())
    const address = odd.map(([good, text, before]) => (before ? text + good : good + text))
    const file = async (email: string) => {
      const response = await visitor.post(page, partsOf({ key: nextKey(), ...plain, email }))
      expectNoFault(visitor, response.status)
      expect([303, 422]).toContain(response.status)
      if (response.status === 422) return
      const { ticket } = await visitor.read(response.headers.get('Location') ?? '')
      expect(ticket.email).toMatch(/^[^\s@,;<>()"\\]+@[\w.-]+$/)
      expect(ticket.email.toLowerCase()).toBe(email.trim().toLowerCase())
    }
    await fc.assert(fc.asyncProperty(address, file), runs(200, 10_000))
  })
})
