import { describe, expect, test } from 'vitest'
import { resultsToPoints, scoreAnswer } from './observatory.ts'

const good: Record<string, string> = {
  'Content-Type': 'text/html',
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

function score(changes: Record<string, string | undefined> = {}, body = '<p>page</p>') {
  const lines = Object.entries({ ...good, ...changes })
  const headers = new Headers(lines.filter((line): line is [string, string] => Boolean(line[1])))
  return scoreAnswer({ url: 'https://help.example/ro/', headers, body })
}

test('everything right is 130 without a cookie, 135 with a good one, 140 with digests too', () => {
  expect(score().points).toBe(130)
  const cookie = { 'Set-Cookie': '__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Lax' }
  expect(score(cookie).points).toBe(135)
  const script = '<script src="/a.js" integrity="sha256-x"></script>'
  expect(score(cookie, script).points).toBe(140)
})

test('nothing at all has no bonus and every penalty', () => {
  const headers = new Headers({ 'Content-Type': 'text/html' })
  const { points } = scoreAnswer({ url: 'https://help.example/', headers, body: '' })
  expect(points).toBe(100 - 25 - 20 - 5 - 20)
})

test('a bonus counts from 90 points on', () => {
  const bonus = 'referrer-policy-private'
  expect(resultsToPoints(['csp-implemented-with-unsafe-eval', bonus])).toBe(95)
  const twice = ['csp-implemented-with-unsafe-eval', 'x-content-type-options-not-implemented']
  expect(resultsToPoints([...twice, bonus])).toBe(85)
  expect(() => resultsToPoints(['csp-wonderful'])).toThrow('No points')
  expect(resultsToPoints(Array<string>(9).fill('csp-not-implemented'))).toBe(0)
})

describe.each<[header: string, wrong: [value: string | undefined, points: number][]]>([
  [
    'Content-Security-Policy',
    [
      [undefined, 55],
      ['none', 55],
      ["default-src 'none'; default-src 'none'", 55],
      ["default-src 'none', default-src 'none'", 55],
      ["default-src 'none'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'", 80],
      ["default-src 'none'; script-src 'self' data:; frame-ancestors 'none'", 80],
      ["default-src 'none'; script-src https:; frame-ancestors 'none'", 80],
      ["script-src 'self'; frame-ancestors 'none'", 80],
      ["default-src 'self'; object-src *; frame-ancestors 'none'", 80],
      ["default-src 'none'; connect-src http://a.example; frame-ancestors 'none'", 80],
      ["default-src 'none'; script-src 'strict-dynamic'; frame-ancestors 'none'", 75],
      ["default-src 'none'; script-src 'unsafe-eval'; frame-ancestors 'none'", 110],
      ["default-src 'none'; img-src http://a.example; frame-ancestors 'none'", 110],
      ["default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", 120],
      ["default-src 'self'; frame-ancestors 'none'", 125],
      ["default-src 'none'; script-src 'nonce-x' 'unsafe-inline'; frame-ancestors 'none'", 130],
    ],
  ],
  [
    'Strict-Transport-Security',
    [
      [undefined, 80],
      ['includeSubDomains', 80],
      ['max-age=63072000, max-age=1', 80],
      ['max-age=3600', 120],
    ],
  ],
  [
    'Referrer-Policy',
    [
      [undefined, 125],
      ['unsafe-url', 120],
      ['nonsense', 120],
      ['no-referrer, unsafe-url', 120],
    ],
  ],
  [
    'X-Content-Type-Options',
    [
      [undefined, 125],
      ['sniff', 125],
    ],
  ],
  [
    'Cross-Origin-Resource-Policy',
    [
      [undefined, 120],
      ['cross-origin', 120],
      ['everyone', 115],
    ],
  ],
  [
    'Set-Cookie',
    [
      ['theme=dark', 125],
      ['session=x; HttpOnly', 120],
      ['session=x; Secure', 70],
      ['theme=dark; Secure; SameSite=Sometimes', 80],
      ['csrf=x; Secure', 80],
      ['theme=dark; Secure', 130],
    ],
  ],
  ['Location', [['http://help.example/', 80]]],
  ['Access-Control-Allow-Origin', [['*', 130]]],
])('%s', (header, wrong) => {
  test.each(wrong)('%s is %i points', (value, points) => {
    expect(score({ [header]: value }).points).toBe(points)
  })
})

test('no policy for frames costs 20 points, an old one earns nothing', () => {
  const policy = { 'Content-Security-Policy': "default-src 'none'" }
  expect(score(policy).points).toBe(80)
  expect(score({ ...policy, 'X-Frame-Options': 'nonsense' }).points).toBe(80)
  expect(score({ ...policy, 'X-Frame-Options': 'ALLOW-FROM https://a.example' }).points).toBe(125)
  expect(score({ ...policy, 'X-Frame-Options': 'DENY' }).points).toBe(130)
})

test('sharing with everybody who brings a cookie costs 50', () => {
  const sharing = {
    'Access-Control-Allow-Origin': 'https://a.example',
    'Access-Control-Allow-Credentials': 'true',
  }
  expect(score(sharing).points).toBe(50)
})

test.each([
  ['<script src="https://cdn.example/a.js"></script>', 125],
  ['<script src="//cdn.example/a.js"></script>', 50],
  ['<script src="http://cdn.example/a.js" integrity="sha256-x"></script>', 80],
  ['<script src="https://cdn.example/a.js" integrity="sha256-x"></script>', 135],
  ['<script src="/a.js"></script>', 130],
])('%s is %i points', (body, points) => expect(score({}, body).points).toBe(points))
