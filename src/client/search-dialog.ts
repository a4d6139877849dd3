import type { SearchHit } from '../core/search/search.ts'

interface Found {
  /** How many there are, in words. */
  status: string
  hits: SearchHit[]
}

const pauseMilliseconds = 150
let dialog: HTMLDialogElement | undefined

/** Shows the search over the page; its form leads where the link does. */
export function openSearchDialog(link: HTMLAnchorElement): void {
  dialog ??= makeDialog(link)
  if (!dialog.open) dialog.showModal()
  dialog.querySelector('input')?.select()
}

function makeDialog(link: HTMLAnchorElement): HTMLDialogElement {
  const words = document.querySelector<HTMLElement>('[data-search-words]')
  const { label = '', close = '', failed = '' } = words?.dataset ?? {}
  const input = make('input', {
    id: 'finder-q',
    name: 'q',
    type: 'search',
    maxLength: 200,
    autocomplete: 'off',
    dir: 'auto',
  })
  const closing = make('button', { type: 'button', className: 'button plain', textContent: close })
  const row = make('div', { className: 'row' }, input, closing)
  const caption = make('label', { htmlFor: input.id, textContent: label })
  const form = make('form', { className: 'search', action: link.href }, caption, row)
  const status = make('p', { className: 'hint', role: 'status' })
  const hits = make('ol', { className: 'hits' })
  const made = make('dialog', { className: 'finder', ariaLabel: label }, form, status, hits)
  closing.addEventListener('click', () => made.close())
  made.addEventListener('click', (event) => event.target === made && made.close())
  made.addEventListener('keydown', (event) => moveAmongHits(event, input, hits))
  const show = ({ status: count, hits: found }: Found) => {
    status.textContent = count
    hits.replaceChildren(...found.map(makeHit))
  }
  const searchLater = searcher(show, () => show({ status: failed, hits: [] }))
  input.addEventListener('input', () => searchLater(input.value.trim()))
  document.body.appendChild(made)
  return made
}

/** Asks for the hits of what was typed last, once the typing pauses; what comes late for something older is dropped. */
function searcher(show: (found: Found) => void, fail: () => void): (query: string) => void {
  let pause: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  return (query) => {
    clearTimeout(pause)
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    if (query === '') return show({ status: '', hits: [] })
    pause = setTimeout(() => {
      ask(query, signal).then(show, () => signal.aborted || fail())
    }, pauseMilliseconds)
  }
}

async function ask(query: string, signal: AbortSignal): Promise<Found> {
  const fields = new URLSearchParams({ locale: document.documentElement.lang, q: query })
  const answer = await fetch(`/api/search?${fields}`, { signal })
  if (!answer.ok) throw new Error(String(answer.status))
  return answer.json() as Promise<Found>
}

function makeHit({ path, title, category, section, excerpt }: SearchHit): HTMLLIElement {
  const href = section ? `${path}#${section.anchor}` : path
  const link = make('a', { className: 'title', href, textContent: title })
  const where = section ? `${category} · ${section.heading}` : category
  const words = excerpt.map(({ text, isMatch }) => {
    return isMatch ? make('mark', { textContent: text }) : text
  })
  return make(
    'li',
    {},
    make('p', { className: 'hint', textContent: where }),
    link,
    make('p', {}, ...words),
  )
}

// The arrows go from the field to the hits and back; Tab does, too.
function moveAmongHits(event: KeyboardEvent, input: HTMLElement, hits: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const places = [input, ...hits.querySelectorAll('a')]
  const next = places[places.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  if (children.length > 0) element.replaceChildren(...children)
  return element
}
