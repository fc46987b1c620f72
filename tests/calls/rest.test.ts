/** What the journal says of where a turn came to rest: a replay is compared with it, so what goes without saying is not there. */
import { expect, test } from 'vitest'
import type { Rest } from '../../server/calls/rest.ts'
import { byWord, recorded } from '../replay/recorded.ts'
import { createConcierge, STRANGER } from '../support/concierge.ts'

test('is exactly this of a call that goes on in the flow it began with', async () => {
  const concierge = await createConcierge({ screener: byWord })
  const caller = await concierge.phone.ring({ from: STRANGER })
  await caller.say('my name is Ann')
  await caller.say('there is an offer')
  const { journal } = await recorded(concierge, caller.callSid)
  const rests = journal.filter(({ kind }) => kind === 'rest').map(({ payload }) => payload as Rest)
  const parted = {
    state: 'parted',
    cue: { say: ['reply'], next: 'hang up' },
    decision: 'completed',
  }
  expect(rests.slice(0, 3)).toEqual([
    {
      state: 'listening.greeting',
      cue: { say: ['greeting'], next: 'listen' },
      decision: null,
      standing: { kind: 'stranger', reason: expect.any(String) },
    },
    { state: 'listening.askingOn', cue: { say: ['reply'], next: 'listen' }, decision: null },
    parted,
  ])
  // The end of the call, of which the line tells; over a socket its document before that.
  expect(rests.slice(3).length).toBeGreaterThan(0)
  for (const rest of rests.slice(3)) expect(rest).toEqual(parted)
})
