import { expect, test } from 'vitest'
import { flows, ownFlows } from '../../../machines/flows.ts'
import { graphOf } from '../../../machines/graph.ts'
import type { Move } from '../../../machines/simulation/move.ts'
import { wayTo } from '../../../machines/simulation/way-to.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { readCallFile } from '../../../server/replay/call-file.ts'
import { replayToday } from '../../../server/replay/replay-today.ts'
import { createConcierge, KEYLESS, verdict } from '../../support/concierge.ts'
import { connectedFrom } from '../../support/management.ts'

const LIMITS = { maxTurns: 3, noSpeechRetries: 2 }

async function createAsked() {
  const concierge = await createConcierge({
    settings: KEYLESS,
    screener: () => verdict('ask', 'What is it about?'),
  })
  return {
    ...concierge,
    async ask(path: string, body: unknown) {
      const answer = await concierge.app.request(
        `/console/simulate/${path}`,
        {
          method: 'POST',
          headers: { host: 'localhost', 'sec-fetch-site': 'same-origin' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        },
        connectedFrom('127.0.0.1'),
      )
      const text = await answer.text()
      return { status: answer.status, text, body: JSON.parse(text) }
    },
  }
}

test('A way to any state can be kept as a call that replays as it was', async () => {
  const { ask } = await createAsked()
  for (const flow of [...flows, ...ownFlows])
    for (const { id } of graphOf(flow).states) {
      const { limits, moves } = wayTo(flow, LIMITS, id)!
      if (moves.length === 0) continue
      const { status, text } = await ask('file', { flow: flow.id, limits, moves })
      expect(status).toBe(200)
      const speech = speechIn('en-US', '')
      const { result, differences } = replayToday(readCallFile(text, id), {
        flows,
        limits: LIMITS,
        speech,
      })
      expect({ id, result, differences }).toEqual({ id, result: 'identical', differences: [] })
    }
})

test('An answer that came after a hold comes after it again when the file is replayed', async () => {
  const { ask } = await createAsked()
  const { moves: way } = wayTo(flows[0]!, LIMITS, 'dialing_screened')!
  const held: Move = { kind: 'event', payload: { type: 'hold.ended' } }
  const moves = [...way.slice(0, -1), held, way.at(-1)!]
  const { text } = await ask('file', { flow: 'concierge', limits: LIMITS, moves })
  const speech = speechIn('en-US', '')
  const { turns } = replayToday(readCallFile(text, 'held'), { flows, limits: LIMITS, speech })
  expect(turns.at(-1)!.context.holds).toBe(1)
})

test('It gives the TwiML of where a way leads', async () => {
  const { ask } = await createAsked()
  const { moves } = wayTo(flows[0]!, LIMITS, 'listening_greeting')!
  const { body } = await ask('twiml', { flow: 'concierge', limits: LIMITS, moves })
  expect(body.state).toBe('listening.greeting')
  expect(body.twiml).toContain('<Gather')
})

test('It asks this server’s screener, and keeps nothing of it', async () => {
  const { ask, database } = await createAsked()
  const said = [{ speaker: 'caller', text: 'Hello' }]
  const asked = { callSid: 'CA1', said, withheld: false, attestation: 'none' }
  expect((await ask('verdict', asked)).body).toMatchObject({ decision: 'ask' })
  expect(await database.queries.selectFrom('calls').selectAll().execute()).toEqual([])
})

test.each([
  ['twiml', 'nonsense', 422],
  ['twiml', { flow: 'none', limits: LIMITS, moves: [] }, 404],
  ['twiml', { flow: 'concierge', limits: { maxTurns: 1e9, noSpeechRetries: 0 }, moves: [] }, 422],
  ['twiml', { flow: 'concierge', limits: LIMITS, moves: [{ kind: 'event' }] }, 422],
  [
    'twiml',
    { flow: 'concierge', limits: LIMITS, moves: Array.from({ length: 300 }, () => ({})) },
    422,
  ],
  ['verdict', { said: [] }, 422],
  [
    'file',
    {
      flow: 'concierge',
      limits: LIMITS,
      moves: [{ kind: 'fault', payload: { port: 'screen' } }],
    },
    409,
  ],
])('%s refuses %j with %i', async (path, body, status) => {
  const { ask } = await createAsked()
  const answer = await ask(path, body)
  expect(answer.status).toBe(status)
  expect(answer.body.detail).toMatch(/\w/)
})
