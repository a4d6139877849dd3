import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const dist = new URL('../../dist/', import.meta.url).pathname

/** Words that stand in the fault layer and nowhere else: its errors, and names that minifying keeps. */
const marks = ['InjectedFault', 'befall', 'skewSeconds', 'accepted-', 'the connection broke off.']

function scriptsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?js$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
}

test('the built product has nothing of the faults that tests inject', () => {
  const scripts = [...scriptsIn(join(dist, 'server')), ...scriptsIn(join(dist, 'client'))]
  expect(scripts.length).toBeGreaterThan(3)
  expect(marks.filter((mark) => scripts.some((script) => script.includes(mark)))).toEqual([])
})

test('the marks stand in the fault layer, so that they would be found', () => {
  const layer = scriptsOf(['faults', 'simulation'])
  expect(marks.filter((mark) => !layer.includes(mark))).toEqual([])
})

function scriptsOf(folders: string[]): string {
  const tests = new URL('..', import.meta.url).pathname
  return folders
    .flatMap((folder) => readdirSync(join(tests, folder)).map((file) => join(tests, folder, file)))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
}
