/** Posts to a service of somebody else: bounded in time and size, and never led anywhere else. */
import { beginningOf } from '../../basics/bounded-body.ts'
import { ChannelError } from '../channel.ts'

export interface Post {
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

export interface Answer {
  status: number
  /** Its beginning. */
  text: string
}

/** Of an answer nothing but a code is looked for. */
const MOST_BYTES = 8 * 1024
const LONGEST_PAUSE_MS = 60 * 60 * 1000

/** Resolves with an answer that says it was taken. Rejects with `ChannelError` on any other. */
export async function post(url: string, { headers, body, signal }: Post): Promise<Answer> {
  let response: Response
  try {
    // A redirect may lead to what only this machine reaches.
    response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
  } catch (error) {
    throw new ChannelError(unreached(error, signal), { cause: error })
  }
  // The status has said what matters.
  const read = await beginningOf(response.body, MOST_BYTES).catch(() => Buffer.alloc(0))
  const text = read.toString('utf8')
  if (response.ok) return { status: response.status, text }
  const pauseMs = askedPauseMs(response.headers.get('retry-after'))
  throw new ChannelError(`answers ${response.status}${hintFor(response.status)}`, { pauseMs })
}

function unreached(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'gave no answer in time'
  const { code, name } = ((error as Error).cause ?? error) as { code?: string; name?: string }
  return `cannot be reached: ${code ?? name ?? 'no reason is known'}`
}

function hintFor(status: number): string {
  if (status >= 300 && status < 400)
    return ', a redirect, which is not followed: give the address it leads to'
  if (status === 401 || status === 403)
    return ': it refuses the token or the password, or asks for one'
  if (status === 404 || status === 410) return ': there is nothing at this address'
  if (status === 413) return ': the notice is too large for it'
  if (status === 429) return ': it has had too many'
  return ''
}

/** In seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function askedPauseMs(written: string | null): number | null {
  if (written === null) return null
  const ms = /^\d{1,9}$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now()
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), LONGEST_PAUSE_MS)
}
