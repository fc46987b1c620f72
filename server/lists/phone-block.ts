/**
 * PhoneBlock's numbers, most of them European: asked as a call comes in, by the first four digits of a hash, which
 * thousands of numbers share. https://phoneblock.net/phoneblock/api
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../../storage/database.ts'
import { putListed } from '../../storage/rules/list-numbers.ts'
import { changeList } from '../../storage/rules/lists.ts'
import { wholeText } from '../basics/bounded-body.ts'
import { ask, whyNot } from './ask.ts'
import { ListError } from './list-error.ts'

export const PHONEBLOCK = 'phoneblock'

export interface PhoneBlockDependencies {
  url: string
  key: string
  database: Database
  now(): Date
  /** Whoever calls waits for it so long at most. */
  patienceMs?: number
}

export interface PhoneBlock {
  /** Asks about a number and keeps what is answered; resolves however that ends, within the patience. E.164. */
  lookAt(phoneNumber: string): Promise<void>
}

/** The caller hears it ring a little longer. */
const PATIENCE_MS = 1_000
/** What was asked is not asked again for so long. */
const FRESH_MS = 24 * 60 * 60 * 1000
/** After a failure nobody waits for it so long. */
const PAUSE_MS = 5 * 60 * 1000
/** As its own apps have it, when nobody changes it: fewer are a mistake often enough. */
const FEWEST_VOTES = 4
/** Some 3,000 German numbers begin with the same four digits. */
const MOST_BYTES = 4 * 2 ** 20
const MOST_REMEMBERED = 10_000

const answerSchema = z.object({
  numbers: z
    .array(
      z.object({
        phone: z.string(),
        votes: z.number().catch(0),
        whiteListed: z.boolean().catch(false),
        blackListed: z.boolean().catch(false),
      }),
    )
    .default([]),
})

export function createPhoneBlock(deps: PhoneBlockDependencies): PhoneBlock {
  const { url, key, database, now, patienceMs = PATIENCE_MS } = deps
  /** By number, until when it is known. */
  const known = new Map<string, number>()
  let pausedUntil = 0
  let failure: string | null | undefined

  async function votesFor(phoneNumber: string, signal: AbortSignal): Promise<number> {
    const target = new URL(`${url}/check-prefix`)
    // The hashes of its ranges, sent beside it, would tell the one number that fits all three.
    target.searchParams.set('sha1', hashOf(phoneNumber).slice(0, 4))
    const headers = { authorization: `Bearer ${key}`, accept: 'application/json' }
    const response = await ask(target, { headers, signal })
    if (!response.ok) {
      await response.body?.cancel()
      const isRefused = response.status === 401 || response.status === 403
      throw new ListError(
        isRefused ? 'refuses the key: is it PHONEBLOCK_KEY?' : `answers ${response.status}`,
      )
    }
    const answer = answerSchema.safeParse(readJson(await wholeText(response, MOST_BYTES)))
    if (!answer.success) throw new ListError('answers in a form that is not its own')
    const found = answer.data.numbers.find(({ phone }) => phone === phoneNumber)
    if (!found || found.whiteListed) return 0
    return found.blackListed ? Math.max(found.votes, FEWEST_VOTES) : found.votes
  }

  async function keep(phoneNumber: string, votes: number): Promise<void> {
    const row = { phone_number: phoneNumber, list: PHONEBLOCK, last_at: now().toISOString() }
    if (votes < FEWEST_VOTES)
      await database.writeOne((queries) =>
        queries
          .deleteFrom('listed_numbers')
          .where('list', '=', PHONEBLOCK)
          .where('phone_number', '=', phoneNumber)
          .execute(),
      )
    else
      await database.write((queries) =>
        putListed(queries, PHONEBLOCK, [{ ...row, reports: Math.round(votes) }]),
      )
  }

  /** For whoever looks at the list. */
  async function tell(now_: Date, why: string | null): Promise<void> {
    if (why === failure) return
    failure = why
    const readAt = why === null ? { read_at: now_.toISOString() } : {}
    await changeList(database, PHONEBLOCK, { failure: why, ...readAt })
  }

  async function look(phoneNumber: string, signal: AbortSignal): Promise<void> {
    try {
      await keep(phoneNumber, await votesFor(phoneNumber, signal))
      remember(phoneNumber)
      await tell(now(), null)
    } catch (error) {
      pausedUntil = now().getTime() + PAUSE_MS
      await tell(now(), whyNot(error, signal).slice(0, 200))
    }
  }

  function remember(phoneNumber: string): void {
    known.set(phoneNumber, now().getTime() + FRESH_MS)
    const [oldest] = known.keys()
    if (known.size > MOST_REMEMBERED) known.delete(oldest!)
  }

  return {
    async lookAt(phoneNumber) {
      const at = now().getTime()
      if (at < pausedUntil || at < (known.get(phoneNumber) ?? 0)) return
      const signal = AbortSignal.timeout(patienceMs)
      // The database may be slow too: what it is told of too late is there for the next call.
      const late = new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await Promise.race([look(phoneNumber, signal).catch(() => undefined), late])
    },
  }
}

/** As PhoneBlock has it: SHA-1 of the number with its plus. */
function hashOf(phoneNumber: string): string {
  return createHash('sha1').update(phoneNumber).digest('hex').toUpperCase()
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
