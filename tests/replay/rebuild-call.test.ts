import { describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import type { Flow } from '../../machines/flows.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { createPhone, type PhoneCall } from '../../server/phone/phone.ts'
import {
  AUTH_TOKEN,
  createConcierge,
  MOTHER,
  PUBLIC_URL,
  STRANGER,
  temporaryFile,
  type TestConcierge,
} from '../support/concierge.ts'
import { changedFlow, renamedFlow } from './changed-flow.ts'
import { byWord, recorded, replayed } from './recorded.ts'

const speech = speechIn('en-US', '')

/** One phone, one database; `deploy` puts a server with other flows behind them. */
async function line() {
  const file = await temporaryFile()
  async function server(flows: Flow[], settings = {}): Promise<TestConcierge> {
    return createConcierge({
      flows,
      contacts: [MOTHER],
      screener: byWord,
      settings: { SQLITE_DB_PATH: file, ...settings },
    })
  }
  let concierge = await server([conciergeFlow])
  return {
    phone: createPhone({
      url: PUBLIC_URL,
      authToken: AUTH_TOKEN,
      fetch: (url, init) => concierge.app.request(url, init),
    }),
    server: () => concierge,
    async deploy(flows: Flow[], settings?: Record<string, string>) {
      concierge = await server(flows, settings)
    },
  }
}

/** No state of the old flow is one of these, and words are followed by something new. */
function nextVersion(): Flow {
  const { config } = renamedFlow('listening', 'hearing')
  const moment = config.states!.screening!
  return changedFlow({
    states: {
      ...config.states,
      weighing: moment,
      screening: { always: 'weighing', meta: moment.meta },
    },
  })
}

/** So far before the flow is changed, and so after it. */
const CALLERS: { from: string; before: Play; after: Play; decision: string }[] = [
  {
    from: STRANGER,
    before: async () => {},
    after: (caller) => caller.say('an offer'),
    decision: 'completed',
  },
  {
    from: STRANGER,
    before: (caller) => caller.say('hello'),
    async after(caller) {
      await caller.say('there is a fire')
      await caller.dialEnds('completed')
    },
    decision: 'transferred',
  },
  {
    from: 'anonymous',
    before: (caller) => caller.silence(),
    async after(caller) {
      await caller.silence()
      await caller.silence()
    },
    decision: 'ended_no_speech',
  },
  {
    from: STRANGER,
    before: (caller) => caller.say('there is a fire'),
    async after(caller) {
      await caller.dialEnds('busy')
      await caller.silence()
    },
    decision: 'transferred',
  },
  {
    from: MOTHER.phoneNumber,
    before: async () => {},
    after: (caller) => caller.dialEnds('completed'),
    decision: 'transferred_exception',
  },
  {
    from: STRANGER,
    async before(caller) {
      await caller.say('one')
      await caller.say('two')
    },
    after: (caller) => caller.hangUp(),
    decision: 'abandoned',
  },
]

type Play = (caller: PhoneCall) => Promise<void>

test('a flow changed in the middle of 100 calls: all of them go on in the changed one and end well', async () => {
  const { phone, server, deploy } = await line()
  const calls = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const script = CALLERS[index % CALLERS.length]!
      // One contact, and many strangers: two calls of one caller would be taken for our dial coming back.
      const stranger = `+1312555${String(100 + index).padStart(4, '0')}`
      const caller = await phone.ring({ from: script.from === STRANGER ? stranger : script.from })
      await script.before(caller)
      return { caller, script }
    }),
  )
  await deploy([nextVersion()])
  await Promise.all(calls.map(({ caller, script }) => script.after(caller)))

  for (const { caller, script } of calls) {
    expect(caller.failures).toEqual([])
    expect(caller.state).toBe('ended')
    const row = await server().call(caller.callSid)
    expect(row).toMatchObject({ final_decision: script.decision, flow_version: '3' })
    expect(row.end_time).not.toBeNull()
  }
})

