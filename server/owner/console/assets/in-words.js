// Times, numbers and names as people read them.

import { calendarOf } from './server/basics/calendar.ts'
import { TIME_ZONE } from './time-zone.js'

// In the owner's time zone, all of them: as the terminal and the figures have it.
const timeZone = TIME_ZONE
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', timeZone })
const exactTime = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone,
})
const dayOfYear = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone,
})
const day = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone,
})
// Long: with the time zone by name.
const moment = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'full',
  timeStyle: 'long',
  timeZone,
})
const calendar = calendarOf(timeZone)

/** @param {string} iso */
export const clock = (iso) => time.format(new Date(iso))
/** @param {string} iso */
export const exactClock = (iso) => exactTime.format(new Date(iso))
/** @param {string} iso */
export const wholeMoment = (iso) => moment.format(new Date(iso))

/**
 * `Today`, `Yesterday`, `Friday 20 November`.
 * @param {string} iso
 */
export function dayName(iso, now = new Date()) {
  const [that, today] = [calendar.dayOf(iso), calendar.dayOf(now.toISOString())]
  const days = (Date.parse(today) - Date.parse(that)) / 86_400_000
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return (that.slice(0, 4) === today.slice(0, 4) ? dayOfYear : day).format(new Date(iso))
}

/**
 * `17:00` of today, else `Friday 20 November, 17:00`.
 * @param {string} iso
 */
export function dayAndClock(iso) {
  const that = dayName(iso)
  return that === 'Today' ? clock(iso) : `${that}, ${clock(iso)}`
}

/**
 * `0:41`, `1:02:05`.
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds))
  const minutes = Math.floor(whole / 60)
  const rest = twoDigits(whole % 60)
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`
}

/** @param {number} value */
function twoDigits(value) {
  return String(value).padStart(2, '0')
}

const whole = new Intl.NumberFormat()
/** @param {number} value */
export const count = (value) => whole.format(value)

/**
 * `84 ms`, `1.2 s`; nothing where there is nothing.
 * @param {number | null | undefined} value
 */
export function milliseconds(value) {
  if (value === null || value === undefined) return ''
  if (value < 1) return '<1 ms'
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
}

/**
 * `+1 415 555 0123`; what is no number stays as it is.
 * @param {string} written
 */
export function phoneNumber(written) {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(written) ?? []
  if (area) return `+1 ${area} ${exchange} ${line}`
  return /^\+?(anonymous|restricted|unavailable|unknown|266696687|)$/i.test(written)
    ? 'Number withheld'
    : written
}

/**
 * Kinds of call as people say them.
 * @param {string} kind
 */
export function kindName(kind) {
  return capitalised(kind).replaceAll('_', ' ')
}

/**
 * By itself, what else is said within a sentence.
 * @param {string} words
 */
export function capitalised(words) {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
