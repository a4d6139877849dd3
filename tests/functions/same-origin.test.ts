import { describe, expect, test } from 'vitest'
import { openApp, origin } from './open-app.ts'

const form = '/en/link/'
const body = 'email=maria%40example.com&ticketId=0ZZZ-ZZZZ'

async function post(headers: Record<string, string>, path = form) {
  const app = await openApp()
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const response = await app.request(path, {
    method: 'POST',
    headers: { ...type, ...headers },
    body,
  })
  return { ...app, response }
}

const site = (value: string, from?: string) => ({
  'Sec-Fetch-Site': value,
  ...(from !== undefined && { Origin: from }),
})

describe('a form of ours', () => {
  test.each<[string, Record<string, string>]>([
    ['by fetch metadata and origin', site('same-origin', origin)],
    ['by fetch metadata alone', site('same-origin')],
    ['by origin alone, where a browser knows no fetch metadata', { Origin: origin }],
    ['whose origin the referrer policy hides', site('same-origin', 'null')],
  ])('%s is taken', async (_, headers) => {
    const { response, desk } = await post(headers)
    expect(response.status).toBe(303)
    expect(desk.wakes).toBe(1)
  })
})

describe('a form from elsewhere', () => {
  const refused: [string, Record<string, string>][] = [
    ['with neither header', {}],
    ['of another site', site('cross-site', 'https://evil.example')],
    ['of a sibling site', site('same-site', 'http://other.localhost:8787')],
    ['that a person typed or a program sent', site('none')],
    ['of another site that hides its origin', site('cross-site', 'null')],
    ['that claims our origin, against fetch metadata', site('cross-site', origin)],
    [
      'that claims to be of this site, against its origin',
      site('same-origin', 'https://evil.example'),
    ],
    ['with a foreign origin alone', { Origin: 'https://evil.example' }],
    ['with a hidden origin alone', { Origin: 'null' }],
    ['with an empty origin', { Origin: '' }],
    ['of another port', { Origin: 'http://localhost:8788' }],
    ['of another scheme', { Origin: 'https://localhost:8787' }],
    ['of a name that begins like ours', { Origin: `${origin}.evil.example` }],
    ['with a word for a site that does not exist', site('Same-Origin ish')],
  ]

  test.each(refused)('%s is refused and has no effect', async (_, headers) => {
    const { response, desk, pages } = await post(headers)
    expect(response.status).toBe(403)
    expect(desk.wakes).toBe(0)
    expect(pages[0]?.problem?.code).toBe('foreign-form')
  })

  test.each([
    '/ro/tickets/new/',
    '/it/tickets/7K3F-Q2MD/',
    '/it/tickets/7K3F-Q2MD/resolution/',
    '/en/tickets/7K3F-Q2MD/reopening/',
    '/en/tickets/7K3F-Q2MD/new-link/',
    '/en/tickets/7K3F-Q2MD/end-sessions/',
    '/en/link/token/',
    '/en/link/token/code/',
  ])('is refused at %s too', async (path) => {
    const { response } = await post(site('cross-site'), path)
    expect(response.status).toBe(403)
  })
})
