import { describe, expect, test } from 'vitest'
import { missingRules } from './answer-rules.ts'
import { inlineParts } from './markup.ts'

const policy =
  "default-src 'none'; script-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const good: Record<string, string> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': policy,
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'private, no-store',
}

function missing(changes: Record<string, string> = {}, body = '<p>page</p>') {
  const headers = new Headers({ ...good, ...changes })
  return missingRules({ url: 'https://help.example/', headers, body }, { personal: true })
}

test('an answer with everything misses nothing', () => expect(missing()).toEqual([]))

describe('is missed:', () => {
  test.each(Object.keys(good).filter((name) => name !== 'Content-Type'))('%s', (name) => {
    expect(missing({ [name]: '' })).not.toEqual([])
  })

  test.each(['default-src', 'form-action', 'object-src', 'base-uri', 'frame-ancestors'])(
    '%s of the policy',
    (name) => {
      const parts = policy.split('; ')
      const rest = parts.filter((part) => !part.startsWith(name)).join('; ')
      expect(missing({ 'Content-Security-Policy': rest })).toContain(name)
      const wide = parts.map((part) => (part.startsWith(name) ? `${name} *` : part)).join('; ')
      expect(missing({ 'Content-Security-Policy': wide })).toContain(name)
    },
  )

  test('what makes a policy unsafe', () => {
    const style = `${policy}; style-src 'unsafe-hashes'`
    expect(missing({ 'Content-Security-Policy': style })).toContain("'unsafe-hashes'")
  })

  test('the private referrer of a personal page, and its no-store', () => {
    const open = { 'Referrer-Policy': 'strict-origin-when-cross-origin' }
    expect(missing(open)).toEqual(['Referrer-Policy'])
    expect(missing({ 'Cache-Control': 'no-cache' })).toEqual(['no-store'])
  })

  test('the sandbox of a file', () => {
    const answer = { url: 'https://help.example/', headers: new Headers(good), body: '' }
    expect(missingRules(answer, { personal: true, file: true })).toEqual(['sandbox'])
  })

  test('a script in the page', () => {
    expect(missing({}, '<script>alert(1)</script>')).toContain('<script>')
  })
})

test.each([
  ['<script>1</script>', ['<script>']],
  ['<script nonce="r4nd">1</script><script src="/a.js"></script>', []],
  ['<script type="application/ld+json">{}</script>', []],
  ['<script type="module">1</script>', ['<script>']],
  ['<style>a{}</style>', ['<style>']],
  ['<p style="color:red">', ['<p style>']],
  ['<IMG OnError=alert(1)>', ['<img onerror>']],
  ['<a href=" java\nscript:alert(1)">', ['<a href>']],
  ['<form action="JavaScript:1"><button formaction="javascript:1">x</button></form>', 2],
  ['<iframe srcdoc="x">', ['<iframe srcdoc>']],
  ['<object data="data:text/html,x">', ['<object data>']],
  ['<svg><a xlink:href="javascript:1"></a></svg>', ['<a xlink:href>']],
  ['<p>onclick= style= &lt;script&gt;</p><a href="/ro/">', []],
])('%s', (html, found) => {
  if (typeof found === 'number') expect(inlineParts(html)).toHaveLength(found)
  else expect(inlineParts(html)).toEqual(found)
})
