import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { paths } from '../../../src/i18n/paths.ts'
import { fieldRules, isWelcome, type Field } from '../../input/contract.ts'
import { corpus } from '../../input/corpora.ts'
import { packs } from '../../input/packs.ts'
import { some } from '../../input/runs.ts'
import { scripts } from '../../input/scripts.ts'
import { launchBrowser, openPhone } from '../browser.ts'
import { FormClient } from '../form-client.ts'
import { provenGuest, ticketPage, type Guest } from '../guest.ts'
import { answerTicket } from '../support.ts'
import { becomeClient, watchBrowser } from './watch.ts'

const inputs = [...scripts, ...some(corpus, 20)]
const welcome = (rule: Field) => inputs.filter((text) => isWelcome(text, rule))
const subjects = packs(welcome(fieldRules.subject), fieldRules.subject.maxUnits, ' ')
const texts = packs(welcome(fieldRules.text), fieldRules.text.maxUnits, '\n')
const ids = packs(welcome(fieldRules.transactionIds), fieldRules.transactionIds.maxUnits, '\n')
const moments = packs(welcome(fieldRules.happenedAt), fieldRules.happenedAt.maxUnits, ' ')
const names = welcome(fieldRules.name)
const labels = packs(welcome(fieldRules.label), fieldRules.label.maxUnits, ' ')

let browser: Browser
let context: BrowserContext
let page: Page
let seen: string[]

beforeAll(async () => {
  browser = await launchBrowser()
  context = await openPhone(browser, { locale: 'ro' })
  seen = await watchBrowser(context)
  page = await context.newPage()
})
afterAll(() => browser.close())

const textOf = (selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((each) => each.textContent))
const at = (list: readonly string[], index: number) => list[index % list.length] ?? ''
const open = (path: string) => page.goto(inject('origin') + path)

describe('in Chromium', { timeout: 600_000 }, () => {
  test('a ticket of every string shows it unit for unit, and nothing of it runs', async () => {
    const client = new FormClient()
    for (const [index, subject] of some(subjects, 4).entries()) {
      const form = await client.get(paths.newTicket('ro'))
      const typed = {
        ...{
          email: `input${index}@example.com`,
          category: 'other',
          name: at(names, index),
          subject,
        },
        ...{
          text: at(texts, index),
          transactionIds: at(ids, index),
          happenedAt: at(moments, index),
        },
      }
      const sent = await client.submit(form, 'form[data-form=filing]', typed)
      expect(sent.status).toBe(303)
      await becomeClient(context, client)
      await open(sent.headers.get('Location') ?? '')
      expect(await textOf('h1')).toEqual([subject])
      expect(await textOf('.message .text')).toEqual([typed.text])
      expect(await textOf('details dd')).toEqual([
        'Altceva',
        typed.transactionIds,
        typed.happenedAt,
      ])
      expect(await page.title()).not.toBe('')
      expect(seen).toEqual([])
    }
  })

  test('so does a thread that support answers, brought into an open page too', async () => {
    const guest = await provenGuest()
    await becomeClient(context, guest.client)
    await open(paths.ticket('ro', guest.number))
    const shown: string[] = []
    for (const [index, label] of labels.slice(0, 12).entries()) {
      const text = at(texts, index)
      const asks = [{ kind: 'text', label }]
      await answerTicket(guest.number, { text, author: at(names, index * 7), asks })
      shown.push(text)
    }
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))')
    await page.locator('.message').nth(shown.length).waitFor()
    for (const again of [false, true]) {
      if (again) await page.reload()
      expect((await textOf('.message .text')).slice(1)).toEqual(shown)
      const authors = shown.map((_, index) => at(names, index * 7))
      expect(await textOf('.message:not(.mine) header bdi')).toEqual(authors)
      expect(await textOf('.asks bdi')).toEqual(labels.slice(0, 12))
      expect(seen).toEqual([])
    }
  })

  test('so does a refused form, as a page and brought in by script', async () => {
    for (let index = 0; index < Math.max(2, texts.length); index += 1) {
      const text = at(texts, index)
      await open(paths.newTicket('ro'))
      const typed = { subject: at(subjects, index * 3), text, happenedAt: at(moments, index) }
      for (const [name, value] of Object.entries({ ...typed, email: at(scripts, index) })) {
        await page.fill(`#${name}`, value)
      }
      const picture = { name: `${index}.png`, mimeType: 'image/png', buffer: png }
      if (index % 2 === 0) await page.setInputFiles('#files', picture)
      await page.locator('form[data-form=filing] button.button:not(.quiet)').click()
      await page.locator('#problem').waitFor()
      for (const [name, value] of Object.entries(typed)) {
        expect(await page.locator(`#${name}`).inputValue()).toBe(value)
      }
      expect(seen).toEqual([])
    }
  })

  test('so does the page of an ended session, and the draft after it', async () => {
    const guest = await provenGuest()
    for (const text of texts.slice(0, 2)) await loseSessionAndComeBack(guest, text)
    expect(seen).toEqual([])
  })
})

async function loseSessionAndComeBack(guest: Guest, text: string): Promise<void> {
  const form = await ticketPage(guest)
  const session = guest.client.cookies.get('__Host-session') ?? ''
  guest.client.cookies.delete('__Host-session')
  await becomeClient(context, guest.client)
  const answer = await guest.client.submit(form, '#reply', { text })
  expect(answer.status).toBe(401)
  await page.setContent(answer.text)
  expect(await page.locator('#text').inputValue()).toBe(text)
  guest.client.cookies.set('__Host-session', session)
  await becomeClient(context, guest.client)
  await open(paths.ticket('ro', guest.number))
  expect(await page.locator('#reply #text').inputValue()).toBe(text)
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
