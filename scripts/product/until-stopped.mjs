import { onStop } from '../setup/stop-signals.mjs'

/** Waits for the server's end and ends the process: with 0 after a stop, with 1 where the server ended by itself. */
export async function untilStopped({ exited, stop, logPath }) {
  let isStopping = false
  onStop(() => {
    if (isStopping) return
    isStopping = true
    console.log('\nStopping …')
    void stop()
  })
  await exited
  if (!isStopping) {
    console.error(`✗ The server ended by itself.\n  Its log: ${logPath}`)
    process.exit(1)
  }
  console.log('Stopped. The data stays; the next start finds it.')
  process.exit(0)
}
