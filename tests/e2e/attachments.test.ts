import { describe, expect, inject, test } from 'vitest'
import { paths } from '../../src/i18n/paths.ts'
import { FormClient } from './form-client.ts'
import { provenGuest, ticketPage, type Guest } from './guest.ts'
import { callApi } from './support.ts'

const log = 'rândul 1\n<svg onload="alert(1)">'

async function withFile(file: File): Promise<{ guest: Guest; path: string }> {
  const guest = await provenGuest()
  const page = await ticketPage(guest)
  await guest.client.submit(page, '#reply', { text: 'Iată.', files: [file] })
  const link = (await ticketPage(guest)).html.querySelector('.message.mine a.file')
  return { guest, path: link?.getAttribute('href') ?? '' }
}

describe('a file', () => {
  test('is served to whoever may see the ticket, as what it is, and runs nothing', async () => {
    const { guest, path } = await withFile(new File([log], 'jurnal.log'))
    const { headers, status, text } = await guest.client.get(path)
    expect(status).toBe(200)
    expect(text).toBe(log)
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(headers.get('Content-Disposition')).toMatch(/^attachment;/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Security-Policy')).toContain('sandbox')
  })

  test('is the same 404 for everybody else, and for none such', async () => {
    const { path } = await withFile(new File([log], 'jurnal.log'))
    const none = paths.attachment('0'.repeat(32))
    const nobody = [await new FormClient().get(path), await new FormClient().get(none)]
    const other = await provenGuest({ email: 'other@example.com' })
    const somebody = [await other.client.get(path), await other.client.get(none)]
    for (const answers of [nobody, somebody]) {
      expect(answers.map(({ status }) => status)).toEqual([404, 404])
      expect(answers[0]?.text).toBe(answers[1]?.text)
    }
    const noToken = await fetch(new URL(paths.apiAttachment('0'.repeat(32)), inject('origin')))
    expect(noToken.status).toBe(401)
    expect(noToken.headers.get('WWW-Authenticate')).toBe('Bearer')
  })

  test('comes in parts, and not at all when it is known', async () => {
    const { guest, path } = await withFile(new File([log], 'jurnal.log'))
    const whole = await guest.client.get(path)
    const etag = whole.headers.get('ETag') ?? ''
    const part = await guest.client.get(path, { Range: 'bytes=0-3' })
    expect([part.status, part.text]).toEqual([206, 'rân'])
    expect(part.headers.get('Content-Range')).toBe(`bytes 0-3/${Buffer.byteLength(log)}`)
    expect((await guest.client.get(path, { 'If-None-Match': etag })).status).toBe(304)
    expect((await guest.client.get(path, { Range: 'bytes=9999-' })).status).toBe(416)
  })

  test('is there for support with the token', async () => {
    const { path } = await withFile(new File([log], 'jurnal.log'))
    const answer = await callApi(path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe(log)
  })
})
