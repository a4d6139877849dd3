const link = document.querySelector<HTMLAnchorElement>('a[data-search]')

/** Opens the search over the page: `/`, Ctrl-K, or the link itself, which leads to the search page without us. */
async function open(event: Event): Promise<void> {
  if (!link) return
  event.preventDefault()
  try {
    const { openSearchDialog } = await import('./search-dialog.ts')
    openSearchDialog(link)
  } catch {
    location.assign(link.href)
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null
}

document.addEventListener('keydown', (event) => {
  const isSlash = event.key === '/' && !isTyping(event.target)
  const isShortcut = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
  if (isSlash || isShortcut) void open(event)
})
link?.addEventListener('click', (event) => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) void open(event)
})
