/** A simulation as the end of an address: all its ways behind the `#`, which a browser tells no server. */
import { MESSAGES_FROM, type Limits } from '../call.ts'
import { MoveError, readMoves, type Move } from './move.ts'

export interface Played {
  /** Its id. */
  flow: string
  limits: Limits
  /** One at least. */
  ways: Move[][]
  /** Which of them is looked at. */
  way: number
  /** How many of its moves are taken. */
  at: number
}

/** More than any browser takes into its address without complaint. */
const MOST_CHARACTERS = 64_000
/**
 * As many as can be looked at side by side.
 * @public to the page
 */
export const MOST_WAYS = 6
const LARGEST_LIMIT = 20

export function writeAddress(played: Played): string {
  const bytes = new TextEncoder().encode(JSON.stringify(played))
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `#${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** What stands behind an address; null where nothing does. Throws `MoveError`. */
export function readAddress(hash: string): Played | null {
  if (hash.length < 2) return null
  if (hash.length > MOST_CHARACTERS)
    throw new MoveError('The address is too long to be a simulation')
  const { flow, limits, ways, way, at } = parse(hash.slice(1))
  if (typeof flow !== 'string' || !isLimits(limits)) throw broken()
  if (!Array.isArray(ways) || ways.length === 0 || ways.length > MOST_WAYS) throw broken()
  const read = ways.map(readMoves)
  if (!isUpTo(way, read.length - 1) || !isUpTo(at, read[way]!.length)) throw broken()
  const { maxTurns, noSpeechRetries, messages } = limits
  const bounds = { maxTurns, noSpeechRetries, ...(messages && { messages }) }
  return { flow, limits: bounds, ways: read, way, at }
}

function parse(text: string): Record<string, unknown> {
  try {
    const signs = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0))
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch (error) {
    throw broken(error)
  }
}

function isLimits(given: unknown): given is Limits {
  const { maxTurns, noSpeechRetries, messages } = (given ?? {}) as Partial<Limits>
  return (
    isUpTo(maxTurns, LARGEST_LIMIT) &&
    isUpTo(noSpeechRetries, LARGEST_LIMIT) &&
    (messages === undefined || MESSAGES_FROM.includes(messages))
  )
}

function isUpTo(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}

function broken(cause?: unknown): MoveError {
  return new MoveError('The address holds no simulation that can be read', { cause })
}
