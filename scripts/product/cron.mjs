import { readFileSync } from 'node:fs'
import { inProject } from '../setup/project.mjs'

/** Calls the Worker's cron jobs when they are due: no local server does. Returns what ends it. */
export function startCron(origin) {
  const timer = setInterval(() => void callDueJobs(origin, new Date()), 60_000)
  timer.unref()
  return () => clearInterval(timer)
}

async function callDueJobs(origin, now) {
  for (const cron of readCrons().filter((entry) => isDue(entry, now))) {
    const query = new URLSearchParams({ cron, format: 'json' })
    try {
      await fetch(`${origin}/cdn-cgi/local/scheduled?${query}`)
    } catch (error) {
      console.error(`The job "${cron}" could not be called: ${error.message}`)
    }
  }
}

function readCrons() {
  const list = /^crons = (\[[^\]]*\])/m.exec(readFileSync(inProject('wrangler.toml'), 'utf8'))?.[1]
  return JSON.parse(list ?? '[]')
}

/** Whether an entry of `*`, numbers and commas names this minute, in UTC. `isDue('17 3 * * *', at0317) // => true` */
export function isDue(cron, now) {
  const moment = [
    now.getUTCMinutes(),
    now.getUTCHours(),
    now.getUTCDate(),
    now.getUTCMonth() + 1,
    now.getUTCDay(),
  ]
  return cron
    .split(' ')
    .every((field, at) => field === '*' || field.split(',').map(Number).includes(moment[at]))
}
