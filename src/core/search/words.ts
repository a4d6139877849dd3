/** A word as it stands in a text, and where. */
export interface PlacedWord {
  text: string
  index: number
}

// Scripts that write no spaces: their words are looked for as pairs of characters.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu
const words = /[\p{L}\p{M}\p{N}]+/gu

// What decomposition leaves: letters that are written for one another where a keyboard lacks one.
const sameLetters = new Map(
  Object.entries({
    ß: 'ss',
    ı: 'i',
    ł: 'l',
    đ: 'd',
    ø: 'o',
    æ: 'ae',
    œ: 'oe',
    ґ: 'г',
    ة: 'ه',
    ى: 'ي',
    ک: 'ك',
    ی: 'ي',
  }),
)
// Kana keep their voicing marks: か and が are other sounds, not the same letter.
const marks = /(?![\u3099\u309a])\p{M}|\u0640/gu
const katakana = /[\u30a1-\u30f6]/g

/**
 * A word as it is compared: small letters without marks, one kana script.
 * `foldWord('Răspunsuri', 'ro') // => 'raspunsuri'`
 */
export function foldWord(word: string, locale: string): string {
  const plain = word
    .toLocaleLowerCase(locale)
    .normalize('NFKD')
    .replaceAll(marks, '')
    .normalize('NFC')
  const letters = plain.replaceAll(/[ßıłđøæœґةىکی]/g, (letter) => sameLetters.get(letter) ?? letter)
  return letters.replaceAll(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

/** The words of a text in their order. Where a script has no spaces between words, pairs of its characters. */
export function placedWords(text: string): PlacedWord[] {
  return [...text.matchAll(words)].flatMap(({ 0: run, index }) => {
    const pieces: PlacedWord[] = []
    let done = 0
    for (const match of run.matchAll(unspaced)) {
      if (match.index > done)
        pieces.push({ text: run.slice(done, match.index), index: index + done })
      pieces.push(...pairsOf(match[0], index + match.index))
      done = match.index + match[0].length
    }
    if (done < run.length) pieces.push({ text: run.slice(done), index: index + done })
    return pieces
  })
}

function pairsOf(run: string, index: number): PlacedWord[] {
  const characters = Array.from(run)
  if (characters.length < 2) return [{ text: run, index }]
  let at = index
  return characters.slice(0, -1).map((character, position) => {
    const pair = { text: character + (characters[position + 1] ?? ''), index: at }
    at += character.length
    return pair
  })
}
