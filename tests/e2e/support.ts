import { inject } from 'vitest'
import { fromAnywhere } from './address.ts'

/** A call of the API with the token. */
export function callApi(path: string, init: RequestInit & { json?: unknown } = {}) {
  const headers = new Headers(init.headers)
  for (const [name, value] of Object.entries(fromAnywhere())) headers.set(name, value)
  headers.set('Authorization', `Bearer ${inject('apiToken')}`)
  const { json, ...rest } = init
  if (json !== undefined) headers.set('Content-Type', 'application/json')
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  return fetch(`${inject('origin')}/api/v1${path}`, { ...rest, headers, ...body })
}

/** Opens a ticket for a requester and returns its number. */
export async function openTicket(changes: Record<string, unknown> = {}): Promise<string> {
  const json = {
    email: 'maria@example.com',
    locale: 'ro',
    subject: 'Transferul nu a ajuns',
    text: 'Am trimis 240 de lei luni și nu îi văd încă.',
    name: 'Maria',
    ...changes,
  }
  const answer = await callApi('/tickets', { method: 'POST', json })
  const { ticketId } = (await answer.json()) as { ticketId: string }
  return ticketId
}

/** Support answers, or asks for something. */
export async function answerTicket(ticketNumber: string, json: Record<string, unknown>) {
  const answer = await callApi(`/tickets/${ticketNumber}/messages`, { method: 'POST', json })
  if (answer.status !== 201) throw new Error(`The answer was refused with ${answer.status}`)
}
