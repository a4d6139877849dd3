import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'

/** CPU seconds of a process so far, user and system, all its threads. */
export function cpuSeconds(pid) {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

// Linux counts each thread's time in nanoseconds; a thread that ended is no longer counted, and workerd's stay.
function fromProc(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`)
  const nanoseconds = tasks.map((task) => {
    return Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
  })
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9
}

function fromPs(pid) {
  const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0)
}
