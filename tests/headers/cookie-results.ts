import { transportToResult } from './header-results.ts'

const worstFirst = [
  'cookies-session-without-secure-flag',
  'cookies-session-without-httponly-flag',
  'cookies-samesite-flag-invalid',
  'cookies-anticsrf-without-samesite-flag',
  'cookies-without-secure-flag',
  'cookies-session-without-secure-flag-but-protected-by-hsts',
  'cookies-without-secure-flag-but-protected-by-hsts',
]

/** How the scanner names the cookies an answer sets: the worst of what is wrong with any of them. */
export function cookiesToResult(headers: Headers): string {
  const cookies = headers.getSetCookie()
  const isSafe = transportToResult(headers.get('Strict-Transport-Security')).includes('at-least')
  const faults = cookies.flatMap((line) => cookieFaults(line, isSafe))
  const worst = worstFirst.find((fault) => faults.includes(fault))
  if (worst) return worst
  if (cookies.length === 0) return 'cookies-not-found'
  const everywhere = cookies.every((line) => attributesOf(line).has('samesite'))
  const base = 'cookies-secure-with-httponly-sessions'
  return everywhere ? `${base}-and-samesite` : base
}

function cookieFaults(line: string, isSafe: boolean): string[] {
  const name = (line.split('=')[0] ?? '').toLowerCase()
  const attributes = attributesOf(line)
  const isSession = /login|sess/.test(name)
  const site = attributes.get('samesite')
  const secure = attributes.has('secure')
  const kind = isSession ? 'cookies-session' : 'cookies'
  const faults: [boolean, string][] = [
    [site !== undefined && !/^(lax|strict|none)$/.test(site), 'cookies-samesite-flag-invalid'],
    [site === 'none' && !secure, 'cookies-samesite-flag-invalid'],
    [!secure, `${kind}-without-secure-flag${isSafe ? '-but-protected-by-hsts' : ''}`],
    [name.includes('csrf') && site === undefined, 'cookies-anticsrf-without-samesite-flag'],
    [isSession && !attributes.has('httponly'), 'cookies-session-without-httponly-flag'],
  ]
  return faults.filter(([holds]) => holds).map(([, fault]) => fault)
}

function attributesOf(line: string): Map<string, string> {
  const parts = line.split(';').slice(1)
  return new Map(
    parts.map((part) => {
      const [name = '', value = ''] = part.trim().toLowerCase().split('=')
      return [name, value]
    }),
  )
}
