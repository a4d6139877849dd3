/** A piece of an article's body, in order: HTML as it is, or a drawing to be put between. */
export type BodyPart =
  | { kind: 'html'; html: string }
  | { kind: 'picture'; name: string; alt: string; caption: string | undefined }

const pictureParagraph = /<p>\s*(<img\b[^>]*?\bsrc="picture:[^>]*>)\s*<\/p>/g
const typeThis = 'Type ![what it shows](picture:send-code "caption"), alone between empty lines.'

/**
 * Parts rendered Markdown at its pictures: `![alt](picture:name "caption")`, alone in a paragraph.
 * Throws file, fault and remedy where a picture stands inside text, or has no name or no alternative text.
 */
export function splitPictures(html: string, file: string): BodyPart[] {
  const parts = html
    .split(pictureParagraph)
    .map((piece, index) => (index % 2 === 1 ? toPicture(piece, file) : toHtml(piece, file)))
  return parts.filter((part) => part.kind === 'picture' || part.html.trim() !== '')
}

function toHtml(html: string, file: string): BodyPart {
  const stray = /<img\b[^>]*\bsrc="picture:([^"]*)"/.exec(html)
  if (stray) throw new Error(`${file}: the picture "${stray[1]}" stands inside text. ${typeThis}`)
  return { kind: 'html', html }
}

function toPicture(tag: string, file: string): BodyPart {
  const name = attribute(tag, 'src')?.replace('picture:', '').trim()
  const alt = attribute(tag, 'alt')?.trim()
  if (!name) throw new Error(`${file}: a picture has no name. ${typeThis}`)
  if (!alt) throw new Error(`${file}: the picture "${name}" has no alternative text. ${typeThis}`)
  return { kind: 'picture', name, alt, caption: attribute(tag, 'title')?.trim() || undefined }
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decodeEntities(value)
}

// Those the Markdown renderer writes into attributes; `&amp;` last, so that nothing is decoded twice.
function decodeEntities(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&#x([\da-f]+);/gi, (_, digits: string) => String.fromCodePoint(parseInt(digits, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
