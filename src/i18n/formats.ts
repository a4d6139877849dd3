import type { Locale } from './locales.ts'

const moments = {
  date: { dateStyle: 'long' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { timeStyle: 'short' },
  exact: { dateStyle: 'medium', timeStyle: 'long' },
} as const

// To make a formatter costs some hundred times what using it does. Zones come from outside, in any spelling.
const maxFormatters = 200
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatMoment(kind: keyof typeof moments, locale: Locale, date: Date, timeZone: string) {
  const key = `${kind} ${locale} ${timeZone}`
  const known = formatters.get(key)
  if (known) return known.format(date)
  if (formatters.size >= maxFormatters) formatters.clear()
  const made = new Intl.DateTimeFormat(locale, { ...moments[kind], timeZone })
  formatters.set(key, made)
  return made.format(date)
}

/** `formatDate('en', new Date('2026-11-22')) // => 'November 22, 2026'`, in UTC unless a zone is given. */
export function formatDate(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return formatMoment('date', locale, date, timeZone)
}

/** `formatDay('it', date) // => 'giovedì 19 novembre'` */
export function formatDay(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return formatMoment('day', locale, date, timeZone)
}

/** `formatTime('ro', date) // => '09:12'` */
export function formatTime(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return formatMoment('time', locale, date, timeZone)
}

/** The exact moment with its zone, for a tooltip. */
export function formatExact(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return formatMoment('exact', locale, date, timeZone)
}

/** Bytes in the unit a person reads: `formatBytes('it', 290816) // => '284 kB'`. */
export function formatBytes(locale: Locale, bytes: number): string {
  const [value, unit] =
    bytes >= 1_048_576
      ? [bytes / 1_048_576, 'megabyte']
      : bytes >= 1024
        ? [bytes / 1024, 'kilobyte']
        : [bytes, 'byte']
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, options).format(value)
}

/** `formatWait('en', 42) // => 'in 42 seconds'`; whole minutes or hours once there are two of them. */
export function formatWait(locale: Locale, seconds: number): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  if (seconds >= 7200) return relative.format(Math.ceil(seconds / 3600), 'hour')
  if (seconds >= 120) return relative.format(Math.ceil(seconds / 60), 'minute')
  return relative.format(seconds, 'second')
}
