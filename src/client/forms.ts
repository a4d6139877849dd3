import { dropArrivedDraft, keepDraft } from './draft.ts'
import { pickFiles } from './pick-files.ts'
import { sendForm } from './send-form.ts'

function enhance(): void {
  dropArrivedDraft()
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-form]')) {
    pickFiles(form)
    sendForm(form)
    keepDraft(form)
  }
  document.querySelector<HTMLElement>('[data-focus]')?.focus()
}

enhance()
document.addEventListener('page-shown', enhance)
