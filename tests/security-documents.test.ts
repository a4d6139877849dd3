import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runNightly } from '../functions/jobs/nightly.ts'
import { accessTo } from '../src/core/access/session.ts'
import { storeFile } from '../src/core/tickets/files.ts'
import { readSources } from './architecture/sources.ts'
import { askCode, fileOne, linkToken, newFiling, newViewer, proveAddress } from './desk/guest.ts'
import { openMemoryDesk, type MemoryDesk } from './desk/open-memory-desk.ts'

const documents = ['SECURITY.md', 'docs/security.md', 'docs/asvs.md']
const table = read('docs/asvs.md')

// OWASP ASVS 5.0.0: so many requirements of levels 1 and 2 in each section; they are the first ones of it.
const sections: Record<string, number[]> = {
  1: [2, 9, 11, 3, 2],
  2: [3, 3, 4, 1],
  3: [0, 2, 4, 6, 5, 0, 2],
  4: [3, 1, 2, 4],
  5: [1, 3, 2, 3],
  6: [3, 12, 4, 4, 5, 3, 0, 4],
  7: [3, 4, 2, 5, 2, 2],
  8: [2, 3, 1, 1],
  9: [3, 4],
  10: [2, 2, 4, 11, 5, 2, 3],
  11: [2, 3, 3, 4, 1, 1],
  12: [3, 2, 4],
  13: [1, 5, 2, 5],
  14: [2, 4, 3],
  15: [3, 3, 7],
  16: [1, 5, 4, 3, 3],
  17: [1, 4, 2],
}

interface Requirement {
  number: string
  level: string
  verdict: string
  reason: string
}

const requirements = table.split('\n').flatMap((line): Requirement[] => {
  const [, number = '', level = '', , verdict = '', ...rest] = line
    .split('|')
    .map((cell) => cell.trim())
  return /^\d+\.\d+\.\d+$/.test(number) ? [{ number, level, verdict, reason: rest.join('|') }] : []
})

describe('the requirements of ASVS 5.0, level 2', () => {
  test('are all there, each once, in their order', () => {
    const wanted = Object.entries(sections).flatMap(([chapter, counts]) =>
      counts.flatMap((count, section) =>
        Array.from({ length: count }, (_, index) => `${chapter}.${section + 1}.${index + 1}`),
      ),
    )
    expect(wanted).toHaveLength(253)
    expect(requirements.map(({ number }) => number)).toEqual(wanted)
  })

  test('are 70 of level 1 and 183 of level 2', () => {
    const levels = Map.groupBy(requirements, ({ level }) => level)
    expect([levels.get('1')?.length, levels.get('2')?.length]).toEqual([70, 183])
  })

  test('have a verdict each, and a reason', () => {
    const faults = requirements.filter(({ verdict, reason }) => {
      const isMet = verdict === 'met'
      const known = isMet || verdict === 'deviation' || verdict === 'not applicable'
      return !known || reason.length < 5 || (isMet && filesNamed(reason).length === 0)
    })
    expect(faults).toEqual([])
  })

  test('are counted right at the top', () => {
    const count = (verdict: string) =>
      requirements.filter((each) => each.verdict === verdict).length
    const words = `${count('met')} of 253 met, ${count('not applicable')} not applicable, ${count('deviation')} deviations`
    expect(table.replaceAll(/\s+/g, ' ')).toContain(words)
  })
})

test.each(documents)('every file that %s names exists', (document) => {
  const named = filesNamed(read(document))
  expect(named.length).toBeGreaterThan(1)
  expect(named.filter((path) => !existsSync(path) && !existsSync(`docs/${path}`))).toEqual([])
})

