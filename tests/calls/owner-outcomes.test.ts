/** What came of ringing the owner, as everything that tells of it has it: in both flows, whoever answers. */
import { describe, expect, test } from 'vitest'
import type { PhoneCall } from '../../server/phone/phone.ts'
import { flowToday } from '../../server/replay/replay-call.ts'
import { recorded, replayed } from '../replay/recorded.ts'
import { createApi, KEY } from '../support/management.ts'
import { whispering } from './whisper/whispering.ts'

interface Outcome {
  transfer: string
  became: string
  /** Kinds of notices, in the order told. */
  told: string[]
  /** What `/metrics` counts. */
  dials?: string
}

const MISSED = { transfer: 'no-answer', became: 'missed', told: ['urgent', 'missed'] }
const DECLINED = { transfer: 'declined', became: 'turned_away', told: ['urgent', 'turned away'] }

async function answered(caller: PhoneCall, key: string): Promise<void> {
  await caller.ownerAnswers()
  await caller.ownerPresses(key)
}

/** The outcome rule: connected is what the owner accepted and Twilio joined; all else that answers is missed or declined. */
const WAYS: [who: string, play: (caller: PhoneCall) => Promise<void>, outcome: Outcome][] = [
  [
    'accepted and joined',
    async (caller) => {
      await answered(caller, '1')
      await caller.ownerHangsUp()
    },
    { transfer: 'completed', became: 'answered', told: ['urgent'] },
  ],
  [
    'accepted, and the caller hangs up talking',
    async (caller) => {
      await answered(caller, '1')
      await caller.hangUp(20)
    },
    { transfer: 'completed', became: 'answered', told: ['urgent'] },
  ],
  [
    'accepted and not joined',
    async (caller) => {
      await answered(caller, '1')
      await caller.dialEnds('completed', 0, false)
    },
    MISSED,
  ],
  ['declined by 2', (caller) => answered(caller, '2'), DECLINED],
  [
    'declined by 3, and a message is left',
    async (caller) => {
      await answered(caller, '3')
      await caller.say('please call the school back')
      await caller.say('yes')
    },
    { transfer: 'declined', became: 'message', told: ['urgent', 'message'] },
  ],
  ['a voicemail', (caller) => caller.voicemailAnswers(), MISSED],
  [
    'a phone that screens, whose owner does nothing',
    async (caller) => {
      await caller.screenerAnswers()
      await caller.ownerWaits()
    },
    MISSED,
  ],
  [
    'a phone that screens, whose owner takes the call',
    async (caller) => {
      await caller.screenerAnswers()
      await caller.ownerPresses('1')
      await caller.ownerHangsUp()
    },
    { transfer: 'completed', became: 'answered', told: ['urgent'] },
  ],
  [
    'a pocket',
    async (caller) => {
      await answered(caller, '7')
      await caller.ownerPresses('7')
    },
    MISSED,
  ],
  [
    'somebody who hangs up on the announcement',
    async (caller) => {
      await caller.ownerAnswers()
      await caller.ownerHangsUp()
    },
    MISSED,
  ],
  [
    'nobody, and a message is left',
    async (caller) => {
      await caller.dialEnds('no-answer')
      await caller.say('please call the school back')
      await caller.say('yes')
    },
    { ...MISSED, became: 'missed_message', told: ['urgent', 'missed', 'message'] },
  ],
  ['busy', (caller) => caller.dialEnds('busy'), { ...MISSED, transfer: 'busy' }],
  ['out of reach', (caller) => caller.dialEnds('failed'), { ...MISSED, transfer: 'failed' }],
  [
    'nobody before the caller hangs up',
    (caller) => caller.hangUp(),
    { ...MISSED, transfer: 'canceled' },
  ],
  [
    'told who calls as the caller hangs up',
    async (caller) => {
      await caller.ownerAnswers()
      await caller.hangUp()
    },
    MISSED,
  ],
]

describe.each(['concierge', 'after-hours'])('in the flow %s whoever answers is', (flow) => {
  test.each(WAYS)('%s', async (_, play, outcome) => {
    const { urgent, app, call, told, database } = await whispering({ settings: { FLOW: flow } })
    const caller = await urgent()
    await play(caller)
    if (caller.state === 'listening') await caller.hangUp()
    expect(await call(caller.callSid)).toMatchObject({
      flow,
      final_decision: 'transferred',
      transfer_status: outcome.transfer,
      became: outcome.became,
      end_time: expect.any(String),
    })
    expect(await told(caller.callSid)).toEqual(outcome.told)

    const api = await createApi(app, KEY)
    const { body: statistics } = await api.get('/stats')
    expect(statistics).toMatchObject({
      calls: 1,
      decisions: { transferred: 1 },
      became: { [outcome.became]: 1 },
    })
    const { text } = await api.get('/metrics')
    expect(text.match(/^concierge_dials_total\{.*$/gm)).toEqual([
      `concierge_dials_total{outcome="${outcome.transfer}"} 1`,
    ])

    const known = await recorded({ database }, caller.callSid)
    const { result, differences } = replayed(known, flowToday(known))
    expect({ result, differences }).toEqual({ result: 'identical', differences: [] })
  })
})
