import { expect, test } from 'vitest'
import { openApp } from './open-app.ts'

const hostile = ['a%0d%0aSet-Cookie:%20x=1', '%F0%9F%92%A9', '..%2f..%2fevil', '%00']

test.each(hostile)('a link without its last slash is led on as it came: %s', async (token) => {
  const { request } = await openApp()
  const answer = await request(`/ro/link/${token}`)
  expect(answer.status).toBe(301)
  expect(answer.headers.get('Location')).toBe(`/ro/link/${token}/`)
})

test.each(hostile)('the address of a form leads to its page as it came: %s', async (token) => {
  const { request } = await openApp()
  const answer = await request(`/ro/link/${token}/code/`)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('Location')).toBe(`/ro/link/${token}/`)
})
