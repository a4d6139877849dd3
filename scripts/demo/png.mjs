import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A PNG of coloured rectangles on a background, drawn in their order (W3C PNG, third edition; 8-bit RGB).
 * Each rectangle is `[left, top, width, height, 0xrrggbb]` in pixels.
 */
export function drawPng(width, height, background, rectangles) {
  const rows = Array.from({ length: height }, (_, y) => {
    const covering = rectangles.filter(([, top, , tall]) => y >= top && y < top + tall)
    return drawRow(width, background, covering)
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

// A row begins with its filter type: 0, none.
function drawRow(width, background, rectangles) {
  const row = Buffer.alloc(1 + width * 3)
  for (let x = 0; x < width; x += 1) {
    const covering = rectangles.findLast(([left, , wide]) => x >= left && x < left + wide)
    row.writeUIntBE(covering ? covering[4] : background, 1 + x * 3, 3)
  }
  return row
}

function chunk(type, content) {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, checksum])
}
