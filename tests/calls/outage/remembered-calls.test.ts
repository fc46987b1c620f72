/** What is remembered while the database is away: written down when it is back, a few at a time, and said if it is lost. */
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Incoming } from '../../../server/calls/incoming.ts'
import { afterTurn, beginCall } from '../../../server/calls/outage/remembered-call.ts'
import { createRememberedCalls } from '../../../server/calls/outage/remembered-calls.ts'
import { PLAYED } from '../../../storage/played.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { openUnreliable } from '../../support/unreliable-database.ts'

const AT = '2026-11-27T12:00:00.000Z'
const NEVER_MS = 10_000_000

const incoming = (callSid: string, given: Partial<Incoming> = {}): Incoming => ({
  callSid,
  requestId: `request of ${callSid}`,
  simulated: false,
  event: { type: 'call.arrived' } as Incoming['event'],
  replyTo: null,
  identity: { route: '/twilio/voice', token: 'a' },
  arrival: { from: '+14155550123', called: '+12125550142' } as Incoming['arrival'],
  render: () => '',
  ...given,
})
const remembered = (callSid: string) => beginCall(incoming(callSid), AT)

async function away({ everyMs = NEVER_MS } = {}) {
  const database = await openUnreliable(await temporaryFile())
  const said: object[] = []
  const log = pino({ base: null }, { write: (line) => void said.push(JSON.parse(line) as object) })
  const calls = createRememberedCalls({ database, log, everyMs })
  database.isAway = true
  onTestFinished(async () => {
    database.isAway = false
    await calls.close()
    await database.close()
  })
  async function stored(): Promise<string[]> {
    const rows = await database.queries.selectFrom('calls').select('call_sid').execute()
    return rows.map((row) => row.call_sid).toSorted()
  }
  return { ...calls, database, said, stored }
}

test('it is found until it is written down', async () => {
  const { remember, find, writeDown, database, stored } = await away()
  const call = remembered('CA1')
  remember(call)
  expect(find('CA1')).toBe(call)
  expect(await writeDown('CA1')).toBe(false)
  expect(find('CA1')).toBe(call)
  database.isAway = false
  expect(await writeDown('CA1')).toBe(true)
  expect(find('CA1')).toBeUndefined()
  expect(await stored()).toEqual(['CA1'])
  expect(await writeDown('CA1')).toBe(true)
  expect(await writeDown('CA2')).toBe(true)
})

test('the first that fails is told, with its call and request, and again after one that worked', async () => {
  const { remember, writeDown, database, said } = await away()
  const told = (callSid: string) => ({
    level: 50,
    msg: 'call not written down yet',
    call_sid: callSid,
    request_id: `request of ${callSid}`,
    err: { code: 'ESOCKET' },
  })
  for (const callSid of ['CA1', 'CA2', 'CA3']) remember(remembered(callSid))
  await writeDown('CA1')
  await writeDown('CA2')
  expect(said).toMatchObject([told('CA1')])
  database.isAway = false
  await writeDown('CA1')
  database.isAway = true
  await writeDown('CA3')
  expect(said).toMatchObject([told('CA1'), told('CA3')])
})

test('when it is back all are written down, and how many is told once', async () => {
  const { remember, database, said, stored } = await away({ everyMs: 5 })
  const sids = Array.from({ length: 45 }, (_, at) => `CA${at + 10}`)
  for (const callSid of sids) remember(remembered(callSid))
  await expect.poll(() => said).toMatchObject([{ msg: 'call not written down yet' }])
  database.isAway = false
  await expect.poll(() => said.length).toBe(2)
  expect(said[1]).toMatchObject({ level: 30, msg: 'database is back', written: 45 })
  expect(await stored()).toEqual(sids)
})

test('one that can never be written keeps no other waiting', async () => {
  const { remember, database, stored, find } = await away({ everyMs: 5 })
  const broken = remembered('CA1')
  broken.row = { ...broken.row, start_time: null as never }
  remember(broken)
  for (const callSid of ['CA2', 'CA3']) remember(remembered(callSid))
  database.isAway = false
  await expect.poll(stored).toEqual(['CA2', 'CA3'])
  expect(find('CA1')).toBe(broken)
})

test('a thousand calls are kept, of more it is told once, and those that are kept go on', async () => {
  const { remember, find, said } = await away()
  for (let at = 1; at <= 1_002; at++) remember(remembered(`CA${at}`))
  expect([find('CA1000')?.row.call_sid, find('CA1001')]).toEqual(['CA1000', undefined])
  expect(said).toMatchObject([
    {
      level: 50,
      msg: 'database away for long: further calls are not kept',
      remembered: 1_000,
    },
  ])
  const later = remembered('CA1')
  remember(later)
  expect(find('CA1')).toBe(later)
})

test('what is left at the end is lost, and how much that is told', async () => {
  const { remember, close, said } = await away()
  remember(remembered('CA1'))
  remember(remembered('CA2'))
  await close()
  expect(said.at(-1)).toMatchObject({
    level: 50,
    msg: 'calls of the outage not written down',
    lost: 2,
  })
})

test('where nothing is left at the end nothing is said', async () => {
  const { remember, close, database, said, stored } = await away()
  remember(remembered('CA1'))
  database.isAway = false
  await close()
  expect(await stored()).toEqual(['CA1'])
  expect(said).toMatchObject([{ msg: 'database is back', written: 1 }])
  const { close: closeIdle, said: saidIdle } = await away()
  await closeIdle()
  expect(saidIdle).toEqual([])
})

test('a call begins as its row would: a new one anew, one in its middle where its event says', () => {
  const arrived = beginCall(incoming('CA1'), AT)
  expect(arrived).toMatchObject({ requestId: 'request of CA1', turns: [] })
  expect(arrived.row).toMatchObject({
    call_sid: 'CA1',
    caller_id: '+14155550123',
    called: '+12125550142',
    start_time: AT,
    end_time: null,
    flow: 'outage',
    revision: 0,
    simulated: PLAYED.not,
  })
  const spoke = { event: { type: 'caller.silent' } as const, arrival: null }
  const middle = beginCall(incoming('CA1', { ...spoke, replyTo: 7 }), AT).row
  expect(middle).toMatchObject({ caller_id: '', called: '', revision: 7 })
  expect(beginCall(incoming('CA1', spoke), AT).row.revision).toBe(0)
  expect(beginCall(incoming('CA1', { replyTo: 7 }), AT).row.revision).toBe(0)
})

test('a turn is added with what it took in, and brings the call on by one', () => {
  const begun = beginCall(incoming('CA1', { event: { type: 'caller.silent' }, replyTo: 7 }), AT)
  const event = { type: 'caller.silent' } as const
  const record = {
    at: '2026-11-27T12:00:01.000Z',
    received: { call: begun.row, pending: [{ seq: 0, at: AT, identity: 'i', event }], lastSeq: 0 },
    notes: [{ kind: 'rest', payload: {} }],
    utterances: [],
    tells: [],
    body: '<Response/>',
    call: { final_decision: 'failed' },
  }
  const after = afterTurn(begun, record as never)
  expect(after.row).toMatchObject({ revision: 8, final_decision: 'failed', updated_at: record.at })
  expect(after.requestId).toBe('request of CA1')
  expect(after.turns).toEqual([
    {
      at: record.at,
      entries: [
        { at: record.at, kind: 'event', identity: 'i', payload: event },
        { at: record.at, kind: 'rest', identity: null, payload: {} },
      ],
      utterances: [],
      tells: [],
      answers: ['i'],
      body: '<Response/>',
    },
  ])
})
