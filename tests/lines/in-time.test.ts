/** An answer before the line gives up, whatever becomes of its turn. */
import { expect, test } from 'vitest'
import type { CallEvent } from '../../machines/call.ts'
import type { Incoming } from '../../server/calls/incoming.ts'
import { createInTime } from '../../server/lines/in-time.ts'
import type { Line } from '../../server/lines/line.ts'
import { createWatch, type Report } from '../../server/watch/watch.ts'

const LINE: Line = {
  name: 'gather',
  pauseMs: 2_000,
  render: () => '',
  apology: 'sorry',
  ownerApology: 'sorry, owner',
  statusOf: (body) => (body ? 200 : 204),
}

type TakeTurn = Parameters<typeof createInTime>[0]['takeTurn']
type TurnEnd = Awaited<ReturnType<TakeTurn>>

const repeated = (body: string): TurnEnd => ({ how: 'repeated', body })

function incoming(event: CallEvent, given: Partial<Incoming> = {}): Incoming {
  return {
    callSid: 'CA1',
    requestId: 'r1',
    simulated: false,
    event,
    replyTo: 1,
    identity: { route: '/twilio/ai-response', digest: 'd', replyTo: 1 },
    arrival: null,
    render: () => '',
    ...given,
  }
}

const SPOKEN: CallEvent = { type: 'caller.spoke', text: 'hello' }

function inTime({
  takeTurn,
  answerAnyway = () => Promise.resolve('anyway'),
  deadlineMs = 60_000,
}: {
  takeTurn: TakeTurn
  answerAnyway?: (incoming: Incoming) => Promise<string>
  deadlineMs?: number
}) {
  const reports: Report[] = []
  const watch = createWatch(
    [{ eventEnded: (report) => void reports.push(report) }],
    () => undefined,
  )
  return { reports, answerInTime: createInTime({ takeTurn, answerAnyway, deadlineMs, watch }) }
}

const failing = () => Promise.reject(new Error('broken'))

test('a turn that is taken is the answer, and what is watched hears of its end', async () => {
  const { answerInTime, reports } = inTime({ takeTurn: () => Promise.resolve(repeated('words')) })
  expect(await answerInTime(incoming(SPOKEN), LINE)).toBe('words')
  expect(reports).toMatchObject([{ how: 'repeated', status: 200, late: false }])
})

test('where it fails, what can be said without it is said, and the failure is told', async () => {
  const { answerInTime, reports } = inTime({ takeTurn: failing })
  expect(await answerInTime(incoming(SPOKEN), LINE)).toBe('anyway')
  expect(reports).toMatchObject([{ how: 'failed', status: 200, error: { message: 'broken' } }])
})

test('where that fails too it is an apology: to a caller, or to the owner', async () => {
  const { answerInTime } = inTime({ takeTurn: failing, answerAnyway: failing })
  expect(await answerInTime(incoming(SPOKEN), LINE)).toBe('sorry')
  expect(await answerInTime(incoming({ type: 'owner.answered', dial: 1 }), LINE)).toBe(
    'sorry, owner',
  )
})

test('a call that is only played is remembered by nobody', async () => {
  const asked: Incoming[] = []
  const { answerInTime } = inTime({
    takeTurn: failing,
    async answerAnyway(one) {
      asked.push(one)
      return 'anyway'
    },
  })
  expect(await answerInTime(incoming(SPOKEN, { simulated: true }), LINE)).toBe('sorry')
  expect(asked).toEqual([])
})

test('a turn that takes too long is answered without it, and told when it ends', async () => {
  const { promise, resolve } = Promise.withResolvers<TurnEnd>()
  const { answerInTime, reports } = inTime({ takeTurn: () => promise, deadlineMs: 1 })
  expect(await answerInTime(incoming(SPOKEN), LINE)).toBe('anyway')
  const tooLong = {
    code: 'TURN_TOO_LONG',
    disposition: 'apologise',
    message: 'The turn took longer than 1 ms',
  }
  expect(reports).toMatchObject([{ how: 'failed', error: tooLong }])
  resolve(repeated('late'))
  await expect.poll(() => reports.slice(1)).toMatchObject([{ how: 'repeated', late: true }])
})
