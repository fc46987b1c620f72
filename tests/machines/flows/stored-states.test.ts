/** States as the first version of each flow stored them: while it keeps its version, it goes on from all of them. */
import { readFileSync } from 'node:fs'
import type { Snapshot } from 'xstate'
import { describe, expect, test } from 'vitest'
import { DIAL_OUTCOMES, type CallEvent } from '../../../machines/call.ts'
import { UNKNOWN } from '../../../machines/standing.ts'
import { findFlow } from '../../../machines/flows.ts'
import { withPorts, type Ports } from '../../../server/calls/ports.ts'
import { takeStep } from '../../../server/calls/step.ts'
import { verdict } from '../../support/concierge.ts'

interface Stored {
  flow: string
  version: string
  /** Where the call rests, or waits for a port. */
  state: string
  snapshot: Snapshot<unknown> & { context: object; children: object }
}

// A version that is not run any more goes on from its journal, see rebuild-call.ts.
const STORED = (
  JSON.parse(readFileSync(new URL('stored-states.json', import.meta.url), 'utf8')) as Stored[]
).filter(({ flow, version }) => findFlow(flow, version))

const silent = () => new Promise<never>(() => {})
const SILENT: Ports = { findOpenDial: silent, knowCaller: silent, screen: silent }
const ANSWERING: Ports = {
  findOpenDial: () => false,
  knowCaller: () => UNKNOWN,
  screen: () => verdict('end', 'Goodbye.'),
}

test.each(STORED)('$flow $version goes on from $state', async ({ flow, version, ...stored }) => {
  const found = findFlow(flow, version)!
  const after = (event: CallEvent, ports: Ports, patienceMs: number) =>
    takeStep({
      flow: withPorts(found, ports),
      limits: { maxTurns: 0, noSpeechRetries: 0 },
      snapshot: stored.snapshot,
      events: [event],
      patienceMs,
    })
  const { context, children } = stored.snapshot
  const still = await after({ type: 'answer.lost' }, SILENT, 0)
  expect(still).toMatchObject({ state: stored.state, snapshot: { context, children } })

  const answered = await after({ type: 'answer.lost' }, ANSWERING, 1_000)
  expect(answered.notes.slice(0, 1).map(({ payload }) => payload.port)).toEqual(
    Object.keys(children),
  )
  expect(answered.cue.next).not.toBe('hold')

  const over = await after({ type: 'call.ended' }, SILENT, 0)
  expect(over.cue.next).toBe('hang up')
})

describe('a call that rang the owner before dials were counted', () => {
  const ringing = STORED.filter(({ state }) => state.startsWith('dialing.'))

  test.each(ringing)('$flow $version: $state ends as its dial does', async (stored) => {
    const states = await Promise.all(
      DIAL_OUTCOMES.map(async (outcome) => {
        const { state, decided } = await goOn(stored, { type: 'dial.ended', outcome })
        expect(decided.transferStatus).toBe(outcome)
        return state
      }),
    )
    const [answered, ...others] = states
    expect(answered).toBe('connected')
    expect(new Set(others).size).toBe(1)
    expect(others[0]).toMatch(/^(unreached|offering\.unreached)$/)
  })

  test.each(ringing)('$flow $version: $state knows no leg of the owner', async (stored) => {
    const { state, cue } = await goOn(stored, { type: 'owner.accepted', dial: 1 })
    expect({ state, cue: cue.next }).toEqual({ state: stored.state, cue: 'hang up' })
  })
})

test.each(STORED.filter(({ state }) => state.startsWith('listening.')))(
  '$flow $version: the owner may put a caller through who was at $state',
  async (stored) => {
    const { state } = await goOn(stored, { type: 'owner.decided', choice: 'put through' })
    expect(state).toBe('dialing.chosen')
  },
)

/** What comes next, in the flow that it began in. */
function goOn({ flow, version, snapshot }: Stored, event: CallEvent) {
  return takeStep({
    flow: withPorts(findFlow(flow, version)!, SILENT),
    limits: { maxTurns: 0, noSpeechRetries: 0 },
    snapshot,
    events: [event],
    patienceMs: 0,
  })
}
