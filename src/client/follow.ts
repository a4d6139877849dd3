import { showLocalTimes } from './local-times.ts'

const everyMilliseconds = 15_000

/** Brings new messages into an open page by itself; scroll position and what is being typed stay as they are. */
export function follow(thread: HTMLElement): void {
  const { updates } = thread.dataset
  if (!updates) return
  let asking = false
  const ask = async () => {
    if (!thread.isConnected) clearInterval(timer)
    if (asking || document.hidden || !thread.isConnected) return
    asking = true
    try {
      await bring(thread, updates)
    } finally {
      asking = false
    }
  }
  const timer = setInterval(() => void ask().catch(() => undefined), everyMilliseconds)
  document.addEventListener('visibilitychange', () => void ask().catch(() => undefined))
}

async function bring(thread: HTMLElement, updates: string): Promise<void> {
  const seqs = [...thread.querySelectorAll<HTMLElement>('[data-seq]')].map(
    (entry) => entry.dataset['seq'],
  )
  const response = await fetch(`${updates}?after=${Math.max(0, ...seqs.map(Number))}`)
  if (!response.ok || response.redirected) return
  const part = new DOMParser().parseFromString(await response.text(), 'text/html')
  const entries = part.querySelectorAll('[data-part=entries] > [data-seq]')
  if (entries.length === 0) return
  const holdStill = whereItStands(document.activeElement)
  for (const entry of entries) thread.appendChild(entry)
  showLocalTimes(thread)
  for (const name of ['state', 'status-text', 'asks']) replacePart(name, part)
  const news = document.querySelector('[data-news]')
  if (news) news.textContent = part.querySelector('[data-part=news]')?.textContent ?? ''
  holdStill()
}

// The field somebody types into stays where it is on the screen, however much comes in above it.
function whereItStands(field: Element | null): () => void {
  if (!field?.closest('form')) return () => undefined
  const { style } = document.documentElement
  const top = () => field.getBoundingClientRect().top
  const before = top()
  // The browser's own anchoring would hold something else still.
  style.setProperty('overflow-anchor', 'none')
  return () => {
    scrollBy({ top: top() - before, behavior: 'instant' })
    requestAnimationFrame(() => style.removeProperty('overflow-anchor'))
  }
}

// What somebody has ticked is theirs: a list of asks is replaced only while nothing is.
function replacePart(name: string, part: Document): void {
  const old = document.querySelector(`[data-part=${name}]`)
  const fresh = part.querySelector(`[data-part=${name}]`)
  if (!old || !fresh || old.querySelector(':checked')) return
  old.replaceWith(fresh)
}
