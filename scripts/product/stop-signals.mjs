/**
 * Resolves when the server has ended: after Ctrl-C, a kill or a closed terminal by its own `stop`.
 * A server that ended by itself makes the process exit with 1.
 */
export async function untilStopped({ exited, stop, logPath }) {
  let isStopping = false
  const onSignal = () => {
    if (isStopping) return
    isStopping = true
    console.log('\nStopping …')
    void stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  await exited
  if (!isStopping) {
    console.error(`✗ The server ended by itself.\n  Its log: ${logPath}`)
    process.exit(1)
  }
  console.log('Stopped. The data stays; the next start finds it.')
  process.exit(0)
}
