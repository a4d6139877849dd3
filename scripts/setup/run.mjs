import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Failure, inProject } from './project.mjs'

const running = new Set()

// A step under way when this process ends would go on alone, writing into `dist` or the state.
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM')
})

/** Runs a program to its end and gathers what it prints. Never throws for its exit code. */
export async function run(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  }
  const failedToStart = once(child, 'error').then(([error]) => ({ code: 127, output: `${error}` }))
  const closed = once(child, 'close').then(([code]) => ({ code: code ?? 1, output }))
  // Whichever promise loses may reject when the child emits the other event.
  failedToStart.catch(() => {})
  closed.catch(() => {})
  const result = await Promise.race([failedToStart, closed])
  running.delete(child)
  return result
}

/** Like `run`, but a program that fails throws a `Failure` with its output. */
export async function mustRun(program, args, options, failure) {
  const result = await run(program, args, options)
  if (result.code !== 0) throw new Failure(failure.what, failure.whatToDo, result.output)
  return result.output
}

/** Command line of a tool from `node_modules`: `tool('astro', 'build') // => [node, ['…/astro.mjs', 'build']]` */
export function tool(name, ...args) {
  return [process.execPath, ['--no-warnings', inProject(toolFiles[name]), ...args]]
}

// Wrangler's own starter is left out: it stays behind as a process that passes no signal on.
const toolFiles = {
  astro: 'node_modules/astro/bin/astro.mjs',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  playwright: 'node_modules/playwright/cli.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  stryker: 'node_modules/@stryker-mutator/core/bin/stryker.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  wrangler: 'node_modules/wrangler/wrangler-dist/cli.js',
}
