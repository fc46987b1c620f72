/** Nothing is asked ahead for a call whose caller is not the one who speaks now. */
import { expect, test } from 'vitest'
import { flows } from '../../machines/flows.ts'
import { foreseeQuestion } from '../../server/calls/foresee-question.ts'
import { findLiveCall } from '../../server/calls/listening.ts'
import { PLAYED } from '../../storage/played.ts'
import { createConcierge, STRANGER, verdict } from '../support/concierge.ts'

async function listening(decision: 'ask' | 'transfer' = 'ask') {
  const concierge = await createConcierge({ screener: () => verdict(decision, 'All right.') })
  const caller = await concierge.phone.ring({ from: STRANGER })
  const { queries } = concierge.database
  const { callSid } = caller
  const change = (columns: { erased_at?: string; end_time?: string; simulated?: 0 | 1 | 2 }) =>
    concierge.database.write((writing) =>
      writing.updateTable('calls').set(columns).where('call_sid', '=', callSid).execute(),
    )
  return {
    caller,
    change,
    asks: (turn: number, sid = callSid) =>
      foreseeQuestion(queries, flows, { callSid: sid, turn, text: 'It is about your boiler.' }),
    live: (played = {}, sid = callSid) => findLiveCall(queries, flows, sid, played),
  }
}

test('what replies to the answer that was heard last would be asked, and nothing else', async () => {
  const { caller, asks } = await listening()
  expect(await asks(1)).toMatchObject({ said: [{ text: 'It is about your boiler.' }] })
  expect([await asks(0), await asks(2)]).toEqual([null, null])
  await caller.say('hello')
  expect(await asks(1)).toBeNull()
  expect(await asks(2)).toMatchObject({ said: { length: 3 } })
  expect(await asks(2, `${caller.callSid}0`)).toBeNull()
})

const NOW = new Date().toISOString()

test.each([
  ['is over', { end_time: NOW }],
  ['is erased', { erased_at: NOW }],
  ['is only played', { simulated: PLAYED.onConsole }],
])('of a call that %s nothing is asked, and it is not gone on with', async (_what, columns) => {
  const { asks, live, change } = await listening()
  expect(await live()).toEqual({
    revision: 1,
    listens: true,
    saying: expect.stringContaining('assistant'),
  })
  await change(columns)
  expect([await asks(1), await live()]).toEqual([null, null])
})

test('where calls that are only played are asked for, it is those and no others', async () => {
  const { live, change } = await listening()
  expect(await live({ isPlayed: true })).toBeNull()
  await change({ simulated: PLAYED.overHttp })
  expect(await live({ isPlayed: true })).toBeNull()
  expect(await live()).not.toBeNull()
  await change({ simulated: PLAYED.onConsole })
  expect(await live({ isPlayed: true })).toMatchObject({ listens: true })
})

test('who is being put through is not listened to', async () => {
  const { caller, asks, live } = await listening('transfer')
  await caller.say('it is the school nurse')
  expect(caller.state).toBe('dialing')
  const now = await live()
  expect(now).toMatchObject({ listens: false, saying: 'All right.' })
  expect(await asks(now!.revision)).toBeNull()
})
