/** A call in which the owner is asked, says something, steps in, is rung and accepts: as everything has it that tells of calls. */
import { describe, expect, test, vi } from 'vitest'
import { flowToday } from '../../server/replay/replay-call.ts'
import { recorded, replayed } from '../replay/recorded.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import { createConcierge, STRANGER, verdict } from '../support/concierge.ts'
import { createApi, KEY } from '../support/management.ts'
import { startCollector } from '../watch/collector.ts'
import { createWatched } from '../watch/watched.ts'
import { watchCalls } from '../watch/inspect/inspector-client.ts'

const OWNER_EVENTS = ['owner.decided', 'owner.decided', 'owner.answered', 'owner.accepted']

type Made = Pick<Awaited<ReturnType<typeof createConcierge>>, 'app' | 'phone'>

const unclear = {
  settings: { ASK_OWNER: 'unclear', MAX_TURNS: '1' },
  screener: () => verdict('ask', 'Who is calling?'),
}

async function play({ app, phone }: Made) {
  const api = await createApi(app, KEY)
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('it is me')
  await caller.say('well, me')
  const decide = (body: object) => api.post(`/conversations/${caller.callSid}/decision`, body)
  await decide({ choice: 'say', words: 'Which street is it?' })
  // Without an update it is heard with the caller's silence; over a socket at once.
  const isHeard = () => caller.heard.includes('Which street is it?')
  await (lineUnderTest() === 'gather' ? caller.silence() : vi.waitUntil(isHeard))
  await caller.say('the one with the school')
  await decide({ choice: 'put_through' })
  await (lineUnderTest() === 'gather' ? caller.silence() : caller.leavesSocket())
  await caller.ownerAnswers()
  await caller.ownerPresses('1')
  await caller.ownerHangsUp()
  expect(caller.state).toBe('ended')
  return { api, caller }
}

describe('A call that the owner took part in', () => {
  test('is replayed to the same end, with every event of the owner', async () => {
    const made = await createConcierge(unclear)
    const { caller } = await play(made)
    const known = await recorded(made, caller.callSid)
    const events = known.journal.flatMap(({ kind, payload }) =>
      kind === 'event' ? [(payload as { type: string }).type] : [],
    )
    expect(events.filter((type) => type.startsWith('owner.'))).toEqual(OWNER_EVENTS)
    const { result, differences, turns } = replayed(known, flowToday(known))
    expect({ result, differences }).toEqual({ result: 'identical', differences: [] })
    expect(turns.at(-1)!.states.at(-1)).toBe('connected')
  })

  test('is counted: what was decided, how the dial ended, what became of it', async () => {
    const { api } = await play(await createConcierge(unclear))
    expect((await api.get('/stats')).body).toMatchObject({
      decisions: { transferred_owner: 1 },
      became: { answered: 1 },
    })
    const { text } = await api.get('/metrics')
    for (const series of [
      'owner_decisions_total{choice="say"} 1',
      'owner_decisions_total{choice="put through"} 1',
      'dials_total{outcome="completed"} 1',
      'turns_total{route="/twilio/whisper",outcome="answered"} 1',
      'turns_total{route="/twilio/whisper/key",outcome="answered"} 1',
    ])
      expect(text).toContain(`concierge_${series}`)
  })

  test('is one trace, a span for each leg’s every turn, and how it ended', async () => {
    const collector = await startCollector()
    const watched = await createWatched({
      ...unclear,
      settings: { ...unclear.settings, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    })
    const { caller } = await play(watched)
    await watched.close()
    const { spans } = collector
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    const root = spans.find(({ parentSpanId }) => !parentSpanId)
    expect(root!.attributes).toMatchObject({
      'voice.call_sid': caller.callSid,
      'voice.decision': 'transferred_owner',
      'voice.transfer_status': 'completed',
    })
    const events = spans
      .toSorted((a, b) => a.start - b.start)
      .map(({ attributes }) => String(attributes['voice.event']))
    expect(events.filter((type) => type.startsWith('owner.'))).toEqual(OWNER_EVENTS)
    expect(JSON.stringify(spans)).not.toContain('Which street')
  })

  test('is seen by the inspector as one actor, without a word of the owner’s', async () => {
    const made = await createConcierge({
      ...unclear,
      settings: { ...unclear.settings, INSPECT: 'true', INSPECT_PORT: '0' },
    })
    const { told, until } = await watchCalls(made.inspectorUrl!)
    await play(made)
    await until((one) => one.snapshot?.value === 'connected')
    expect(told.filter(({ type }) => type === '@xstate.actor')).toHaveLength(1)
    const events = told.flatMap(({ type, event }) => (type === '@xstate.event' ? [event.type] : []))
    expect(events.filter((type) => type.startsWith('owner.'))).toEqual(OWNER_EVENTS)
    expect(JSON.stringify(told)).not.toContain('Which street')
  })
})
