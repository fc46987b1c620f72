/** Moments and spans of time in words for people. */
import { wallTimeIn } from '../command/time-zone.ts'

/** `2026-01-31 18:30:05`, there. */
export function localTime(iso: string, zone: string): string {
  const { year, month, day, hour, minute, second } = wallTimeIn(zone, new Date(iso))
  const two = (value: number) => String(value).padStart(2, '0')
  return `${[year, two(month), two(day)].join('-')} ${[hour, minute, second].map(two).join(':')}`
}

/** `41 s`, `2 min 05 s`, `1 h 02 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
