import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Remembers the demo tickets' links: the mailbox forgets its mails when the server stops. */
export function rememberLinks(stateDir, links) {
  writeFileSync(join(stateDir, 'demo-links.json'), JSON.stringify(links, undefined, 2), {
    mode: 0o600,
  })
}

/** The remembered links that still lead to their page. */
export async function recallLinks(stateDir, origin) {
  const path = join(stateDir, 'demo-links.json')
  const links = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : []
  const isAlive = await Promise.all(links.map((link) => leadsToPage(origin + link.path)))
  return links.filter((_, at) => isAlive[at])
}

// Reading changes nothing: no code is sent and no attempt counted.
async function leadsToPage(address) {
  const answer = await fetch(address)
  await answer.arrayBuffer()
  return answer.status === 200
}
