/** A caller who is announced to the owner, on a phone that plays both legs. */
import { expect } from 'vitest'
import type { PhoneCall } from '../../../server/phone/phone.ts'
import { createConcierge, MOTHER, STRANGER, verdict } from '../../support/concierge.ts'

export const WHY = 'it is the school nurse, about your son'

type Options = NonNullable<Parameters<typeof createConcierge>[0]>

/** "nurse" is urgent, whatever else is not. */
export async function whispering(options: Options = {}) {
  const made = await createConcierge({
    contacts: [MOTHER],
    screener: ({ said }) =>
      said.at(-1)!.text.includes('nurse')
        ? verdict('transfer', 'I am putting you through.')
        : verdict('end', 'No, thank you. Goodbye.'),
    ...options,
  })
  return {
    ...made,
    /** Announced: the owner's phone rings. */
    urgent: async (from = STRANGER): Promise<PhoneCall> => {
      const caller = await made.phone.ring({ from })
      await caller.say(WHY)
      expect(caller).toMatchObject({ state: 'dialing', owner: { state: 'ringing' } })
      return caller
    },
    /** Kinds, in the order told. */
    told: async (callSid: string): Promise<string[]> => {
      const notices = await made.database.queries
        .selectFrom('notices')
        .innerJoin('calls', 'calls.id', 'notices.call_id')
        .select('kind')
        .where('call_sid', '=', callSid)
        .orderBy('notices.id')
        .execute()
      return notices.map(({ kind }) => kind)
    },
  }
}

/** Where a key that is pressed now is told. */
export function keyPath(caller: PhoneCall): string {
  const { twiml } = caller.owner!.exchanges.at(-1)!
  return /action="([^"]+)"/.exec(twiml)![1]!
}
