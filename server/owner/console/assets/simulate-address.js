// A simulation as an address: all its ways behind the `#`, which no server is told.
/** @import { Limits } from '../../../../machines/call.ts' */
/** @import { Move } from '../../../../machines/simulation/move.ts' */
import { readMoves } from './machines/simulation/move.ts'

/**
 * @typedef {object} Played
 * @property {string} flow its id
 * @property {Limits} limits
 * @property {Move[][]} ways one at least
 * @property {number} way which of them is looked at
 * @property {number} at how many of its moves are taken
 */

/** More than fits into a browser's address in any browser. */
const MOST_CHARACTERS = 64_000
const MOST_WAYS = 6

/** @param {Played} played */
export function writeAddress(played) {
  const bytes = new TextEncoder().encode(JSON.stringify(played))
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return `#${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/**
 * Null where there is none. Throws an Error whose message is for people.
 * @param {string} hash
 * @returns {Played | null}
 */
export function readAddress(hash) {
  if (hash.length < 2) return null
  if (hash.length > MOST_CHARACTERS) throw new Error('The address is too long to be a simulation')
  const { flow, limits, ways, way, at } = parse(hash.slice(1))
  if (typeof flow !== 'string' || !Array.isArray(ways) || ways.length === 0) throw broken()
  if (ways.length > MOST_WAYS) throw broken()
  const { maxTurns, noSpeechRetries } = limits ?? {}
  if (![maxTurns, noSpeechRetries].every((bound) => isWithin(bound, 20))) throw broken()
  const read = ways.map(readMoves)
  if (!isWithin(way, read.length - 1) || !isWithin(at, read[way]?.length ?? 0)) throw broken()
  return { flow, limits: { maxTurns, noSpeechRetries }, ways: read, way, at }
}

/** @param {string} text */
function parse(text) {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return (
      JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)))) ??
      {}
    )
  } catch {
    throw broken()
  }
}

/**
 * @param {unknown} value
 * @param {number} most
 */
function isWithin(value, most) {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}

const broken = () => new Error('The address holds no simulation that can be read')
