import { forgetSending } from './draft.ts'

/** Sends a form with files so that its progress can be seen, and shows whatever page the answer is. */
export function sendForm(form: HTMLFormElement): void {
  let sending = false
  form.addEventListener('submit', (event) => {
    const files = form.querySelector<HTMLInputElement>('input[type=file]')?.files
    if (sending || files?.length) event.preventDefault()
    // What is typed by now is not what was sent.
    if (sending) event.stopImmediatePropagation()
    if (sending || !files?.length) return
    sending = true
    void post(form).catch(() => {
      sending = false
      forgetSending()
      showFailure(form)
    })
  })
}

function post(form: HTMLFormElement): Promise<void> {
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      showProgress(form, Math.round((100 * loaded) / total))
    })
    request.addEventListener('error', reject)
    request.addEventListener('load', () => {
      if (showAnswer(form, request)) resolve()
      else reject(new Error('No page came back'))
    })
    request.open('POST', form.action)
    request.send(new FormData(form))
  })
}

function showProgress(form: HTMLFormElement, percent: number): void {
  const bar = form.querySelector<HTMLProgressElement>('[data-progress]')
  if (!bar) return
  bar.hidden = false
  bar.value = percent
  bar.ariaLabel = (bar.dataset['words'] ?? '').replace('*', String(percent))
}

// A success was redirected: go there, whatever came from there now. A refusal is the page itself, with everything
// still in it; what is no page of ours leaves the form as it stands.
function showAnswer(form: HTMLFormElement, request: XMLHttpRequest): boolean {
  if (wasRedirected(form, request.responseURL)) {
    location.assign(request.responseURL)
    return true
  }
  const answer = new DOMParser().parseFromString(request.responseText, 'text/html')
  const main = answer.querySelector('main')
  if (!main) return false
  document.title = answer.title
  document.querySelector('main')?.replaceWith(main)
  document.dispatchEvent(new Event('page-shown'))
  return true
}

function wasRedirected(form: HTMLFormElement, responseURL: string): boolean {
  if (!responseURL) return false
  const [end, start] = [new URL(responseURL), new URL(form.action)]
  return end.searchParams.has('done') || end.origin + end.pathname !== start.origin + start.pathname
}

function showFailure(form: HTMLFormElement): void {
  const bar = form.querySelector<HTMLProgressElement>('[data-progress]')
  const place = form.querySelector('[data-file-fault]')
  if (bar) bar.hidden = true
  if (place) place.textContent = form.dataset['failed'] ?? ''
}
