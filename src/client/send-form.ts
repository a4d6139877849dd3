/** Sends a form with files so that its progress can be seen, and shows whatever page the answer is. */
export function sendForm(form: HTMLFormElement): void {
  let sending = false
  form.addEventListener('submit', (event) => {
    const files = form.querySelector<HTMLInputElement>('input[type=file]')?.files
    if (sending || files?.length) event.preventDefault()
    if (sending || !files?.length) return
    sending = true
    void post(form).catch(() => {
      sending = false
      showFailure(form)
    })
  })
}

function post(form: HTMLFormElement): Promise<void> {
  const request = new XMLHttpRequest()
  const bar = form.querySelector<HTMLProgressElement>('[data-progress]')
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (!bar) return
      bar.hidden = false
      bar.value = (100 * loaded) / total
    })
    request.addEventListener('error', reject)
    request.addEventListener('load', () => {
      showAnswer(request)
      resolve()
    })
    request.open('POST', form.action)
    request.send(new FormData(form))
  })
}

// A success was redirected: go there. A refusal is the page itself, with everything still in it.
function showAnswer(request: XMLHttpRequest): void {
  const moved = request.responseURL !== '' && request.status < 400
  if (moved) {
    const here = location.href.split('#')[0]
    location.assign(request.responseURL)
    if (request.responseURL.split('#')[0] === here) location.reload()
    return
  }
  const answer = new DOMParser().parseFromString(request.responseText, 'text/html')
  document.title = answer.title
  document.querySelector('main')?.replaceWith(answer.querySelector('main') ?? '')
  document.dispatchEvent(new Event('page-shown'))
}

function showFailure(form: HTMLFormElement): void {
  const bar = form.querySelector<HTMLProgressElement>('[data-progress]')
  const place = form.querySelector('[data-file-fault]')
  if (bar) bar.hidden = true
  if (place) place.textContent = form.dataset['failed'] ?? ''
}
