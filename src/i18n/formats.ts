import type { Locale } from './locales.ts'

/** `formatDate('en', new Date('2026-11-22')) // => 'November 22, 2026'`, in UTC unless a zone is given. */
export function formatDate(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date)
}

/** `formatDay('it', date) // => 'giovedì 19 novembre'` */
export function formatDay(locale: Locale, date: Date, timeZone = 'UTC'): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone } as const
  return new Intl.DateTimeFormat(locale, options).format(date)
}

/** `formatTime('ro', date) // => '09:12'` */
export function formatTime(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(date)
}

/** The exact moment with its zone, for a tooltip. */
export function formatExact(locale: Locale, date: Date, timeZone = 'UTC'): string {
  const options = { dateStyle: 'medium', timeStyle: 'long', timeZone } as const
  return new Intl.DateTimeFormat(locale, options).format(date)
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
