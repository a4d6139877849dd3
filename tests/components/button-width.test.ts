import { expect, test } from 'vitest'
import { buttonWidth } from '../../src/components/pictures/button-width.ts'

test('short words have a button of the usual width', () => {
  expect(buttonWidth('Open')).toBe(230)
})

test('long words, and scripts with wide letters, have a wider one', () => {
  expect(buttonWidth('Відкрити звернення')).toBeGreaterThanOrEqual(256)
  expect(buttonWidth('お問い合わせを今すぐ開く')).toBeGreaterThan(buttonWidth('abcdefghijkl'))
})
