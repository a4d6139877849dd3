/** Enough of an address for its owner to know it. `maskAddress('maria@example.com') // => 'm•••@example.com'` */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 0) return '•••'
  const [first = ''] = email.slice(0, Math.min(at, 2))
  return `${first}•••${email.slice(at)}`
}
