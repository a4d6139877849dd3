import { parse, type HTMLElement } from 'node-html-parser'
import { inject } from 'vitest'
import { fromAnywhere } from './address.ts'

export interface FormFields {
  [field: string]: string | string[] | File | File[]
}

export interface PageAnswer {
  status: number
  headers: Headers
  text: string
  html: HTMLElement
}

/** A browser without script, as far as the contract goes: it keeps cookies, reads forms and posts them. */
export class FormClient {
  readonly cookies = new Map<string, string>()

  async get(path: string, headers: Record<string, string> = {}): Promise<PageAnswer> {
    return this.#send(path, { headers })
  }

  /** Posts the first form of a page that matches, with its own hidden fields and what is typed into it. */
  async submit(page: PageAnswer, selector: string, typed: FormFields = {}): Promise<PageAnswer> {
    const form = page.html.querySelector(selector)
    if (!form) throw new Error(`The page has no form ${selector}`)
    const fields = { ...hiddenFields(form), ...typed }
    const multipart = form.getAttribute('enctype') === 'multipart/form-data'
    return this.post(
      form.getAttribute('action') ?? '',
      multipart ? toForm(fields) : toQuery(fields),
    )
  }

  async post(
    path: string,
    body: BodyInit,
    headers: Record<string, string> = {},
  ): Promise<PageAnswer> {
    const own = { Origin: inject('origin'), 'Sec-Fetch-Site': 'same-origin' }
    return this.#send(path, { method: 'POST', body, headers: { ...own, ...headers } })
  }

  async #send(path: string, init: RequestInit): Promise<PageAnswer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers({ ...fromAnywhere(), ...(init.headers as Record<string, string>) })
    if (cookie) headers.set('Cookie', cookie)
    const url = new URL(path, inject('origin'))
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' })
    this.#keep(answer.headers.getSetCookie())
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, html: parse(text) }
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (/Max-Age=0\b/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

/** The fields a form brings along itself. */
export function hiddenFields(form: HTMLElement): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const input of form.querySelectorAll('input[type=hidden]')) {
    const name = input.getAttribute('name') ?? ''
    fields[name] = [...(fields[name] ?? []), input.getAttribute('value') ?? '']
  }
  return fields
}

/** The words of the page's alert. */
export function alertOf({ html }: PageAnswer): string {
  return html.querySelector('[role=alert]')?.textContent ?? ''
}

function toForm(fields: FormFields): FormData {
  const form = new FormData()
  for (const [name, value] of pairs(fields)) form.append(name, value)
  return form
}

function toQuery(fields: FormFields): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of pairs(fields)) query.append(name, String(value))
  return query
}

function pairs(fields: FormFields): [string, string | File][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string | File] => [name, each]),
  )
}
