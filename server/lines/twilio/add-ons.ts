/**
 * What add-ons of the Twilio Marketplace say of a caller, which stands in the webhook of its own accord where they are
 * installed. https://www.twilio.com/docs/marketplace/listings/usage#add-ons-for-voice
 */
import type { AddOn } from '../../../machines/standing.ts'

/** All add-ons of a call together stay far below. */
const MOST_CHARACTERS = 64_000

/** By their names at Twilio: whether the result says spam. Of any other shape it says nothing. */
const SAYS_SPAM: Record<string, { addOn: AddOn; isSpam(result: unknown): boolean }> = {
  // https://www.nomorobo.com/docs: 1 for a robocaller, else 0.
  nomorobo_spamscore: { addOn: 'nomorobo', isSpam: (result) => at(result, 'score') === 1 },
  marchex_cleancall: {
    addOn: 'marchex',
    isSpam: (result) =>
      (at(result, 'result', 'recommendation') ?? at(result, 'recommendation')) === 'BLOCK',
  },
}

/** Those that say spam; one that is absent, has failed, or answers as we do not know it, means nothing. */
export function readAddOns(written: string | undefined): AddOn[] {
  if (written === undefined || written.length > MOST_CHARACTERS) return []
  const results = at(parsed(written), 'results')
  return Object.entries(SAYS_SPAM).flatMap(([name, { addOn, isSpam }]) => {
    const one = at(results, name)
    return at(one, 'status') === 'successful' && isSpam(at(one, 'result')) ? [addOn] : []
  })
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return null
  }
}

/** What stands there; undefined where nothing does. */
function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  )
}
