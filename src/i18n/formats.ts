import type { Locale } from './locales.ts'

const styles = {
  date: { dateStyle: 'long' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { timeStyle: 'short' },
  exact: { dateStyle: 'medium', timeStyle: 'long' },
  zone: { timeZoneName: 'long' },
} as const

// To make a formatter costs some hundred times what using it does, and a thread is read again after each reply to it:
// both are kept, up to a limit. Zones come from outside, in any spelling.
const maxFormatters = 200
const maxMoments = 1000
const formatters = new Map<string, Formatter>()

interface Formatter {
  formatter: Intl.DateTimeFormat
  /** What moments, in milliseconds, came out as. */
  moments: Map<number, string>
}

function formatMoment(kind: keyof typeof styles, locale: Locale, date: Date, timeZone: string) {
  const { formatter, moments } = openFormatter(kind, locale, timeZone)
  return remembered(moments, date.getTime(), () => formatter.format(date))
}

function remembered(moments: Map<number, string>, time: number, format: () => string): string {
  const known = moments.get(time)
  if (known !== undefined) return known
  const words = format()
  if (moments.size >= maxMoments) moments.clear()
  moments.set(time, words)
  return words
}

function openFormatter(kind: keyof typeof styles, locale: Locale, timeZone: string): Formatter {
  const name = `${kind} ${locale} ${timeZone}`
  const known = formatters.get(name)
  if (known) return known
  if (formatters.size >= maxFormatters) formatters.clear()
  const formatter = new Intl.DateTimeFormat(locale, { ...styles[kind], timeZone })
  const made = { formatter, moments: new Map<number, string>() }
  formatters.set(name, made)
  return made
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

const quarterHour = 900_000

/** `formatZone('it', date, 'Europe/Rome') // => 'Ora standard dell’Europa centrale'` */
export function formatZone(locale: Locale, date: Date, timeZone = 'UTC'): string {
  const { formatter, moments } = openFormatter('zone', locale, timeZone)
  // Summer time begins and ends on a quarter of an hour: within one the zone has one name.
  const begin = Math.floor(date.getTime() / quarterHour) * quarterHour
  return remembered(moments, begin, () => {
    const parts = formatter.formatToParts(begin)
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  })
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
