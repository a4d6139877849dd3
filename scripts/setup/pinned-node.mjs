import { spawn } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { Failure, inProject } from './project.mjs'
import { runCommand } from './report.mjs'
import { listenForStop, onStop } from './stop-signals.mjs'

/**
 * Installs what is missing, then runs `work` on the Node.js that the lock file pins. Everything a command imports
 * before this must run on Node.js 20 without a package; the rest is imported inside `work`.
 */
export async function onPinnedNode(scriptUrl, work) {
  await runCommand(async () => {
    listenForStop()
    await ensureInstalled()
    const pinned = findPinnedNode()
    if (realpathSync(process.execPath) === pinned) return work(process.argv.slice(2))
    return handOver(pinned, fileURLToPath(scriptUrl))
  })
}

function handOver(pinned, script) {
  const child = spawn(pinned, [script, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // Ctrl-C reaches the child a second time by itself; this process only has to outlive it.
  onStop((signal) => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.exitCode = signal ? 1 : (code ?? 1)
      resolve()
    })
  })
}

function findPinnedNode() {
  const found = candidates().find((path) => existsSync(path))
  if (found) return realpathSync(found)
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 12)) return realpathSync(process.execPath)
  throw new Failure(
    `No Node.js came with the packages for ${process.platform}-${process.arch}.`,
    'Install Node.js 22.12 or newer and try again.',
  )
}

function candidates() {
  const modules = inProject('node_modules')
  const packages = readdirSync(modules).filter((name) =>
    /^node-(bin-)?(darwin|linux|win)-/.test(name),
  )
  return ['.bin', ...packages.map((name) => `${name}/bin`)].flatMap((folder) => [
    inProject('node_modules', folder, 'node'),
    inProject('node_modules', folder, 'node.exe'),
  ])
}
