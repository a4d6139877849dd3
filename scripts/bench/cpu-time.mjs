import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** CPU seconds of a process so far, user and system, all its threads. */
export function cpuSeconds(pid) {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

// proc(5): the command's name may hold anything but ends at the last bracket; utime and stime are fields 14 and 15.
function fromProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

function fromPs(pid) {
  const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0)
}
