import type { Viewer } from '../../src/core/access/viewer.ts'
import type { Desk } from '../../src/core/desk.ts'
import type { Locale } from '../../src/i18n/locales.ts'
import type { Part } from '../faults/fault.ts'
import type { Proofs } from '../invariants/grant-breaches.ts'
import type { World } from './world.ts'

/** A browser and whoever sits before it. */
export interface Person {
  viewer: Viewer
  /** Where this person reads mails; attackers read nobody's. */
  mailbox: string | undefined
  /** Tickets that a code has opened here. */
  opened: string[]
  /** Token of the link that a code was last asked for. */
  asked: string | undefined
}

/** What was written by a post, to be found again word for word. */
export interface Words {
  text: string
  files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]
  author: 'requester' | 'support'
}

export interface PostResult {
  ticketId: string
  seq: number | undefined
}

/** Something sent with an idempotency key, again and again until it is acknowledged or refused. */
export interface Post {
  words: Words | undefined
  send(desk: Desk): Promise<PostResult>
  /** What the client was told, once it was. */
  acknowledged?: PostResult
}

/** A run of the simulation: who and what is in it, and what was promised to whom. */
export interface Stage {
  world: World
  people: Person[]
  ticketIds: string[]
  /** Part that is down until further notice. */
  down: Part | undefined
  posts: Post[]
  /** Of `posts`, those whose client knows no answer yet. */
  unanswered: Set<Post>
  /** Text of the draft that a browser must find, under `<browserHash> <ticketId>`. */
  drafts: Map<string, { text: string; at: Date }>
  proofs: Proofs
  /** Mails that may have been sent a second time: a fault struck while they were on their way. */
  excusedCopies: number
  breaches: string[]
  counts: Record<string, number>
}

const mailboxes = ['maria@example.com', 'ion@example.org']

/** A stage before its first step. */
export function openStage(world: World): Stage {
  const named = [mailboxes[0], mailboxes[0], mailboxes[1], undefined]
  const people = named.map((mailbox, index): Person => {
    const browserHash = `browser-${index}`
    const viewer = {
      browserHash,
      hasCookie: true,
      sessionHash: undefined,
      device: 'phone' as const,
    }
    return { mailbox, opened: [], asked: undefined, viewer }
  })
  return {
    world,
    people,
    ticketIds: [],
    down: undefined,
    posts: [],
    unanswered: new Set(),
    drafts: new Map(),
    proofs: new Set(),
    excusedCopies: 0,
    breaches: [],
    counts: {},
  }
}

/** The address and language that a number stands for. */
export function requesterOf(detail: number): { email: string; locale: Locale } {
  const locales: Locale[] = ['ro', 'it', 'en']
  return {
    email: mailboxes[detail % mailboxes.length] ?? '',
    locale: locales[detail % locales.length] ?? 'en',
  }
}

/** Counts what came of something. */
export function count(stage: Stage, what: string): void {
  stage.counts[what] = (stage.counts[what] ?? 0) + 1
}
