/** Keeps what is typed into a form's text in this browser until the form has been sent. */
export function keepDraft(form: HTMLFormElement): void {
  const field = form.querySelector('textarea')
  const note = form.querySelector<HTMLElement>('[data-draft]')
  if (!field) return
  const name = `draft:${location.pathname}`
  const kept = localStorage.getItem(name)
  if (new URLSearchParams(location.search).get('done') === 'reply') localStorage.removeItem(name)
  else if (kept && !field.value.trim()) field.value = kept
  field.addEventListener('input', () => {
    if (field.value) localStorage.setItem(name, field.value)
    else localStorage.removeItem(name)
    if (note) note.hidden = !field.value
  })
}
