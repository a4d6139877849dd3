export type DeviceKind = 'phone' | 'tablet' | 'computer' | 'unknown'

/** The kind of device behind a `User-Agent`, for the owner's access log. A guess: nothing may depend on it. */
export function deviceKind(userAgent: string | undefined): DeviceKind {
  const agent = userAgent ?? ''
  if (/\biPad\b|\bTablet\b(?! PC)/i.test(agent)) return 'tablet'
  if (/\bMobile\b|\biPhone\b/i.test(agent)) return 'phone'
  if (/\bAndroid\b/i.test(agent)) return 'tablet'
  return /\b(?:Windows NT|Macintosh|X11|Linux|CrOS)\b/i.test(agent) ? 'computer' : 'unknown'
}
