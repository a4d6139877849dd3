export type MailBlock =
  | { kind: 'heading' | 'paragraph' | 'code' | 'note'; text: string }
  /** `text` names the number once: that place becomes the link. */
  | { kind: 'link'; text: string; number: string; href: string }

export interface MailPage {
  locale: string
  direction: 'ltr' | 'rtl'
  title: string
  blocks: MailBlock[]
}

// Colours stand here and shapes inline: a client that drops this sheet shows its own colours, light or dark.
const colours = `
:root { color-scheme: light dark; supported-color-schemes: light dark }
.paper { background-color: #fafcfe; color: #192029 }
.sheet { background-color: #ffffff; border-color: #d5dce1 }
.wash { background-color: #def6f4; color: #192029 }
.open { border-color: #006768 }
.number { color: #006768 }
.soft { color: #4e5661; border-color: #d5dce1 }
@media (prefers-color-scheme: dark) {
  .paper { background-color: #101419; color: #e3e9ed }
  .sheet { background-color: #181e23; border-color: #2f363d }
  .wash { background-color: #0e2c2d; color: #e3e9ed }
  .open { border-color: #59d4cd }
  .number { color: #59d4cd }
  .soft { color: #a3acb4; border-color: #2f363d }
}
`
const text = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
const mono = "font-family:ui-monospace,'SF Mono','Noto Sans Mono',monospace"
const shapes = {
  body: `margin:0;padding:16px 8px;${text};font-size:17px;line-height:1.6`,
  sheet:
    'max-width:560px;margin:0 auto;padding:24px 20px;border-width:1px;border-style:solid;border-radius:12px',
  heading: 'margin:0 0 16px;font-size:24px;line-height:1.3',
  paragraph: 'margin:0 0 16px',
  code: `margin:0 0 16px;padding:16px 8px;border-radius:8px;text-align:center;${mono};font-size:34px;line-height:1.2;letter-spacing:4px;font-weight:bold`,
  link: 'margin:0 0 16px;padding:12px 16px 8px;border-width:1px;border-style:solid;border-radius:8px',
  number: `display:inline-block;padding:8px 0;${mono};font-size:20px;font-weight:bold`,
  note: 'margin:24px 0 0;padding:16px 0 0;border-width:1px 0 0;border-style:solid;font-size:15px',
}

/** The HTML part: one column, no pictures, nothing fetched. Everything interpolated is escaped. */
export function mailHtml(page: MailPage): string {
  const { direction } = page
  const language = `lang="${escapeHtml(page.locale)}" dir="${direction}"`
  // Language and direction stand twice: web mail shows the mail without its <html> and <body>.
  return `<!doctype html>
<html ${language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>${escapeHtml(page.title)}</title>
<style>${colours}</style>
</head>
<body class="paper" style="${shapes.body}">
<div class="sheet" ${language} style="${shapes.sheet}">
${page.blocks.map(blockHtml).join('\n')}
</div>
</body>
</html>
`
}

function blockHtml(block: MailBlock): string {
  if (block.kind === 'link') return linkHtml(block)
  const words = escapeHtml(block.text)
  if (block.kind === 'heading') return `<h1 style="${shapes.heading}">${words}</h1>`
  if (block.kind === 'code') return `<p class="wash" dir="ltr" style="${shapes.code}">${words}</p>`
  if (block.kind === 'note') return `<p class="soft" style="${shapes.note}">${words}</p>`
  return `<p style="${shapes.paragraph}">${words}</p>`
}

function linkHtml({ text: words, number, href }: Extract<MailBlock, { kind: 'link' }>): string {
  const at = words.indexOf(number)
  const before = escapeHtml(words.slice(0, at))
  const after = escapeHtml(words.slice(at + number.length))
  const link = `<a class="number" href="${escapeHtml(href)}" style="${shapes.number}"><bdi dir="ltr">${escapeHtml(number)}</bdi></a>`
  return `<p class="open" style="${shapes.link}">${before}${link}${after}</p>`
}

function escapeHtml(value: string): string {
  const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped.replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
