import { parse, type HTMLElement } from 'node-html-parser'

/** What in a page would run or be styled without a file of its own, told as `<a onclick>`. */
export function inlineParts(html: string): string[] {
  const found = parse(html, { comment: false })
    .querySelectorAll('*')
    .flatMap((element) => [...inlineContent(element), ...inlineAttributes(element)])
  return [...new Set(found)]
}

function inlineContent(element: HTMLElement): string[] {
  const name = element.rawTagName.toLowerCase()
  const isAllowed = name === 'script' && (element.getAttribute('nonce') || isRefused(element))
  const isInline = name === 'style' || (name === 'script' && !element.getAttribute('src'))
  return isInline && !isAllowed ? [`<${name}>`] : []
}

// HTML §4.12.1: a block of data under a type of its own is never run.
function isRefused(script: HTMLElement): boolean {
  return /^application\/(ld\+)?json$/.test(script.getAttribute('type') ?? '')
}

function inlineAttributes(element: HTMLElement): string[] {
  const name = element.rawTagName.toLowerCase()
  return Object.entries(element.attributes).flatMap(([attribute, value]) => {
    const isInline = /^on/i.test(attribute) || /^(style|srcdoc)$/i.test(attribute)
    const runs = /^(href|src|action|formaction|data|xlink:href|poster)$/i.test(attribute)
    return isInline || (runs && isScriptUrl(value)) ? [`<${name} ${attribute.toLowerCase()}>`] : []
  })
}

// URL §4.4: white space and control characters at the front and tabs and newlines anywhere are passed over.
function isScriptUrl(url: string): boolean {
  return /^(javascript|vbscript|data:text\/html)/i.test(url.replace(/[\u0000-\u0020]/g, ''))
}
