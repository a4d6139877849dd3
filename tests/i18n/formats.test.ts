import { expect, test } from 'vitest'
import {
  formatDate,
  formatDay,
  formatExact,
  formatTime,
  formatZone,
} from '../../src/i18n/formats.ts'

const night = new Date('2026-11-22T23:30:00Z')

test('a moment is told by kind, locale and zone, in whatever order they are asked for', () => {
  for (const _ of ['made', 'kept']) {
    expect(formatDate('en', night)).toBe('November 22, 2026')
    expect(formatDate('en', night, 'Europe/Bucharest')).toBe('November 23, 2026')
    expect(formatDay('it', night)).toBe('domenica 22 novembre')
    expect(formatDay('it', night, 'Asia/Tokyo')).toBe('lunedì 23 novembre')
    expect(formatTime('ro', night)).toBe('23:30')
    expect(formatTime('ro', night, 'Europe/Bucharest')).toBe('01:30')
    expect(formatExact('en', night)).toMatch(/^Nov 22, 2026, 11:30:00\sPM UTC$/)
    expect(formatZone('en', night)).toBe('Coordinated Universal Time')
    expect(formatZone('it', night, 'Europe/Rome')).toBe('Ora standard dell’Europa centrale')
  }
})

test('more zones than are kept change nothing', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  expect(zones.length).toBeGreaterThan(200)
  const told = () => zones.map((zone) => formatTime('ro', night, zone))
  const fresh = zones.map((timeZone) =>
    new Intl.DateTimeFormat('ro', { timeStyle: 'short', timeZone }).format(night),
  )
  expect(told()).toEqual(fresh)
  expect(told()).toEqual(fresh)
})

test('a zone that is none throws each time', () => {
  for (const _ of ['first', 'again']) {
    expect(() => formatTime('ro', night, 'Mars/Olympus')).toThrow(RangeError)
  }
})

test('more moments than are kept change nothing', () => {
  const times = Array.from({ length: 1200 }, (_, minutes) => new Date(+night + minutes * 60_000))
  const told = () => times.map((time) => formatTime('en', time))
  const fresh = times.map((time) =>
    new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'UTC' }).format(time),
  )
  expect(told()).toEqual(fresh)
  expect(told()).toEqual(fresh)
})
