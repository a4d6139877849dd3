import type { BrowserContext } from 'playwright'
import { inject } from 'vitest'
import type { FormClient } from '../form-client.ts'

// In every document, before anything of it is parsed: whatever wants to run is told, whether it could or not.
const watchScript = `(() => {
  const tell = (what) => window.tellWatch(what)
  const ours = /^(?:https?:|mailto:|#|\\/|\\?|data:image\\/svg|blob:|$)/i
  const look = (element) => {
    const { tagName } = element
    if (tagName === 'SCRIPT' && !/^\\/_astro\\//.test(element.getAttribute('src') ?? '')) tell('script')
    if (/^(?:IFRAME|OBJECT|EMBED|BASE|FRAME|PORTAL|MATH|MARQUEE)$/i.test(tagName)) tell(tagName)
    for (const { name, value } of element.attributes) {
      if (/^on|^srcdoc$|^formaction$|^ping$/i.test(name)) tell(tagName + ' ' + name)
      if (/^(?:href|src|action|xlink:href)$/i.test(name) && !ours.test(value)) tell(tagName + ' ' + value)
    }
  }
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') look(target)
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue
        look(node)
        for (const inner of node.querySelectorAll('*')) look(inner)
      }
    }
  }).observe(document, { subtree: true, childList: true, attributes: true })
  window.ran = () => tell('ran')
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
    tell('policy ' + violatedDirective + ' ' + sample)
  })
})()`

/** Everything that ran or wanted to, in any page of this browser: dialogs, faults, foreign elements, CSP reports, requests elsewhere. */
export async function watchBrowser(context: BrowserContext): Promise<string[]> {
  const seen: string[] = []
  await context.exposeFunction('tellWatch', (what: string) => void seen.push(what))
  await context.addInitScript(watchScript)
  context.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('weberror', (fault) => void seen.push(`fault ${fault.error().message}`))
  context.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) seen.push(message.text())
  })
  context.on('request', (request) => {
    const url = request.url()
    const own = url.startsWith(`${inject('origin')}/`) || /^(?:data:image\/|blob:)/.test(url)
    if (!own) seen.push(`request ${url}`)
  })
  return seen
}

/** Gives the browser the cookies of a client, and no others. */
export async function becomeClient(
  context: BrowserContext,
  { cookies }: FormClient,
): Promise<void> {
  await context.clearCookies()
  const place = { domain: 'localhost', path: '/', secure: true }
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, ...place })))
}