test('no secret stands in the sources', () => {
  const assigned = /(?:SECRET_KEY|API_TOKEN|SMTP_PASSWORD)\w*["']?\s*[=:]\s*["'`]?[\w+/-]{32,}/
  const holding = [...readSources()].filter(([path, text]) => {
    return !path.startsWith('tests/') && assigned.test(text)
  })
  expect(holding.map(([path]) => path)).toEqual([])
  expect(assigned.test(`API_TOKEN='${'a'.repeat(32)}'`)).toBe(true)
  expect(read('.gitignore').split('\n')).toContain('.dev.vars')
})

describe('the statements of the incident steps', () => {
  test('end-all-sessions: no session opens anything', async () => {
    const { desk, access } = await provenTicket()
    expect(await access()).toBe('proven')
    run(desk, 'end-all-sessions')
    expect(await access()).toBe('lapsed')
  })

  test('end-sessions-of-ticket: those of this ticket, and no others', async () => {
    const { desk, ticketId, access } = await provenTicket()
    const other = await provenTicket({ desk, email: 'ion@example.com' })
    run(desk, 'end-sessions-of-ticket', ticketId)
    expect([await access(), await other.access()]).toEqual(['lapsed', 'proven'])
  })

  test('revoke-links-of-ticket: the old link opens nothing, the next one does', async () => {
    const { desk, ticketId, viewer } = await provenTicket()
    run(desk, 'revoke-links-of-ticket', ticketId)
    desk.pass(60)
    const old = askCode(desk, viewer, await linkToken(desk, ticketId))
    await expect(old).rejects.toMatchObject({ code: 'link-not-found' })
    expect(await askCode(desk, viewer, await linkToken(desk, ticketId, 2))).toMatch(/^\d{6}$/)
  })

  test('change-address-of-ticket: codes go to the new one, which is not proven', async () => {
    const { desk, ticketId, viewer } = await provenTicket({ email: 'wrong@example.com' })
    run(desk, 'change-address-of-ticket', ticketId)
    expect(desk.d1.rows('SELECT verified_at FROM tickets')).toEqual([{ verified_at: null }])
    desk.pass(60)
    await askCode(desk, viewer, await linkToken(desk, ticketId))
    expect(desk.mailSender.sent.at(-1)?.to).toBe('maria@example.com')
  })

  test('written-by-support: runs', async () => {
    const { desk } = await provenTicket()
    expect(run(desk, 'written-by-support')).toBeUndefined()
  })

  test('erase-ticket: no table holds the ticket or its address, another ticket stays whole', async () => {
    const desk = await openMemoryDesk()
    const other = await provenTicket({ desk, email: 'ion@example.com' })
    const before = everything(desk)
    const { ticketId } = await provenTicket({ desk })
    expect(everything(desk)).toContain('maria@example.com')
    run(desk, 'erase-ticket', ticketId)
    expect(everything(desk)).not.toContain(ticketId)
    expect(everything(desk)).not.toContain('maria@example.com')
    expect(await other.access()).toBe('proven')
    expect(everything(desk).split('ion@example.com')).toHaveLength(
      before.split('ion@example.com').length,
    )
    desk.pass(3 * 86_400)
    await runNightly(desk)
    expect(desk.attachments.files.size).toBe(0)
  })
})

/** A ticket with a file that somebody has proven, and what that browser may do with it. */
async function provenTicket(changes: { desk?: MemoryDesk; email?: string } = {}) {
  const desk = changes.desk ?? (await openMemoryDesk())
  const { email = 'maria@example.com' } = changes
  const form = { browserHash: 'filer', scope: 's', key: email, position: 0 }
  const bytes = new TextEncoder().encode('jurnal')
  const files = changes.email ? [] : [await storeFile(desk, form, { name: 'a.txt', bytes })]
  const ticketId = await fileOne(desk, newFiling(desk, { email, files }))
  const viewer = await proveAddress(desk, newViewer(email.replace('@', ' at ')), ticketId)
  const access = async () => {
    const link = await desk.access.readLink({ ...viewer, ticketId, now: desk.now() })
    return link && accessTo(link.session, link.grant, link.ticket, desk.now())
  }
  return { desk, ticketId, viewer, access }
}

/** Runs a statement of docs/security.md, for this ticket in place of the one that stands there. */
function run(desk: MemoryDesk, name: string, ticketId = ''): void {
  const blocks = [...read('docs/security.md').matchAll(/```sql\n(.*?)```/gs)]
  const statements = blocks
    .map(([, sql = '']) => sql)
    .join('\n')
    .split(/^-- /m)
  const found = statements.find((each) => each.startsWith(`${name}\n`))
  if (!found) throw new Error(`docs/security.md has no statement ${name}`)
  desk.d1.sqlite.exec(found.slice(name.length).replaceAll('0K3FQ2MD', ticketId))
}

function everything(desk: MemoryDesk): string {
  const tables = desk.d1.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
  return JSON.stringify(tables.map(({ name }) => desk.d1.rows(`SELECT * FROM ${String(name)}`)))
}

/** What stands in back quotes or a link and looks like a file of ours. */
function filesNamed(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`|\]\(([^)#\s]+)/g)].map(
    ([, code, link]) => code ?? link ?? '',
  )
  const file =
    /^(?!https?:)(?:\.\.\/)?[\w@.-]+(?:\/[\w.@-]+)*\.(?:ts|mjs|sql|toml|json|md|astro)$|^public\/_headers$/
  return [...new Set(quoted.filter((name) => file.test(name)))]
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}
