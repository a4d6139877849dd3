import { placedWords } from './words.ts'

/** A piece of an excerpt; `isMatch` for a word that was looked for. */
export interface ExcerptPiece {
  text: string
  isMatch: boolean
}

const excerptLength = 160
const longestWord = 20

/** Some words around the first match, whole words only; each match among them is a piece of its own. */
export function toExcerpt(text: string, isMatch: (word: string) => boolean): ExcerptPiece[] {
  const words = placedWords(text)
  const first = words.find((word) => isMatch(word.text))?.index ?? 0
  const begin = first > excerptLength / 2 ? wordBegin(text, first - excerptLength / 4) : 0
  const end = wordEnd(text, begin + excerptLength)
  const pieces: ExcerptPiece[] = []
  let done = begin
  for (const { text: word, index } of words) {
    if (index < done || index + word.length > end || !isMatch(word)) continue
    pieces.push({ text: text.slice(done, index), isMatch: false }, { text: word, isMatch: true })
    done = index + word.length
  }
  pieces.push({ text: text.slice(done, end), isMatch: false })
  if (begin > 0) pieces.unshift({ text: '… ', isMatch: false })
  if (end < text.length) pieces.push({ text: ' …', isMatch: false })
  return pieces.filter((piece) => piece.text !== '')
}

// Where no space is near, as in Japanese, the text is cut between two of its characters.
function wordBegin(text: string, index: number): number {
  const from = Math.floor(index)
  const space = text.indexOf(' ', from)
  return space === -1 || space - from > longestWord ? characterBegin(text, from) : space + 1
}

function wordEnd(text: string, index: number): number {
  if (index >= text.length) return text.length
  const space = text.lastIndexOf(' ', index)
  return index - space > longestWord ? characterBegin(text, index) : space
}

function characterBegin(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff ? index + 1 : index
}
