/** Counts down to when another code may be asked for. The words are there without script as well, standing still. */
function countDown(place: HTMLElement): void {
  const { wait = '0', locale = 'en', words = '' } = place.dataset
  const relative = new Intl.RelativeTimeFormat(locale)
  const end = Date.now() + Number(wait) * 1000
  const timer = setInterval(() => {
    const seconds = Math.ceil((end - Date.now()) / 1000)
    const [value, unit] =
      seconds >= 120 ? [Math.ceil(seconds / 60), 'minute' as const] : [seconds, 'second' as const]
    place.textContent = words.replace('*', relative.format(value, unit))
    if (seconds > 0) return
    place.remove()
    clearInterval(timer)
  }, 1000)
}

for (const place of document.querySelectorAll<HTMLElement>('[data-wait]')) countDown(place)
document.querySelector<HTMLElement>('[data-focus]')?.focus()
