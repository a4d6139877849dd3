import { expect, inject, test } from 'vitest'
import { newGuest } from './guest.ts'
import { awaitMail, linkIn, listMails } from './mailbox.ts'

const pass = 'mx.cloudflare.net; dkim=pass header.d=example.com; dmarc=pass header.from=example.com'

async function receive(from: string, subject: string, headers: Record<string, string> = {}) {
  const all = {
    'Authentication-Results': pass,
    From: `Maria <${from}>`,
    To: 'no-reply@example.com',
    Subject: subject,
    'Message-ID': `<${crypto.randomUUID()}@example.com>`,
    Date: 'Sun, 22 Nov 2026 09:00:00 +0000',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  const query = new URLSearchParams({ from, to: 'no-reply@example.com' })
  const url = `${inject('origin')}/cdn-cgi/local/email?${query}`
  const answer = await fetch(url, { method: 'POST', body: `${lines.join('\r\n')}\r\n\r\nAjutor!` })
  expect(answer.status).toBeLessThan(300)
}

test('a requester who answers an alert is told once where to write', async () => {
  const { number } = await newGuest()
  const subject = `Re: Tichetul de asistență ${number} a fost actualizat`
  await receive('maria@example.com', subject)
  const mail = await awaitMail(number, 2)
  expect(mail.to).toEqual(['maria@example.com'])
  expect(linkIn(mail)).toContain('/ro/link/')
  await receive('maria@example.com', subject)
  await receive('eve@example.com', subject)
  await receive('maria@example.com', subject, { 'Auto-Submitted': 'auto-replied' })
  expect(await listMails(number)).toHaveLength(2)
})

test('a forged sender, a machine, and somebody else are told nothing', async () => {
  const { number } = await newGuest()
  const subject = `Re: ${number}`
  await receive('maria@example.com', subject, {
    'Authentication-Results': pass.replace('dmarc=pass', 'dmarc=fail'),
  })
  await receive('maria@example.com', subject, { 'Auto-Submitted': 'auto-replied' })
  await receive('maria@example.com', subject, { Precedence: 'bulk' })
  await receive('eve@example.com', subject)
  const other = await newGuest()
  await receive('maria@example.com', `Re: ${other.number}`)
  await awaitMail(other.number, 2)
  expect(await listMails(number)).toHaveLength(1)
})
