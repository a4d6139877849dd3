import { expect, test } from 'vitest'
import { splitPictures } from '../../../src/core/articles/split-pictures.ts'

const image = '<img src="picture:send-code" alt="A button" title="Press it.">'
const picture = { kind: 'picture', name: 'send-code', alt: 'A button', caption: 'Press it.' }

test('a body without pictures stays in one piece', () => {
  expect(splitPictures('<p>Words</p>', 'a.md')).toEqual([{ kind: 'html', html: '<p>Words</p>' }])
})

test('pictures part the body, also inside lists and one after the other', () => {
  const html = `<ol><li><p>One</p>\n<p>${image}</p>\n<p>${image}</p></li></ol>`
  expect(splitPictures(html, 'a.md')).toEqual([
    { kind: 'html', html: '<ol><li><p>One</p>\n' },
    picture,
    picture,
    { kind: 'html', html: '</li></ol>' },
  ])
})

test('attributes come in any order, without a caption, with entities', () => {
  const tag =
    '<img alt="&quot;A&quot; &amp;lt; &#39;b&#x27;" loading="lazy" src="picture:my-tickets" />'
  expect(splitPictures(`<p>\n${tag}\n</p>`, 'a.md')).toEqual([
    { kind: 'picture', name: 'my-tickets', alt: `"A" &lt; 'b'`, caption: undefined },
  ])
})

test('other images and words about pictures stay as they are', () => {
  const html = '<p><img src="/photo.png" alt="x"></p><p>picture:send-code</p>'
  expect(splitPictures(html, 'a.md')).toEqual([{ kind: 'html', html }])
})

test.each([
  ['inside text', `<p>Look: ${image}</p>`, 'a.md: the picture "send-code" stands inside text.'],
  ['in a list without empty lines', `<li>${image}</li>`, 'stands inside text'],
  ['without a name', '<p><img src="picture:" alt="x"></p>', 'a.md: a picture has no name.'],
  ['without a text', '<p><img src="picture:a" alt=" "></p>', '"a" has no alternative text.'],
  ['without alt', '<p><img src="picture:a"></p>', '"a" has no alternative text.'],
])('a picture %s is refused', (_, html, message) => {
  expect(() => splitPictures(html, 'a.md')).toThrow(message)
  expect(() => splitPictures(html, 'a.md')).toThrow('Type ![what it shows](picture:send-code')
})
