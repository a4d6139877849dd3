import { describe, expect, test } from 'vitest'
import { buildLexicon, readLexicon, type Forms } from '../../../src/core/search/lexicon.ts'

const stem = (word: string) => word.replace(/(?:ul|ele|elor)$/, '')

function read(text: string) {
  const forms: Forms = {}
  const terms = buildLexicon('ro', stem, forms).textToTerms(text)
  return { forms, terms, lexicon: readLexicon('ro', forms, terms) }
}

const termsOf = (text: string, word: string) =>
  read(text)
    .lexicon.readWord(word)
    .map(({ term }) => term)

describe('a text', () => {
  test('is the stems of its words, and the words that are none', () => {
    expect(read('Tichetul, codul').terms).toEqual(['tichet', '=tichetul', 'cod', '=codul'])
    expect(read('Tichet').terms).toEqual(['tichet'])
  })

  test('is read without the stemmer as with it', () => {
    const { lexicon, terms } = read('Tichetele și codul 5')
    expect(lexicon.textToTerms('Tichetele și codul 5')).toEqual(terms)
  })
})

describe('a word that is typed', () => {
  test('is its stem, and itself for less', () => {
    expect(read('Tichetul').lexicon.readWord('tichetul')).toEqual([
      { term: 'tichet', weight: 1 },
      { term: '=tichetul', weight: 0.5 },
    ])
  })

  test.each([
    ['a form that no article has', 'tichetelor', 'tichet'],
    ['a letter missing', 'tihet', 'tichet'],
    ['a letter doubled', 'ticchet', 'tichet'],
    ['another letter', 'tixhet', 'tichet'],
    ['two letters swapped', 'tihcet', 'tichet'],
    ['no marks', 'Tichet', 'tichet'],
  ])('is understood with %s', (_, word, term) => {
    expect(termsOf('Tichet', word)).toContain(term)
  })

  test('is understood without the marks that a keyboard lacks', () => {
    expect(termsOf('öffnen', 'oeffnen')).toEqual(['offnen'])
  })

  test.each(['cod', 'xxxxxxxx', '?', 'e', ''])('is nothing where nothing is near: %j', (word) => {
    expect(termsOf('Tichet plata', word)).toEqual([])
  })

  test('with letters to spare is no slip of a short one', () => {
    expect(termsOf('cod', 'cor')).toEqual([])
  })
})
