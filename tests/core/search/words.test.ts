import { describe, expect, test } from 'vitest'
import { foldWord, placedWords } from '../../../src/core/search/words.ts'

describe('foldWord', () => {
  test.each([
    ['ro', 'Răspunsurile', 'raspunsurile'],
    ['ro', 'şi', 'si'],
    ['ro', 'și', 'si'],
    ['de', 'Größe', 'grosse'],
    ['tr', 'IŞIK', 'isik'],
    ['tr', 'İstek', 'istek'],
    ['pl', 'łódź', 'lodz'],
    ['uk', 'ґанок', 'ганок'],
    ['ar', 'أُرْسِلَت', 'ارسلت'],
    ['ar', 'تذكـرة', 'تذكره'],
    ['ja', 'パスワード', 'ぱすわーど'],
    ['ja', 'ﾊﾟｽﾜｰﾄﾞ', 'ぱすわーど'],
  ])('%s: %s is compared as %s', (locale, word, folded) => {
    expect(foldWord(word, locale)).toBe(folded)
  })

  test('keeps what are other sounds apart', () => {
    expect(foldWord('かぎ', 'ja')).not.toBe(foldWord('かき', 'ja'))
  })
})

describe('placedWords', () => {
  const textsOf = (text: string) => placedWords(text).map((word) => word.text)

  test('are what stands between spaces and marks', () => {
    expect(textsOf('L’e-mail: «codul» (7K3F-Q2MD)…')).toEqual([
      'L',
      'e',
      'mail',
      'codul',
      '7K3F',
      'Q2MD',
    ])
  })

  test('are pairs where a script has no spaces', () => {
    expect(textsOf('添付 QRコードを')).toEqual(['添付', 'QR', 'コー', 'ード', 'ドを'])
    expect(textsOf('鍵')).toEqual(['鍵'])
  })

  test('say where they stand, unit for unit', () => {
    const text = 'A 😀 b𠮷野家'
    for (const { text: word, index } of placedWords(text)) {
      expect(text.slice(index, index + word.length)).toBe(word)
    }
  })

  test.each(['', '?!…', ' \n', '😀'])('none in %j', (text) => {
    expect(placedWords(text)).toEqual([])
  })
})
