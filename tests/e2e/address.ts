import { randomInt } from 'node:crypto'

/**
 * The header that says where a request comes from: somebody else each time. All tests together post more often than one
 * address may in a minute.
 */
export function fromAnywhere(): { 'CF-Connecting-IP': string } {
  const [a, b, c] = [randomInt(256), randomInt(256), randomInt(1, 255)]
  return { 'CF-Connecting-IP': `10.${a}.${b}.${c}` }
}
