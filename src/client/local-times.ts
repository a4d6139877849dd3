/** Shows every moment in the reader's own zone, and the days as they fall there. */
export function showLocalTimes(thread: HTMLElement): void {
  const { locale } = thread.dataset
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' })
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  for (const place of document.querySelectorAll<HTMLTimeElement>('main time')) {
    const at = new Date(place.dateTime)
    place.textContent = time.format(at)
    place.title = exact.format(at)
  }
  for (const separator of thread.querySelectorAll('.day')) separator.remove()
  let last = ''
  for (const entry of thread.querySelectorAll<HTMLElement>('[data-seq]')) {
    const words = day.format(new Date(entry.querySelector('time')?.dateTime ?? 0))
    if (words !== last) entry.insertAdjacentElement('beforebegin', separatorOf(words))
    last = words
  }
}

function separatorOf(words: string): HTMLElement {
  const separator = document.createElement('li')
  separator.className = 'day'
  separator.textContent = words
  return separator
}

/** Tells the server the zone, so that it need not guess next time. */
export function rememberZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  document.cookie = `zone=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax; Secure`
}
