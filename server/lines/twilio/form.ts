/** The form that a webhook is: bounded, its repeated fields kept. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** A webhook's form; of a repeated field the first value. */
export type Form = Record<string, string | undefined>

/** Twilio's own requests stay far below; a minute of speech has about a thousand characters. */
const MOST_BYTES = 256 * 1024

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

export function isForm(contentType: string | undefined): boolean {
  const [type = ''] = (contentType ?? '').split(';')
  return type.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** Repeated fields stay lists: the signature covers each of their values. */
export function readFields(body: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields[name]
    fields[name] = before === undefined ? value : [before, value].flat()
  }
  return fields
}

export function firstValues(fields: Record<string, string | string[]>): Form {
  const form: Form = Object.create(null)
  for (const name in fields) {
    const value = fields[name]
    form[name] = Array.isArray(value) ? value[0] : value
  }
  return form
}
