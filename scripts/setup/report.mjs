import { Failure } from './project.mjs'

/** Says what begins, runs it, says how long it took. */
export async function step(name, work) {
  const startedAt = performance.now()
  console.log(`… ${name}`)
  const result = await work()
  console.log(`✓ ${name} (${secondsSince(startedAt)} s)`)
  return result
}

/** `secondsSince(performance.now() - 1234) // => '1.2'` */
export function secondsSince(startedAt) {
  return ((performance.now() - startedAt) / 1000).toFixed(1)
}

/** Runs a command's whole work: a failure is told in words and ends the process with 1. */
export async function runCommand(work) {
  try {
    await work()
  } catch (error) {
    tellFailure(error)
    process.exit(1)
  }
}

function tellFailure(error) {
  if (!(error instanceof Failure)) {
    console.error(error)
    return
  }
  if (error.output) console.error(error.output.trimEnd())
  console.error(`✗ ${error.message}\n  ${error.whatToDo}`)
}
