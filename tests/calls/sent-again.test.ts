/**
 * A webhook that somebody sends again, under whatever token: the signature does not cover it. What a call comes to is
 * compared with the same call that nobody disturbed.
 */
import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { sweepAnswers } from '../../storage/calls/answers.ts'
import { openAzureSql } from '../../storage/azure-sql/open-azure-sql.ts'
import type { PhoneCall } from '../../server/phone/phone-call.ts'
import {
  createConcierge,
  MOTHER,
  STRANGER,
  temporaryFile,
  verdict,
  type TestConcierge,
} from '../support/concierge.ts'
import { startTdsPeer } from '../support/tds-peer.ts'
import { sqliteBehind } from '../support/tds-peer/sqlite-behind.ts'

const TOKEN = 'i-twilio-idempotency-token'

const PARTS = {
  settings: { MAX_TURNS: '6' },
  contacts: [MOTHER],
  screener: ({ said }: { said: { text: string }[] }) => {
    const text = said.at(-1)!.text
    if (text === 'fire') return verdict('transfer', 'One moment.')
    return text === 'bye' ? verdict('end', 'Goodbye.') : verdict('ask', `${text}? Go on.`)
  },
}

const KINDS = {
  SQLite: () => createConcierge(PARTS),
  'a SQL Server': async () => {
    const { answer, gone } = sqliteBehind(await temporaryFile())
    const peer = await startTdsPeer(answer, gone)
    const database = await openAzureSql(peer.connectionString)
    onTestFinished(() => database.close())
    return createConcierge({ ...PARTS, database })
  },
}

type Act = 'yes' | 'fire' | 'bye' | 'silence' | 'dial ends'
/** Which webhook of the call comes again, under which token. */
interface Again {
  which: number
  token: 'the same' | 'another' | 'none'
}

async function play(caller: PhoneCall, act: Act): Promise<void> {
  if (caller.state === 'dialing') return caller.dialEnds('no-answer')
  if (caller.state !== 'listening' || act === 'dial ends') return
  return act === 'silence' ? caller.silence() : caller.say(act)
}

/** Its answer has to be what it was the first time. */
async function sendAgain(caller: PhoneCall, { which, token }: Again): Promise<void> {
  const index = which % caller.exchanges.length
  const { path, form, twiml } = caller.exchanges[index]!
  const answer =
    token === 'the same'
      ? await caller.repeat(index)
      : await caller.post(path, form, { [TOKEN]: token === 'none' ? '' : crypto.randomUUID() })
  expect(await answer.text()).toBe(twiml)
}

/** All that a call leaves behind, but for when. */
async function leftBy({ call, conversation, journal }: TestConcierge, callSid: string) {
  const { final_decision, transfer_status, became, revision } = await call(callSid)
  const said = await conversation(callSid)
  return {
    final_decision,
    transfer_status,
    became,
    revision,
    said,
    journal: await journal(callSid),
  }
}

const acts = fc.array(
  fc.record({
    act: fc.constantFrom<Act>('yes', 'yes', 'fire', 'bye', 'silence', 'dial ends'),
    again: fc.array(
      fc.record({
        which: fc.nat(20),
        token: fc.constantFrom('the same' as const, 'another' as const, 'none' as const),
      }),
      { maxLength: 4 },
    ),
  }),
  { minLength: 1, maxLength: 6 },
)

test.each([
  ['SQLite', 25],
  ['a SQL Server', 8],
] as const)(
  '%s: whatever comes again under whatever token, the call is what it would have been',
  async (kind, numRuns) => {
    const concierge = await KINDS[kind]()
    let calls = 0
    await fc.assert(
      fc.asyncProperty(fc.boolean(), acts, async (isKnown, script) => {
        const left = []
        for (const isDisturbed of [false, true]) {
          const number = `+1415555${String(120 + (calls++ % 80)).padStart(4, '0')}`
          const caller = await concierge.phone.ring({ from: isKnown ? MOTHER.phoneNumber : number })
          for (const { act, again } of script) {
            await play(caller, act)
            if (isDisturbed) await Promise.all(again.map((one) => sendAgain(caller, one)))
          }
          await caller.hangUp()
          if (isDisturbed)
            for (const { again } of script) for (const one of again) await sendAgain(caller, one)
          left.push(await leftBy(concierge, caller.callSid))
        }
        expect(left[1]).toEqual(left[0])
      }),
      { numRuns },
    )
  },
)

test.each(Object.entries(KINDS))(
  '%s: what comes again when its answer is kept no more counts no second time',
  async (_, open) => {
    const concierge = await open()
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say('yes')
    await caller.say('fire')
    const before = await leftBy(concierge, caller.callSid)
    await sweepAnswers(concierge.database, '9999')
    for (const { path, form } of caller.exchanges)
      for (const token of ['', 'another']) {
        const answer = await caller.post(path, form, { [TOKEN]: token })
        expect([answer.status, await answer.text()]).toEqual([204, ''])
      }
    expect(await leftBy(concierge, caller.callSid)).toEqual(before)
  },
)

test('the same words said to two questions are two answers, with tokens and without', async () => {
  const concierge = await KINDS.SQLite()
  const caller = await concierge.phone.ring({ from: STRANGER })
  for (const turn of [1, 2, 3])
    await caller.post(`/twilio/ai-response?turn=${turn}`, { SpeechResult: 'yes' }, { [TOKEN]: '' })
  const said = (await concierge.conversation(caller.callSid)).filter((one) =>
    one.startsWith('caller'),
  )
  expect(said).toEqual(['caller: yes', 'caller: yes', 'caller: yes'])
})

test('a lost answer is told once, whatever the token; the next one that is lost is another', async () => {
  const concierge = await KINDS.SQLite()
  const caller = await concierge.phone.ring({ from: STRANGER })
  const lost = (turn: string, token: string) =>
    caller.post(
      '/twilio/fallback',
      { ErrorCode: '11200', ErrorUrl: `https://concierge.example.com/twilio/${turn}` },
      { [TOKEN]: token },
    )
  for (const turn of ['voice', 'ai-response?turn=2', 'ai-response?turn=3'])
    for (const token of ['one', 'another', '']) await lost(turn, token)
  const journal = await concierge.journal(caller.callSid)
  expect(journal.filter((entry) => entry === 'event answer.lost')).toHaveLength(3)
})

test('a call that began by another webhook gets the answer to that where its own beginning comes late', async () => {
  const concierge = await KINDS.SQLite()
  const known = await concierge.phone.ring({ from: STRANGER })
  const callSid = 'CA00000000000000000000000000000009'
  const spoke = { CallSid: callSid, SpeechResult: 'hello again' }
  const first = await known.post('/twilio/ai-response?turn=4', spoke)
  const late = await known.post('/twilio/voice', { CallSid: callSid })
  expect(await late.text()).toBe(await first.text())
  expect((await concierge.call(callSid)).revision).toBe(1)
})
