import { relative } from 'node:path'
import { ensureDemo } from '../demo/seed.mjs'
import { readPlace, root } from '../setup/project.mjs'
import { step } from '../setup/report.mjs'
import { ensurePortIsFree } from './port.mjs'
import { ensureSecrets } from './secrets.mjs'
import { prepareProduct, serve } from './serve.mjs'
import { untilStopped } from './until-stopped.mjs'

/** `npm start`: from the sources to a running copy with demo tickets and its addresses on the screen. */
export async function start() {
  const place = readPlace()
  await ensurePortIsFree(place.port)
  if (ensureSecrets(place.secretsPath)) console.log('✓ Wrote .dev.vars with fresh random secrets')
  await prepareProduct(place)
  await ensurePortIsFree(place.port)
  const server = await step('Starting the server', () => serve(place))
  const links = await seedOrStop(place, server)
  tellAddresses(place, links, server)
  await untilStopped(server)
}

async function seedOrStop(place, server) {
  try {
    return await ensureDemo(place)
  } catch (error) {
    await server.stop()
    throw error
  }
}

function tellAddresses({ origin, secretsPath }, links, { logPath }) {
  const mailbox = `${origin}/cdn-cgi/local/explorer/email/sending?worker=tichet`
  console.log(`\nHelp centre      ${origin}/`)
  for (const { locale, address } of links) console.log(`Guest link (${locale})  ${address}`)
  if (links.length === 0) tellMissingLinks()
  console.log(`Mailbox          ${mailbox}`)
  console.log(
    `API              ${origin}/api/v1/ (token: API_TOKEN in ${relative(root, secretsPath)})`,
  )
  console.log(`Log              ${relative(root, logPath)}`)
  console.log(
    '\nA guest link asks for a code; the code is in the mailbox. Ctrl-C stops everything.',
  )
}

function tellMissingLinks() {
  console.log(
    'Guest links      none are known for the tickets in this database. Ask for one on the page',
  )
  console.log('                 “link” of a locale, or file a ticket: the mail is in the mailbox.')
}
