import { readFileSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { readApiToken } from '../product/secrets.mjs'
import { Failure } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { fileTicket } from './guest.mjs'
import { recallLinks, rememberLinks } from './links.mjs'
import { awaitGuestLink } from './mailbox.mjs'
import { drawPaymentsScreen } from './picture.mjs'
import { answerTicket, hasNoTickets } from './support.mjs'

/** Seeds one ticket per locale into an empty database. Returns `{ locale, address }` of each demo guest link. */
export async function ensureDemo({ origin, stateDir, secretsPath }) {
  const api = { origin, apiToken: readApiToken(secretsPath) }
  try {
    if (await hasNoTickets(api))
      rememberLinks(stateDir, await step('Seeding demo tickets', () => seed(api)))
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `The demo tickets could not be seeded: ${error.message}`,
      `Delete ${stateDir} and start again.`,
    )
  }
  const links = await recallLinks(stateDir, origin)
  return links.map(({ locale, path }) => ({ locale, address: origin + path }))
}

async function seed(api) {
  const picture = drawPaymentsScreen()
  return Promise.all(readDemos().map((demo) => seedTicket(api, demo, picture)))
}

async function seedTicket(api, { locale, words }, picture) {
  const ticketNumber = await fileTicket(api.origin, locale, words.ticket, picture)
  await answerTicket(api, ticketNumber, words.support)
  return { locale, ticketNumber, path: await awaitGuestLink(api.origin, ticketNumber) }
}

// The source locale first, as everywhere a reader sees a list of them.
function readDemos() {
  const folder = new URL('.', import.meta.url)
  const order = Object.keys(readJson(new URL('../../locales/index.json', folder)))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ locale: basename(name, '.json'), words: readJson(new URL(name, folder)) }))
    .toSorted((a, b) => order.indexOf(a.locale) - order.indexOf(b.locale))
}

function readJson(url) {
  return JSON.parse(readFileSync(url, 'utf8'))
}
