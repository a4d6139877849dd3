import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { inProject } from '../setup/project.mjs'

/** Prints what was measured, and which goals are met. */
export function tellResults(results, goals) {
  console.log(`\n${tables(results, goals).join('\n')}`)
}

/** Writes the same into docs/bench.md, with where it comes from. */
export function writeResults(results, goals) {
  const text = [...preface(), ...tables(results, goals), ''].join('\n')
  writeFileSync(inProject('docs', 'bench.md'), text)
  console.log('\ndocs/bench.md holds it.')
}

function preface() {
  const [{ model } = {}] = cpus()
  return [
    '# Speed',
    '',
    'Written by `npm run bench`; never by hand. All of it runs in one go, on one machine, against workerd itself: the',
    'product; a bare Worker that runs the same D1 statements, with the same values on an equal database, and answers the',
    'same bytes; a null Worker that answers the same bytes. Medians of 5 interleaved rounds, lowest to highest behind',
    'them. Rates and times depend on the machine and on what else it does: the ratios and the CPU are what counts.',
    '',
    `${new Date().toISOString().slice(0, 10)}, commit ${commit()}, ${cpus().length} × ${model}, Node.js ${process.version}.`,
    '',
  ]
}

function commit() {
  const run = (...args) => execFileSync('git', args, { cwd: inProject(), encoding: 'utf8' }).trim()
  return run('rev-parse', '--short', 'HEAD') + (run('status', '--porcelain') ? ' and changes' : '')
}

function tables({ scenarios, upload, start }, goals) {
  const all = Object.values(scenarios)
  return [
    ...table(['goal', 'bar', 'measured', ''], goals.map(goalRow)),
    '',
    ...table(rateHead, all.flatMap(rateRows)),
    '',
    ...table(workHead, all.map(workRow)),
    '',
    `Upload ${upload.whole} KiB, ${upload.packed} KiB packed. Start-up ${spread(start)} ms.`,
  ]
}

function goalRow({ title, bar, value, isMet }) {
  return [title, bar, figure(value), isMet ? '✓' : '✗ missed']
}

const rateHead = [
  ...['scenario', 'connections', 'requests/s', 'bare', 'null', 'of bare', 'of null'],
  ...['p50 ms', 'p95 ms', 'p99 ms'],
]

function rateRows({ title, loads }) {
  return loads.map(({ connections, rates, ofBare, ofNull, p50, p95, p99 }) => [
    title,
    connections,
    ...rates.map(({ median }) => median.toFixed(0)),
    spread(ofBare),
    spread(ofNull),
    ...[p50, p95, p99].map(({ median }) => figure(median)),
  ])
}

const workHead = [
  ...['scenario', 'CPU ms', 'bare', 'null', 'D1 trips', 'statements', 'rows read', 'written'],
  ...['shown', 'load generator busy'],
]

function workRow({ title, cpuMs, database, loadCpuShare }) {
  const { trips, statements, rowsRead, rowsWritten, rowsShown } = database
  return [
    title,
    ...[cpuMs.product, cpuMs.bare, cpuMs.null].map(spread),
    ...[trips, statements, rowsRead, rowsWritten, rowsShown].map(figure),
    `${(loadCpuShare * 100).toFixed(0)} %`,
  ]
}

function spread({ median, low, high }) {
  return `${figure(median)} (${figure(low)}–${figure(high)})`
}

function figure(value) {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
}

function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => row[at].length)))
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`
  const [first, ...rest] = cells
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)]
}
