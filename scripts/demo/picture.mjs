import { drawPng } from './png.mjs'

const paper = 0xf6f7f9
const card = 0xffffff
const ink = 0x2b3440
const faint = 0xc9d0d8
const teal = 0x0f766e
const amber = 0xd97706

/** A "screenshot" without words: an app's list of payments, one of them marked as waiting. */
export function drawPaymentsScreen() {
  const rows = [0, 1, 2, 3].flatMap((at) => drawPayment(120 + at * 84, at === 1 ? amber : teal))
  return drawPng(320, 480, paper, [
    [0, 0, 320, 56, teal],
    [20, 22, 120, 12, card],
    [20, 76, 90, 10, ink],
    [20, 94, 160, 8, faint],
    ...rows,
  ])
}

function drawPayment(top, mark) {
  return [
    [16, top, 288, 72, card],
    [32, top + 20, 32, 32, mark],
    [80, top + 20, 110, 10, ink],
    [80, top + 40, 70, 8, faint],
    [236, top + 26, 52, 12, ink],
  ]
}
