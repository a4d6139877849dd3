/** A Content-Security-Policy: each directive with its sources, in lower case. */
export type Policy = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Reads one policy. Undefined for what is none: too short to hold a directive, one of them twice, or several policies
 * at once, which this product never sends.
 */
export function parsePolicy(header: string): Policy | undefined {
  const text = header.trim().toLowerCase()
  if (text.length < 'img-src'.length - 1 || text.includes(',')) return undefined
  const directives = text.split(';').map((part) => part.trim().split(/\s+/))
  const named = directives.filter(([name]) => name)
  const policy = new Map(named.map(([name = '', ...sources]) => [name, sourcesOf(name, sources)]))
  return policy.size === named.length ? policy : undefined
}

function sourcesOf(name: string, sources: string[]): Set<string> {
  const isEmptyList = sources.length === 0 && name.endsWith('-src')
  return new Set(isEmptyList ? ["'none'"] : sources)
}

const broad = new Set([
  'ftp:',
  'http:',
  'https:',
  '*',
  'http://*',
  'http://*.*',
  'https://*',
  'https://*.*',
])
const broadOrInline = new Set([...broad, "'unsafe-inline'", 'data:'])
const everything: ReadonlySet<string> = new Set(['*'])
const passive = ['img-src', 'media-src']

/** How the scanner names a policy, worst first; as of its algorithm 5, for a site on HTTPS. */
export function policyToResult(header: string | null): string {
  if (header === null) return 'csp-not-implemented'
  const policy = parsePolicy(header)
  if (!policy) return 'csp-header-invalid'
  const listOf = (name: string) => policy.get(name) ?? policy.get('default-src') ?? everything
  const script = withoutOverruled(listOf('script-src'))
  const style = withoutOverruled(listOf('style-src'))
  const active = [...policy].flatMap(([name, sources]) =>
    name === 'script-src' || passive.includes(name) ? [] : [...sources],
  )
  if (script.has("'strict-dynamic'") && !hasNonceOrHash(script)) return 'csp-header-invalid'
  if (meets(script, broadOrInline) || meets(listOf('object-src'), broad))
    return 'csp-implemented-with-unsafe-inline'
  if ([...active, ...script].some(isInsecure)) return 'csp-implemented-with-insecure-scheme'
  if (script.has("'unsafe-eval'") || style.has("'unsafe-eval'"))
    return 'csp-implemented-with-unsafe-eval'
  if (passive.some((name) => [...listOf(name)].some(isInsecure)))
    return 'csp-implemented-with-insecure-scheme-in-passive-content-only'
  if (meets(style, broadOrInline)) return 'csp-implemented-with-unsafe-inline-in-style-src-only'
  const fallback = policy.get('default-src')
  const isNone = fallback?.size === 1 && fallback.has("'none'")
  return isNone
    ? 'csp-implemented-with-no-unsafe-default-src-none'
    : 'csp-implemented-with-no-unsafe'
}

// CSP3 §6.7.3.2: beside a nonce or a hash, 'unsafe-inline' counts for nothing; 'strict-dynamic' overrules hosts too.
function withoutOverruled(sources: ReadonlySet<string>): ReadonlySet<string> {
  if (!hasNonceOrHash(sources)) return sources
  const isDynamic = sources.has("'strict-dynamic'")
  const isOverruled = (source: string) =>
    source === "'unsafe-inline'" || (isDynamic && (broad.has(source) || source === "'self'"))
  return new Set([...sources].filter((source) => !isOverruled(source)))
}

function hasNonceOrHash(sources: ReadonlySet<string>): boolean {
  return [...sources].some((source) => /^'(sha256|sha384|sha512|nonce)-/.test(source))
}

function meets(sources: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...sources].some((source) => others.has(source))
}

function isInsecure(source: string): boolean {
  return source.startsWith('http:') || source.startsWith('ftp:')
}
