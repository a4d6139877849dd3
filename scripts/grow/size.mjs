import { parseArgs } from 'node:util'
import { Failure } from '../setup/project.mjs'

const options = {
  tickets: { type: 'string', default: '1000000' },
  messages: { type: 'string' },
}

/** `readSize(['--tickets', '400']) // => { tickets: 400, messages: 4000 }` Throws a `Failure`. */
export function readSize(args) {
  const { values } = parseOptions(args)
  const tickets = Number(values.tickets)
  const messages = Number(values.messages ?? tickets * 10)
  const isWhole = Number.isInteger(tickets) && Number.isInteger(messages) && tickets >= 1
  if (!isWhole || tickets > 10_000_000 || messages < tickets * 4 || messages > tickets * 100) {
    throw new Failure(
      `${values.tickets} tickets with ${values.messages ?? 'ten times as many'} messages cannot be made.`,
      'Whole numbers, at most 10,000,000 tickets, and 4 to 100 messages a ticket.',
    )
  }
  return { tickets, messages }
}

function parseOptions(args) {
  try {
    return parseArgs({ args, options })
  } catch (error) {
    throw new Failure(error.message, 'npm run grow -- [--tickets N] [--messages M]')
  }
}
