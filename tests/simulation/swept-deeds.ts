import type { Choice } from './choice.ts'
import type { Swept } from './sweep.ts'

function fair(deed: string, choice: Partial<Choice> = {}): Choice {
  return { deed, who: 1, which: 0, detail: 1, weather: 0, ...choice }
}

// The opening scene leaves person 1 inside the first ticket. `detail` chooses as in the deeds: a file with 4, for one.
const asks = fair('answerAsSupport', { detail: 1 })
const solves = fair('press', { detail: 4 })
const monthLater = [0, 1].map(() => fair('passTime', { which: 4, detail: 10 }))

/** Everything a person or the clock does with a ticket, each call of which is made to fail. */
export const sweptDeeds: Swept[] = [
  {
    title: 'filing with a file',
    before: [],
    deed: fair('file', { who: 2, detail: 3 }),
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'sending a code',
    before: [],
    deed: fair('askCode', { who: 0 }),
    achieved: 'code asked for',
    againAfterSeconds: 61,
  },
  {
    title: 'confirming a code',
    before: [fair('askCode', { who: 0 }), fair('deliverMails')],
    deed: fair('enterCode', { who: 0 }),
    achieved: 'opened',
    againAfterSeconds: 5,
  },
  {
    title: 'reading',
    before: [asks],
    deed: fair('read'),
    achieved: 'read as proven',
    againAfterSeconds: 5,
  },
  {
    title: 'replying with files',
    before: [asks],
    deed: fair('write', { detail: 12 }),
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'replying to a closed ticket',
    before: [fair('updateAsSupport', { detail: 3 })],
    deed: fair('write', { detail: 12 }),
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: "support's request",
    before: [],
    deed: asks,
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'marking as solved',
    before: [asks],
    deed: solves,
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'reopening',
    before: [solves],
    deed: fair('press', { detail: 5 }),
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'asking for a new link',
    before: [],
    deed: fair('press', { detail: 2 }),
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'ending all sessions',
    before: [],
    deed: fair('press', { detail: 3 }),
    achieved: 'acknowledged',
    againAfterSeconds: 5,
  },
  {
    title: 'delivering mails',
    before: [asks, fair('askCode', { who: 0 }), fair('file', { who: 2, detail: 3 })],
    deed: fair('deliverMails'),
    achieved: 'mails delivered',
    againAfterSeconds: 121,
  },
  {
    title: 'the work of a night',
    before: [solves, fair('file', { who: 2, detail: 3 }), ...monthLater],
    deed: fair('runNight'),
    achieved: 'night worked',
    againAfterSeconds: 5,
  },
]