describe('a call whose flow was changed under it', () => {
  test('keeps what is known of it: what was said, how often it was asked', async () => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('one')
    await caller.say('two')
    // The bounds are those that the call began with.
    await deploy([nextVersion()], { MAX_TURNS: '9' })
    await caller.say('three')
    expect(caller.lastHeard).toEqual(['You said three. Go on?'])
    await caller.say('four')
    expect(caller.lastHeard).toEqual([speech.textInstead])
    const call = await recorded(server(), caller.callSid)
    expect(await versionsOf(server(), caller)).toEqual({ now: '3', rebuiltFrom: ['2'] })
    expect(replayed(call, nextVersion()).turns.at(-1)!.context.said).toHaveLength(7)
  })

  test('goes on from its journal too where its state is damaged', async () => {
    const { phone, server } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('one')
    await server().database.write((queries) =>
      queries.updateTable('calls').set({ snapshot: '{"status":' }).execute(),
    )
    await caller.say('there is a fire')
    expect(caller.state).toBe('dialing')
  })

  test('ends politely where the flow would now wait for something else', async () => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    // Now everybody is put through at once: the caller was asked a question, and answers it.
    await deploy([changedFlow({ 'states/recognised/always': { target: 'dialing.contact' } })])
    await caller.say('hello')
    expect(caller.lastHeard).toEqual([speech.textInstead])
    expect(caller.state).toBe('ended')
    expect(await server().call(caller.callSid)).toMatchObject({
      final_decision: 'failed',
      flow_version: '2',
    })
  })

  test('ends politely where the flow asks what was not asked then', async () => {
    const { phone, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await deploy([changedFlow({ 'states/recognised/always': { target: 'screening' } })])
    await caller.say('hello')
    expect(caller.lastHeard).toEqual([speech.textInstead])
  })

  test('ends politely where the flow is gone', async () => {
    const { phone, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await deploy([changedFlow({ id: 'reception' })], { FLOW: 'reception' })
    await caller.say('hello')
    expect(caller.lastHeard).toEqual([speech.textInstead])
  })
})

describe('a call whose flow breaks once it is rebuilt', () => {
  const broken = () => {
    throw new RangeError('out of bounds')
  }

  test.each<[string, Record<string, unknown>]>([
    ['on what the caller says', { 'states/hearing/on/caller.spoke': { actions: broken } }],
    ['on the verdict', { 'states/judged/entry': broken }],
    ['in a state that has no cue', { 'states/parted/meta': undefined }],
  ])('%s ends politely, and is kept as it was', async (_, changes) => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    const before = await server().call(caller.callSid)
    const { config } = renamedFlow('listening', 'hearing')
    await deploy([changedFlow({ states: config.states, ...changes })])

    await caller.say('an offer')
    expect(caller.lastHeard).toEqual([speech.textInstead])
    expect(caller.state).toBe('ended')
    expect(caller.failures).toEqual([])
    const after = await server().call(caller.callSid)
    expect(after).toMatchObject({ final_decision: 'failed', flow_version: '2' })
    expect(after.end_time).not.toBeNull()
    expect(after.snapshot).toBe(before.snapshot)
    expect(await server().conversation(caller.callSid)).toEqual([
      `concierge: ${speech.greeting}`,
      'caller: an offer',
      `concierge: ${speech.textInstead}`,
    ])
  })
})

/** As docs/flows.md has it under "Change one". */
describe('a call under way when the flow changes', () => {
  test('ends in the version that it began with, where that is still registered', async () => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await deploy([conciergeFlow, nextVersion()])
    await caller.say('an offer')
    expect(caller.lastHeard).toEqual(['No, thank you. Goodbye.'])
    expect(await versionsOf(server(), caller)).toEqual({ now: '2', rebuiltFrom: [] })
    const next = await phone.ring({ from: '+13125550101' })
    expect(await versionsOf(server(), next)).toEqual({ now: '3', rebuiltFrom: [] })
  })

  test('goes on in the latest where its own is registered no more', async () => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await deploy([changedFlow({}), renamedFlow('listening', 'hearing', '4')])
    await caller.say('an offer')
    expect(caller.lastHeard).toEqual(['No, thank you. Goodbye.'])
    expect(await versionsOf(server(), caller)).toEqual({ now: '4', rebuiltFrom: ['2'] })
  })

  test('goes on in the changed flow where its state fits under the same version', async () => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await deploy([changedFlow({ 'states/parted/meta/say': ['wordsNoted'] }, '2')])
    await caller.say('an offer')
    expect(caller.lastHeard).toEqual([speech.wordsNoted])
    expect(await versionsOf(server(), caller)).toEqual({ now: '2', rebuiltFrom: [] })
  })

  test('and from its journal where the state does not fit, whatever the version', async () => {
    const { phone, server, deploy } = await line()
    const caller = await phone.ring({ from: STRANGER })
    await deploy([renamedFlow('listening', 'hearing', '2')])
    await caller.say('an offer')
    expect(caller.lastHeard).toEqual(['No, thank you. Goodbye.'])
    expect(await versionsOf(server(), caller)).toEqual({ now: '2', rebuiltFrom: ['2'] })
  })
})

/** The version that the call runs now, and those that it was rebuilt from on the way. */
async function versionsOf(server: TestConcierge, { callSid }: PhoneCall) {
  const { flowVersion, journal } = await recorded(server, callSid)
  const rebuiltFrom = journal.flatMap(
    ({ payload }) => (payload as { rebuiltFrom?: string }).rebuiltFrom ?? [],
  )
  return { now: flowVersion, rebuiltFrom }
}
