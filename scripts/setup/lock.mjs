import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { inProject } from './project.mjs'

/** One process of this checkout at a time; copies started together wait for each other's install and build. */
export async function withLock(name, work) {
  const path = inProject('.wrangler', `${name}.lock`)
  mkdirSync(inProject('.wrangler'), { recursive: true })
  if (!tryLock(path)) {
    console.log(`… Waiting for another copy's ${name}`)
    while (!tryLock(path)) await wait(200)
  }
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isHeld(path)) rmSync(path, { force: true })
  return false
}

// A holder that was killed cannot release: what its process id says decides.
function isHeld(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'))
    // Between the file's creation and its first byte it is empty, and held.
    if (holder > 0) process.kill(holder, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
