import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { evidencePage } from '../../scripts/prove/evidence.mjs'
import { readFigures } from '../../scripts/prove/figures.mjs'
import { proofs } from '../../scripts/prove/proofs.mjs'

const figure = { proof: 'kills', figure: 'kills', value: 1300, bar: '≥ 300', seed: 7 }
const result = {
  name: 'kills',
  title: 'SIGKILL',
  passed: 2,
  failed: 0,
  seconds: '3.1',
  figures: [figure],
}
const run = { commit: 'abc', date: new Date('2026-11-22T10:00:00Z') }

test('figures are found among whatever else a run prints', () => {
  const line = `figure ${JSON.stringify(figure)}`
  expect(readFigures(`stdout | a test\n${line}\nno figure {"a":1}\n${line}\n`)).toEqual([
    figure,
    figure,
  ])
})

describe('the page of evidence', () => {
  test('shows each figure beside what was asked for, with seed and commit', () => {
    const page = evidencePage([result], run)
    expect(page).toContain('| kills: kills | 1,300 | ≥ 300 | 7 |')
    expect(page).toContain('2026-11-22, at commit `abc`')
    expect(page).toContain('Every proof held.')
  })

  test('hides no failure', () => {
    const page = evidencePage([{ ...result, failed: 1 }], run)
    expect(page).toContain('**1 tests failed.**')
    expect(page).toContain('| 2 passed, **1 failed** |')
    expect(page).not.toContain('Every proof held.')
  })
})

test('every proof names tests that are there', () => {
  const files = Object.values(proofs).flatMap((proof) =>
    'files' in proof ? proof.files : proof.program.slice(0, 1),
  )
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})
