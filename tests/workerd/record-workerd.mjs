#!/usr/bin/env node
// Stands in for workerd when Miniflare starts it: writes down what workerd was to be started with, says that every
// socket listens, and waits. Whoever asked for that then starts, kills and restarts the real one on the same disk.
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.RECORDED_WORKERD
const args = process.argv.slice(2)
writeFileSync(join(folder, 'workerd.config'), readFileSync(0))
writeFileSync(join(folder, 'workerd.args'), JSON.stringify(args))
for (const arg of args.filter((each) => each.startsWith('--socket-addr='))) {
  const [, socket, address] = arg.split('=')
  writeSync(
    3,
    `${JSON.stringify({ event: 'listen', socket, port: Number(address.split(':').at(-1)) })}\n`,
  )
}
setInterval(() => {}, 60_000)
