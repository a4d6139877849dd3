import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { fromAnywhere } from '../address.ts'
import type { Names, Scene } from './scene.ts'
import { actorNames, type ActorName, type ObjectName, type Row } from './row.ts'

/** One actor, one method, one path, one object, and what must come of it. */
export interface Cell {
  actor: ActorName
  method: string
  row: Row
  object: ObjectName
  outcome: string
}

export interface CellAnswer {
  status: number
  location: string
  /** Everything an outsider could tell two refusals apart by. */
  seen: string
}

const few: readonly ActorName[] = ['nobody', 'guest', 'scanner', 'apiRight']

/** Every cell of the table; in short HEAD, and what answers everyone alike, is asked for by a few. */
export function toCells(rows: Row[], { inFull }: { inFull: boolean }): Cell[] {
  return rows.flatMap((row) =>
    row.methods.split(' ').flatMap((method) =>
      Object.entries(row.of).flatMap(([object, outcomes]) => {
        const isAlike = method === 'HEAD' || Object.keys(outcomes).length === 1
        const actors = row.only ?? (isAlike && !inFull ? few : actorNames)
        return actors.map((actor) => {
          const outcome = outcomes[actor] ?? outcomes.everyone
          return { actor, method, row, object: object as ObjectName, outcome }
        })
      }),
    ),
  )
}

/** `guest POST /:locale/link/ of ticket` */
export function cellName({ actor, method, row, object }: Cell): string {
  return `${actor} ${method} ${row.path} of ${object}`
}

/** Whether it has its intended effect, keeps a draft, or must leave no trace. */
export function effectOf({ outcome }: Cell): 'does' | 'keeps' | 'nothing' {
  const last = outcome.split(' ').at(-1)
  return last === 'does' || last === 'keeps' ? last : 'nothing'
}

/** Asks for what the cell says. */
export async function callCell(scene: Scene, cell: Cell): Promise<CellAnswer> {
  const { method, row } = cell
  const names = scene.objects[cell.object]
  const { headers, withPosts } = scene.actors[cell.actor]
  const changes = method !== 'GET' && method !== 'HEAD'
  const url = new URL(fillPath(row.path, names), inject('origin'))
  const body = changes ? bodyOf(row, names) : undefined
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...fromAnywhere(), ...headers, ...(changes && withPosts), ...body?.headers },
    ...(body && { body: body.text }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    location: answer.headers.get('Location') ?? '',
    seen: toSeen(answer, text),
  }
}

/** What is wrong with an answer; undefined where it is the one of the table. */
export function differenceOf(scene: Scene, cell: Cell, answer: CellAnswer): string | undefined {
  const [status = '', pattern = ''] = cell.outcome.replace(/ ?(does|keeps)$/, '').split(' ')
  const wanted = fillPath(pattern.replace('…', ''), scene.objects[cell.object])
  const fits = pattern.endsWith('…')
    ? answer.location.startsWith(wanted)
    : answer.location === wanted
  if (String(answer.status) === status && fits) return undefined
  return `${cellName(cell)}: ${answer.status} ${answer.location}, not ${cell.outcome}`
}

/** A path of the table with the names of an object in it. */
export function fillPath(path: string, names: Names): string {
  return path
    .replace(':locale', 'ro')
    .replace(':category', 'your-ticket')
    .replace(':article', 'open-from-mail')
    .replace(':file', () => stylesheet)
    .replace(/:(ticketNumber|token|attachmentId)/g, (_, name: keyof Names) => names[name])
}

let stylesheet = ''

/** Finds out what the build called a file of its own. */
export async function findStylesheet(): Promise<void> {
  const home = await (await fetch(new URL('/ro/', inject('origin')))).text()
  stylesheet = /\/_astro\/([^"]+\.css)"/.exec(home)?.[1] ?? ''
}

function bodyOf({ path, send = {} }: Row, names: Names) {
  const key = randomBytes(16).toString('base64url')
  const fields = Object.entries(send).map(([name, value]) => [name, fillPath(String(value), names)])
  if (path.startsWith('/api/')) {
    const headers = { 'Content-Type': 'application/json', 'If-Match': '*' }
    return { headers, text: JSON.stringify(Object.fromEntries(fields)) }
  }
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return { headers, text: new URLSearchParams([['key', key], ...fields]).toString() }
}

// The id of the request differs as it should, and so does the cookie that a new browser is given.
function toSeen(answer: Response, text: string): string {
  const requestId = answer.headers.get('X-Request-Id') ?? ''
  const lines = [...answer.headers].flatMap(([name, value]) => {
    if (/^(date|x-request-id)$/.test(name)) return []
    return `${name}: ${name === 'set-cookie' ? value.replace(/=[\w-]{43};/, '=…;') : value}`
  })
  const body = requestId ? text.replaceAll(requestId, '…') : text
  return [answer.status, ...lines, '', body].join('\n')
}
