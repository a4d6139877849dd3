import type { PageAnswer } from '../form-client.ts'

/** What an outsider can learn of an answer; what is random or a clock in it only by its shape. */
export function likenessOf(answer: PageAnswer) {
  return {
    status: answer.status,
    headers: [...answer.headers].map(([name, value]) => headerShape(name, value)).toSorted(),
    body: answer.text.replaceAll(/(name="key" value=")[\w-]+"/g, (_, before) => `${before}…"`),
  }
}

/** The same, for answers that repeat the number or token in the address they were asked at. */
export function likenessWithout(answer: PageAnswer, ...asked: string[]) {
  const { status, headers, body } = likenessOf(answer)
  const blank = (text: string) => asked.reduce((all, each) => all.replaceAll(each, '…'), text)
  return { status, headers: headers.map(blank), body: blank(body) }
}

function headerShape(name: string, value: string): string {
  if (name === 'date') return name
  if (name === 'x-request-id') return `${name}: ${value.replaceAll(/[\da-f]/g, 'x')}`
  if (name !== 'set-cookie') return `${name}: ${value}`
  return `${name}: ${value.replace(/=[\w-]+/, (cookie) => `=${'x'.repeat(cookie.length - 1)}`)}`
}
