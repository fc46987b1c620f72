/** The form that a webhook is: bounded, its repeated fields kept. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** A webhook's form; of a repeated field the first value. */
export type Form = Record<string, string | undefined>

/** Twilio's own requests stay far below; a minute of speech has about a thousand characters. */
const MOST_BYTES = 256 * 1024

/** Twilio's have about forty, those of a conference or a queue with custom parameters some more. */
export const MOST_FIELDS = 300

/** Hono's `bodyLimit` reads the body as a stream, which costs a tenth of a turn: only where no length is told. */
export function limitBody(): MiddlewareHandler {
  const tooLarge = (c: Context) => c.text('The form is too large', 413)
  const counting = bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge })
  return async function limited(c, next) {
    const length = c.req.header('content-length')
    if (length === undefined) return counting(c, next)
    if (Number(length) > MOST_BYTES) return tooLarge(c)
    return next()
  }
}

/** Why a body is not even read; null where it may be. Nothing is unpacked here, however small it comes. */
export function refuseUnread(c: Context): Response | null {
  const coding = c.req.header('content-encoding') ?? 'identity'
  if (coding.toLowerCase() === 'identity' && isForm(c.req.header('content-type'))) return null
  return c.text('Send a form as it is: application/x-www-form-urlencoded', 415)
}

export function isForm(contentType: string | undefined): boolean {
  const [type = ''] = (contentType ?? '').split(';', 1)
  return type.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** Repeated fields stay lists: the signature covers each of their values. Null for more than `MOST_FIELDS`. */
export function readFields(body: string): Record<string, string | string[]> | null {
  if (hasMore(body, '&', MOST_FIELDS - 1)) return null
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields[name]
    if (before === undefined) fields[name] = value
    else if (typeof before === 'string') fields[name] = [before, value]
    else before.push(value)
  }
  return fields
}

/** Counted before anything is read: to read a hundred thousand empty ones takes a tenth of a second too. */
function hasMore(text: string, sign: string, most: number): boolean {
  let at = -1
  for (let count = 0; count <= most; count++) {
    at = text.indexOf(sign, at + 1)
    if (at < 0) return false
  }
  return true
}

export function firstValues(fields: Record<string, string | string[]>): Form {
  const form: Form = Object.create(null)
  for (const name in fields) {
    const value = fields[name]
    form[name] = Array.isArray(value) ? value[0] : value
  }
  return form
}
