import type { SeededRandom } from '../seeded-random.ts'
import { newFile } from './ledger.ts'

const phrases = [
  'Transferul nu a ajuns încă.',
  'Iată ce ați cerut.\n\tCu mulțumiri',
  'Il pagamento non è arrivato 💶',
  'It says "try later", & nothing <b>happens</b>.',
] as const

/** Words that nobody else writes: the mark finds them again. */
export function markedText(random: SeededRandom, mark: string): string {
  return `${random.pick(phrases)} [${mark}]`
}

/** A key as a form would carry it. */
export function drawKey(random: SeededRandom): string {
  return Buffer.from(random.bytes(16)).toString('base64url')
}

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** One to three pictures of up to 40 kB. */
export function drawFiles(random: SeededRandom, mark: string): Promise<File[]> {
  const numbers = Array.from({ length: 1 + random.below(3) }, (_, index) => index)
  return Promise.all(
    numbers.map((number) => {
      const bytes = Uint8Array.from([...png, ...random.bytes(1 + random.below(40_000))])
      return newFile(bytes, `${mark} ${number}.png`)
    }),
  )
}
