import { UNKNOWN } from '../../../machines/standing.ts'
import { describe, expect, test } from 'vitest'
import type { CallContext } from '../../../machines/call.ts'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { liveThrough } from '../../../server/screening/evaluation/live-through.ts'
import { createRehearsal } from '../../../machines/rehearsal.ts'

type Decision = Verdict['decision']

const DECISIONS = ['transfer', 'end', 'ask'] as const

function verdict(decision: Decision, turn: number): Verdict {
  const reply = `${decision} ${turn}`
  return { decision, kind: 'other', reply, screener: 'scripted', reasons: [] }
}

/** A screener that decides in this order, and what it was told. */
function scripted(decisions: readonly Decision[]) {
  const told: ScreeningInput['said'][] = []
  return {
    told,
    screen({ said }: Pick<ScreeningInput, 'said'>): Verdict {
      told.push(said)
      return verdict(decisions[told.length - 1]!, told.length)
    },
  }
}

/** The same call through the flow itself: where it came to rest, and what was asked on the way. */
function throughFlow(utterances: string[], decisions: readonly Decision[], maxTurns: number) {
  const { told, screen } = scripted(decisions)
  const rehearsal = createRehearsal(conciergeFlow, { maxTurns, noSpeechRetries: 1 })
  const answer = (port: string, output: unknown) =>
    rehearsal.answer({ kind: 'answer', payload: { port, output } })
  rehearsal.send({
    type: 'call.arrived',
    callSid: 'CA00000000000000000000000000000001',
    from: 'anonymous',
    caller: null,
    withheld: true,
    called: '+12025550100',
    forwardedFrom: null,
    attestation: 'none',
  })
  answer('findOpenDial', false)
  answer('knowCaller', UNKNOWN)
  for (const text of utterances) {
    rehearsal.send({ type: 'caller.spoke', text })
    const [question] = rehearsal.asking()
    if (question) answer('screen', screen(question.input as ScreeningInput))
  }
  const { value, context } = rehearsal.snapshot()
  const state = typeof value === 'string' ? value : Object.keys(value)[0]!
  rehearsal.end()
  return { told, state, last: (context as CallContext).verdict }
}

/** All orders of so many decisions. */
function orders(length: number): Decision[][] {
  if (length === 0) return [[]]
  return orders(length - 1).flatMap((order) => DECISIONS.map((decision) => [...order, decision]))
}

const ENDS: Record<Decision, string[]> = {
  transfer: ['dialing'],
  end: ['parted'],
  // The caller has nothing more to say, or there is no question left.
  ask: ['listening', 'partedUndecided'],
}

describe.each([1, 2, 3])('a call in which %i questions may be asked', (maxTurns) => {
  test.each([1, 2, 3, 4, 5])('goes as in the flow, of %i turns', async (turns) => {
    const utterances = Array.from({ length: turns }, (_, turn) => `words of turn ${turn + 1}`)
    for (const decisions of orders(Math.min(turns, 4))) {
      // A fifth turn is heard by nobody, whatever is decided before.
      const { told, screen } = scripted(decisions)
      const verdicts = await liveThrough(utterances, screen, { maxTurns })
      const flow = throughFlow(utterances, decisions, maxTurns)
      expect(told).toEqual(flow.told)
      expect(verdicts.at(-1)).toEqual(flow.last)
      expect(ENDS[verdicts.at(-1)!.decision]).toContain(flow.state)
    }
  })
})

test('a call is asked about by one id, another by another', async () => {
  const ids: string[] = []
  const screen = ({ callSid }: ScreeningInput) => {
    ids.push(callSid)
    return verdict('ask', ids.length)
  }
  await liveThrough(['hello', 'it is me'], screen, { maxTurns: 3 })
  await liveThrough(['hello'], screen, { maxTurns: 3 })
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[0])
})

test('a screener that fails fails the call', async () => {
  const screen = () => Promise.reject(new Error('away'))
  await expect(liveThrough(['hello'], screen, { maxTurns: 3 })).rejects.toThrow('away')
})
