import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fieldRules, isWelcome, normalised } from '../../input/contract.ts'
import { wildText } from '../../input/drawn.ts'
import { ours } from '../../input/ours.ts'
import { packs } from '../../input/packs.ts'
import { runs, some } from '../../input/runs.ts'
import { paths } from '../../../src/i18n/paths.ts'
import { Browser, openApp } from '../browser.ts'
import { filingFields, locationToTicketId, newEmail, newPicture } from '../guest.ts'
import { openPlatformDesk, type PlatformDesk } from '../platform-desk.ts'
import { rows } from '../setup.ts'

// A form's own encoding makes CRLF of every line break: one that is not LF is another thing then.
const typed = some(ours, 2).filter((text) => !text.includes('\r'))
const packed = (field: 'subject' | 'text' | 'transactionIds') => {
  const rule = fieldRules[field]
  const welcome = typed.filter((text) => isWelcome(text, rule))
  return packs(welcome, rule.maxUnits, field === 'subject' ? ' ' : '\n')
}

let desk: PlatformDesk
let browser: Browser
beforeAll(async () => {
  desk = await openPlatformDesk()
  browser = new Browser(openApp(desk))
  await browser.open('/ro/tickets/new/')
})

describe('in workerd', () => {
  test.each([false, true])('every list returns from D1 unit for unit, files %s', async (files) => {
    const lists = {
      subject: packed('subject'),
      text: packed('text'),
      ids: packed('transactionIds'),
    }
    for (const [index, subject] of lists.subject.entries()) {
      const [text = ''] = [lists.text[index % lists.text.length]]
      const [transactionIds = ''] = [lists.ids[index % lists.ids.length]]
      const words = { ...filingFields(newEmail()), subject, text, transactionIds }
      const more = files ? { files: [newPicture(`${subject}.png`)] } : {}
      const ticketId = locationToTicketId(
        await browser.post(paths.newTicket('ro'), { ...words, ...more }),
      )
      const [ticket] = await rows('SELECT * FROM tickets WHERE ticket_id = ?', ticketId)
      const [message] = await rows('SELECT text FROM messages WHERE ticket_id = ?', ticketId)
      expect([ticket?.['subject'], ticket?.['transaction_ids'], message?.['text']]).toEqual([
        subject,
        transactionIds,
        text,
      ])
    }
  })

  test('a draft of any text returns from D1 unit for unit', async () => {
    const keep = async (wild: string) => {
      const text = normalised(wild.toWellFormed())
      const place = { browserHash: 'browser', ticketId: '0AAAAAAA' }
      const draft = { text, answered: [], declined: [], files: [] }
      await desk.tickets.keepDraft({ ...draft, ...place, now: desk.now() })
      const page = await desk.tickets.readPage({ ...place, maxMessages: 1, maxEvents: 1 })
      expect(page.draft?.text).toBe(text)
    }
    await fc.assert(fc.asyncProperty(wildText(), keep), runs(80, 2_000))
  })
})
