const sentName = 'sent'

interface Sent {
  form: string | undefined
  name: string
  text: string
}

/** Keeps what is typed into a form's text in this browser until the form has arrived. */
export function keepDraft(form: HTMLFormElement): void {
  const field = form.querySelector('textarea')
  const note = form.querySelector<HTMLElement>('[data-draft]')
  if (!field) return
  const name = `draft:${location.pathname}`
  const kept = localStorage.getItem(name)
  const showNote = (isKept: boolean) => {
    if (note) note.hidden = !isKept
  }
  const keep = () => {
    if (field.value) localStorage.setItem(name, field.value)
    else localStorage.removeItem(name)
    showNote(field.value !== '')
  }
  if (kept && !field.value.trim()) field.value = kept
  showNote(Boolean(kept) && field.value === kept)
  field.addEventListener('input', keep)
  form.addEventListener('submit', () => {
    keep()
    const sent: Sent = { form: form.dataset['form'], name, text: field.value }
    sessionStorage.setItem(sentName, JSON.stringify(sent))
  })
}

/** Forgets the draft of what the page shows as arrived, and of nothing else: what was typed since stays. */
export function dropArrivedDraft(): void {
  const url = new URL(location.href)
  const isReply = url.searchParams.get('done') === 'reply'
  const sent = JSON.parse(sessionStorage.getItem(sentName) ?? 'null') as Sent | null
  const shown = sent?.form === 'reply' ? isReply : document.querySelector('[data-filed]')
  if (sent && shown && localStorage.getItem(sent.name) === sent.text) {
    localStorage.removeItem(sent.name)
  }
  forgetSending()
  if (!isReply) return
  url.searchParams.delete('done')
  history.replaceState(history.state, '', url)
}

/** What was submitted last did not arrive: its draft stays. */
export function forgetSending(): void {
  sessionStorage.removeItem(sentName)
}
