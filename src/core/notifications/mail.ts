import { localeEntry, type Locale } from '../../i18n/locales.ts'
import { translator } from '../../i18n/translator.ts'
import { mailHtml, type MailBlock } from './mail-html.ts'

export type MailKind =
  | 'filed'
  | 'answered'
  | 'asked'
  | 'resolved'
  | 'code'
  | 'link'
  | 'new-link'
  | 'locked'
  | 'unattended'

/** All that a mail may know. Nothing that anybody typed is among it. */
export interface MailWords {
  kind: MailKind
  locale: Locale
  /** As people read it: `7K3F-Q2MD`. */
  ticketNumber: string
  link: string
  /** Both are needed for `code`, and for nothing else. */
  code?: string
  codeMinutes?: number
}

export interface Mail {
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** The mail in the ticket's locale, its two parts saying the same. Throws if a code mail has no code or no minutes. */
export function renderMail(words: MailWords): Mail {
  const { kind, locale, ticketNumber } = words
  const subject = translator(locale, 'emails')(`${kind}.subject`, { number: ticketNumber })
  const blocks = mailBlocks(words)
  return {
    subject,
    text: blocksToText(blocks),
    html: mailHtml({ locale, direction: localeEntry(locale).direction, title: subject, blocks }),
    // RFC 3834 §5: other programs must not answer this.
    headers: { 'Content-Language': locale, 'Auto-Submitted': 'auto-generated' },
  }
}

function mailBlocks(words: MailWords): MailBlock[] {
  const { kind, locale, ticketNumber: number, link: href } = words
  const t = translator(locale, 'emails')
  const opening: MailBlock[] = [
    { kind: 'heading', text: t(`${kind}.heading`) },
    { kind: 'paragraph', text: t(`${kind}.lead`) },
  ]
  const link: MailBlock = { kind: 'link', text: t(`${kind}.open`, { number }), number, href }
  const unread: MailBlock = { kind: 'note', text: t('unread') }
  return [...opening, ...beforeLink(words), link, ...afterLink(words), unread]
}

function beforeLink(words: MailWords): MailBlock[] {
  const { kind, locale, code, codeMinutes } = words
  const t = translator(locale, 'emails')
  if (kind === 'locked') return [{ kind: 'paragraph', text: t('locked.advice') }]
  if (kind !== 'code') return []
  if (code === undefined || codeMinutes === undefined) throw new Error('A code mail without a code')
  return [
    { kind: 'code', text: code },
    { kind: 'paragraph', text: t('code.validity', { count: codeMinutes }) },
  ]
}

// Where the link leads to the ticket, the reader learns that a code is asked for; where a
// stranger may have caused the mail, that it can be ignored.
function afterLink({ kind, locale }: MailWords): MailBlock[] {
  const t = translator(locale, 'emails')
  const proof: MailBlock = { kind: 'paragraph', text: t('proof') }
  if (kind === 'locked') return []
  if (kind === 'code') return [{ kind: 'paragraph', text: t('code.stranger') }]
  if (kind !== 'filed' && kind !== 'link') return [proof]
  return [proof, { kind: 'paragraph', text: t(`${kind}.stranger`) }]
}

function blocksToText(blocks: MailBlock[]): string {
  const paragraphs = blocks.map((block) =>
    block.kind === 'link' ? `${block.text}\n${block.href}` : block.text,
  )
  return `${paragraphs.join('\n\n')}\n`
}
