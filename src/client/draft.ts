const filing = 'filing'

/** Keeps what is typed into a form's text in this browser until the form has arrived. */
export function keepDraft(form: HTMLFormElement): void {
  const field = form.querySelector('textarea')
  const note = form.querySelector<HTMLElement>('[data-draft]')
  if (!field) return
  const name = `draft:${location.pathname}`
  const kept = localStorage.getItem(name)
  sessionStorage.removeItem(filing)
  if (kept && !field.value.trim()) field.value = kept
  field.addEventListener('input', () => {
    if (field.value) localStorage.setItem(name, field.value)
    else localStorage.removeItem(name)
    if (note) note.hidden = !field.value
  })
  form.addEventListener('submit', () => {
    if (form.dataset['form'] === filing) sessionStorage.setItem(filing, name)
  })
}

/** Forgets the draft of what the page shows as arrived, and of nothing else. */
export function dropArrivedDraft(): void {
  const filed = document.querySelector('[data-filed]') && sessionStorage.getItem(filing)
  const replied = new URLSearchParams(location.search).get('done') === 'reply'
  if (filed) localStorage.removeItem(filed)
  if (replied) localStorage.removeItem(`draft:${location.pathname}`)
}
