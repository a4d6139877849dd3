import { html } from 'hono/html'
import { Problem } from '../src/core/problem.ts'
import type { FormValues } from '../src/core/refusal.ts'
import type { StoredFile } from '../src/core/tickets/ticket.ts'
import { localeEntry, pathToLocale, sourceLocale } from '../src/i18n/locales.ts'
import { translator } from '../src/i18n/translator.ts'
import { problemAnswer } from './api/problem-json.ts'
import type { RouteContext } from './environment.ts'

const retryAfterSeconds = 10

/**
 * Turns a request away while there is too much to do. Made without a store and without Astro: it has to cost a
 * fraction of the answer it stands for. What a form said is all in the page, to be sent again with one button. It has
 * no `main`: our script then leaves the form as it stands.
 */
export function answerBusy(
  c: RouteContext,
  form?: { values: FormValues; files: StoredFile[] },
): Response | Promise<Response> {
  const problem = new Problem('unavailable', { retryAfterSeconds })
  if (c.req.path.startsWith('/api/')) return problemAnswer(c, problem)
  const locale = pathToLocale(c.req.path) ?? sourceLocale
  const t = translator(locale, 'problems')
  const site = translator(locale, 'site')
  c.header('Retry-After', String(retryAfterSeconds))
  c.header('Cache-Control', 'no-store')
  const page = html`<!doctype html>
    <html lang="${locale}" dir="${localeEntry(locale).direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${t('unavailable.title')}</title>
      </head>
      <body>
        <h1>${t('unavailable.title')}</h1>
        <p role="alert">${form ? t('unavailable.text') : site('busy.text')}</p>
        ${form ? sendAgain(c, form, site('busy.sendAgain')) : ''}
      </body>
    </html>`
  return c.html(page, 503)
}

function sendAgain(
  c: RouteContext,
  { values, files }: { values: FormValues; files: StoredFile[] },
  label: string,
) {
  const { text: texts = [], stored: _, removed: __, ...rest } = values
  const fields = Object.entries(rest).flatMap(([name, all = []]) =>
    all.map((value) => ({ name, value })),
  )
  const kept = files.map(({ attachmentId }) => ({ name: 'stored', value: attachmentId }))
  // HTML drops the first line break of a text area, so there is one to drop.
  return html`<form
    method="post"
    action="${new URL(c.req.url).pathname}"
    enctype="multipart/form-data"
  >
    ${[...fields, ...kept].map(({ name, value }) => {
      return html`<input type="hidden" name="${name}" value="${value}" />`
    })}
    ${texts.map((text) => html`<textarea name="text" rows="8" cols="60">${`\n${text}`}</textarea>`)}
    <button>${label}</button>
  </form>`
}
