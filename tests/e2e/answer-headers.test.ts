import { beforeAll, describe, expect, inject, test } from 'vitest'
import { fromAnywhere } from './address.ts'
import { recordFigure } from '../figure.ts'
import { fewestPoints, missingRules } from '../headers/answer-rules.ts'
import { scoreAnswer } from '../headers/observatory.ts'
import { answerClasses, type ClassRequest } from './answer-classes.ts'
import type { FormClient } from './form-client.ts'
import { newGuest, prove, ticketPage } from './guest.ts'
import { loseFile } from './permissions/stored.ts'

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const values: Record<string, string> = { key: 'AAAAAAAAAAAAAAAAAAAAAA' }
const cookies: Record<string, string> = {}
const points: number[] = []

beforeAll(async () => {
  const guest = await newGuest({ email: 'classes@example.com' })
  const newcomer = await newGuest({ email: 'classes@example.com' })
  await newcomer.client.get(newcomer.link)
  await prove(guest)
  const files = [
    new File(['<script>alert(1)</script>'], 'jurnal.log', { type: 'text/html' }),
    new File([Buffer.from(pixel, 'base64')], 'captura.png', { type: 'image/svg+xml' }),
    new File(['rândul 2'], 'pierdut.log'),
  ]
  await guest.client.submit(await ticketPage(guest), '#reply', { text: 'Iată.', files })
  const page = await ticketPage(guest)
  const links = page.html.querySelectorAll('.message.mine a.file')
  const [text = '', image = '', kept = ''] = links.map((link) => link.getAttribute('href') ?? '')
  const lost = await loseFile(kept.split('/').at(-1) ?? '')
  const css = page.html.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? ''
  const script = page.html.querySelector('script[src]')?.getAttribute('src') ?? ''
  const etag = (await guest.client.get('/ro/')).headers.get('ETag') ?? ''
  const unproven = newcomer.link.slice(0, -1)
  const { number, link } = guest
  Object.assign(values, { number, link, css, script, etag, unproven, text, image })
  values['lost'] = `/attachments/${lost}`
  cookies['guest'] = toHeader(guest.client)
  cookies['newcomer'] = toHeader(newcomer.client)
}, 180_000)

describe('every class of answers carries its headers:', () => {
  test.each(answerClasses)('$name ($status)', async (wanted) => {
    const answer = await ask(wanted)
    expect(answer.status).toBe(wanted.status)
    const { personal = false, file = false, type } = wanted
    if (type) expect(answer.headers.get('Content-Type')).toBe(type)
    const seen = { url: answer.url, headers: answer.headers, body: await answer.text() }
    points.push(scoreAnswer(seen).points)
    expect(missingRules(seen, { personal, file })).toEqual([])
  })

  test('none of them has fewer points than the scanner’s best marks begin at', () => {
    const value = Math.min(...points)
    const proof = 'headers'
    recordFigure({ proof, figure: 'classes of answers', value: points.length, bar: '≥ 60' })
    recordFigure({ proof, figure: 'fewest points', value, bar: `≥ ${fewestPoints}` })
    expect(points.length).toBe(answerClasses.length)
    expect(points.length).toBeGreaterThanOrEqual(60)
    expect(value).toBeGreaterThanOrEqual(fewestPoints)
  })
})

// Scored as if it had come over HTTPS: the local copy has no certificate.
async function ask(wanted: ClassRequest) {
  const path = fill(wanted.path)
  const answer = await fetch(new URL(path, inject('origin')), {
    method: wanted.method ?? 'GET',
    redirect: 'manual',
    headers: headersOf(wanted),
    ...(wanted.body !== undefined && { body: fill(wanted.body) }),
  })
  const { status, headers } = answer
  return { status, headers, url: `https://help.example${path}`, text: () => answer.text() }
}

function headersOf({ as, headers, method }: ClassRequest): Headers {
  const all = new Headers({ ...fromAnywhere(), ...headers })
  for (const [name, value] of all) all.set(name, fill(value))
  const isForm = method === 'POST' && as !== 'program'
  if (isForm && !all.has('Content-Type'))
    all.set('Content-Type', 'application/x-www-form-urlencoded')
  if (isForm && !all.has('Sec-Fetch-Site')) all.set('Sec-Fetch-Site', 'same-origin')
  if (as === 'program') all.set('Authorization', `Bearer ${inject('apiToken')}`)
  else if (as) all.set('Cookie', cookies[as] ?? '')
  return all
}

function fill(text: string): string {
  return text.replace(/\$(\w+)/g, (_, name: string) => values[name] ?? '')
}

function toHeader({ cookies: kept }: FormClient): string {
  return [...kept].map((pair) => pair.join('=')).join('; ')
}
