/** How callers are met, through the phone: who is turned away, who rings the owner, who is screened knowing what. */
import { describe, expect, test } from 'vitest'
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { flows } from '../../machines/flows.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { recordedCall } from '../../server/replay/logged-call.ts'
import { replayToday } from '../../server/replay/replay-today.ts'
import { addContact, type GivenContact } from '../../storage/contacts.ts'
import { eraseCall } from '../../storage/review/erasure.ts'
import { findLoggedCall } from '../../storage/review/logged-calls.ts'
import { addBlock, listBlocks, type BlockKind } from '../../storage/rules/blocks.ts'
import { addPass, endPass, type GivenPass } from '../../storage/rules/passes.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import { MOTHER, STRANGER, verdict, type TestConcierge } from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'
import { SHARED } from '../../storage/roll.ts'

const SPEECH = speechIn('en-US', '')
const GOODBYE = verdict('end', 'That can wait. Goodbye.')
const NOON = Date.parse('2026-11-25T12:00:00Z') // A Wednesday.
const MINUTE = 60_000

/** What the owner has set up, a clock that is moved by hand, and what the screener is told. */
async function createHouse({
  flow = 'concierge',
  settings = {},
  gives = GOODBYE,
}: {
  flow?: string
  settings?: Record<string, string>
  gives?: Verdict
} = {}) {
  const screened: ScreeningInput[] = []
  const clock = { ms: NOON }
  const concierge = await createManaged({
    settings: { FLOW: flow, ...settings },
    now: () => new Date(clock.ms),
    screener(input) {
      screened.push(input)
      return gives
    },
  })
  const { database, phone } = concierge
  const now = () => new Date(clock.ms).toISOString()
  return {
    ...concierge,
    clock,
    screened,
    contact: (given: Partial<GivenContact> = {}) =>
      addContact(database, SHARED, { ...MOTHER, ...given }, now()),
    block: (kind: BlockKind, value: string, note = '') =>
      addBlock(database, { kind, value, note }, now()),
    pass: (given: Partial<GivenPass> & { minutes?: number }) =>
      addPass(
        database,
        {
          until: new Date(clock.ms + (given.minutes ?? 30) * MINUTE).toISOString(),
          forKind: 'all',
          forValue: '',
          how: 'through',
          ...given,
        },
        now(),
      ),
    ring: (from = STRANGER, more: Parameters<typeof phone.ring>[0] = {}) =>
      phone.ring({ from, ...more }),
    /** Rings and is told goodbye. */
    async turnedAway(from = STRANGER) {
      const caller = await phone.ring({ from })
      await caller.say('I call about the boiler')
      expect(caller.state).toBe('ended')
      return caller
    },
    standing: (callSid: string) => standingIn(concierge, callSid),
  }
}

/** As the journal tells it; the call is replayed to the same besides. */
async function standingIn({ database }: TestConcierge, callSid: string) {
  const logged = (await findLoggedCall(database.queries, callSid))!
  const limits = { maxTurns: 3, noSpeechRetries: 2 }
  const call = recordedCall(logged)
  expect(replayToday(call, { flows, limits, speech: SPEECH }).result).toBe('identical')
  const rests = call.journal.flatMap(({ kind, payload }) => (kind === 'rest' ? [payload] : []))
  return rests.map((rest) => (rest as { standing?: object }).standing).find(Boolean)
}

describe.each(['concierge', 'after-hours'])('In the flow %s', (flow) => {
  test.each<[BlockKind, value: string, reason: string]>([
    ['number', STRANGER, 'the number is blocked: rude'],
    ['prefix', '+1415', 'prefix +1415 is blocked: rude'],
    ['country', 'US', 'country US is blocked: rude'],
  ])('who is blocked by %s is turned away unanswered', async (kind, value, reason) => {
    const { block, ring, standing, call, conversation } = await createHouse({ flow })
    await block(kind, value, 'rude')
    const caller = await ring()
    expect(caller.state).toBe('rejected')
    // Twilio bills whoever was answered: nothing may come before it.
    expect(caller.exchanges[0]!.twiml).toMatch(/<Response><Reject reason="busy"\/><\/Response>$/)
    expect(await call(caller.callSid)).toMatchObject({
      final_decision: 'blocked',
      became: 'turned_away',
    })
    expect((await call(caller.callSid)).end_time).not.toBeNull()
    expect(await conversation(caller.callSid)).toEqual([])
    expect(await standing(caller.callSid)).toEqual({ kind: 'blocked', reason })
  })

  test('who is not blocked is heard as before', async () => {
    const { block, ring, standing } = await createHouse({ flow })
    await block('prefix', '+1416')
    await block('country', 'DE')
    const caller = await ring()
    expect(caller.state).toBe('listening')
    expect(await standing(caller.callSid)).toMatchObject({ kind: 'stranger' })
  })

  test('who withholds the number is screened, or turned away where that is set', async () => {
    const open = await createHouse({ flow })
    expect((await open.ring('anonymous')).state).toBe('listening')
    const closed = await createHouse({ flow, settings: { WITHHELD: 'reject' } })
    const caller = await closed.ring('anonymous')
    expect(caller.state).toBe('rejected')
    expect(await closed.standing(caller.callSid)).toMatchObject({ reason: 'withheld is blocked' })
    expect((await closed.ring()).state).toBe('listening')
  })

  test('a contact rings the owner; of a clinic every number does', async () => {
    const { contact, ring, standing } = await createHouse({ flow })
    await contact({ name: 'Clinic', prefix: '+1415555018' })
    const caller = await ring('+14155550187')
    expect(caller.state).toBe('dialing')
    expect(await standing(caller.callSid)).toEqual({
      kind: 'contact',
      reason: 'a contact, Clinic, by +1415555018…',
    })
    expect((await ring('+14155550197')).state).toBe('listening')
  })

  test('a forged number is screened all the same, and no pass lets it through', async () => {
    const { contact, pass, ring, standing } = await createHouse({ flow })
    await contact()
    await pass({})
    const forged = { stirVerstat: 'TN-Validation-Failed-A' }
    for (const from of [MOTHER.phoneNumber, STRANGER]) {
      const caller = await ring(from, forged)
      expect(caller.state).toBe('listening')
      expect(await standing(caller.callSid)).toMatchObject({ kind: 'doubtful' })
    }
  })

  test('a pass lets everybody through, until it ends by itself', async () => {
    const { pass, ring, clock, standing, call } = await createHouse({ flow })
    await pass({ minutes: 30 })
    const caller = await ring()
    expect(caller.state).toBe('dialing')
    expect(await standing(caller.callSid)).toMatchObject({ kind: 'expected' })
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'transferred_expected' })
    await caller.dialEnds('completed')
    clock.ms += 30 * MINUTE
    expect((await ring('+14155550124')).state).toBe('listening')
  })
})

describe('Blocked', () => {
  test('a contact is blocked by no rule that says less of the number than its entry', async () => {
    const { contact, block, ring } = await createHouse()
    await contact()
    await block('prefix', '+1415')
    await block('country', 'US')
    expect((await ring(MOTHER.phoneNumber)).state).toBe('dialing')
    await block('number', MOTHER.phoneNumber)
    expect((await ring(MOTHER.phoneNumber)).state).toBe('rejected')
  })

  test('whose number is forged is blocked as it is shown, contact or not', async () => {
    const { contact, block, ring } = await createHouse()
    await contact()
    await block('prefix', '+1415')
    const forged = { stirVerstat: 'TN-Validation-Failed-A' }
    expect((await ring(MOTHER.phoneNumber, forged)).state).toBe('rejected')
  })

  test('blocked holds against a pass', async () => {
    const { block, pass, ring } = await createHouse()
    await pass({})
    await block('number', STRANGER)
    expect((await ring()).state).toBe('rejected')
  })

  test('a block that is taken away holds no longer, and one that is new holds at once', async () => {
    const { block, database, ring } = await createHouse()
    expect((await ring()).state).toBe('listening')
    const { block: made } = await block('number', STRANGER)
    expect((await ring()).state).toBe('rejected')
    const { removeBlock } = await import('../../storage/rules/blocks.ts')
    await removeBlock(database, made.id)
    expect((await ring()).state).toBe('listening')
  })
})

const NOMOROBO = (score: unknown, status = 'successful') => ({
  status: 'successful',
  results: {
    nomorobo_spamscore: { status, result: { status: 'success', message: 'success', score } },
  },
})
const MARCHEX = (recommendation: string) => ({
  status: 'successful',
  results: {
    marchex_cleancall: {
      status: 'successful',
      result: { result: { recommendation, reason: 'CleanCall' } },
    },
  },
})

describe('Add-ons', () => {
  test.each([
    [NOMOROBO(1), 'Nomorobo says that it is spam'],
    [MARCHEX('BLOCK'), 'Marchex says that it is spam'],
  ])('a caller of whom one says spam is turned away: %j', async (addOns, reason) => {
    const { ring, standing, contact } = await createHouse()
    const extra = { AddOns: JSON.stringify(addOns) }
    const caller = await ring(STRANGER, { extra })
    expect(caller.state).toBe('rejected')
    expect(await standing(caller.callSid)).toEqual({ kind: 'blocked', reason })
    await contact()
    expect((await ring(MOTHER.phoneNumber, { extra })).state).toBe('dialing')
  })

  test.each([
    ['', 'nothing'],
    ['{', 'half of it'],
    ['null', 'null'],
    ['[]', 'a list'],
    ['"results"', 'a word'],
    [JSON.stringify(NOMOROBO(0)), 'no spam'],
    [JSON.stringify(NOMOROBO('1')), 'a score that is no number'],
    [JSON.stringify(NOMOROBO(1, 'failed')), 'a failure'],
    [JSON.stringify(MARCHEX('PASS')), 'a recommendation'],
    [JSON.stringify({ results: { somebody_else: { result: { score: 1 } } } }), 'another add-on'],
    ['{"__proto__":{"results":{}}}', 'a prototype'],
    ['['.repeat(60_000), 'no end of it'],
    [JSON.stringify({ ...NOMOROBO(1), padding: ' '.repeat(70_000) }), 'more than any has'],
  ])('%# what says nothing means nothing', async (AddOns) => {
    const { ring } = await createHouse()
    expect((await ring(STRANGER, { extra: { AddOns } })).state).toBe('listening')
  })
})

describe('Contacts', () => {
  test('pass in their hours, and are screened outside of them as somebody who is known', async () => {
    const { contact, ring, clock, standing, screened } = await createHouse()
    await contact({ hours: 'Mon-Fri 08:00-18:00' })
    expect((await ring(MOTHER.phoneNumber)).state).toBe('dialing')
    clock.ms += 6 * 60 * MINUTE
    const late = await ring(MOTHER.phoneNumber)
    expect(late.state).toBe('listening')
    expect(await standing(late.callSid)).toEqual({
      kind: 'known',
      reason: 'a contact, Mom, outside Mon-Fri 08:00-18:00',
    })
    await late.say('It is me')
    expect(screened[0]!.told).toMatchObject({
      facts: [
        'The number is that of somebody the owner knows.',
        'The number has called once before today.',
      ],
    })
  })
})

describe('Expected', () => {
  test('a prefix passes, and nobody else', async () => {
    const { pass, ring } = await createHouse()
    await pass({ forKind: 'prefix', forValue: '+1415' })
    expect((await ring()).state).toBe('dialing')
    expect((await ring('+12025550100')).state).toBe('listening')
  })

  test('whom the owner has described is screened, and the screener knows', async () => {
    const { pass, ring, screened, standing } = await createHouse()
    await pass({ forKind: 'words', forValue: 'the courier', how: 'expected' })
    await pass({ forKind: 'words', forValue: 'a locksmith', how: 'expected' })
    const caller = await ring()
    expect(await standing(caller.callSid)).toMatchObject({ kind: 'expected' })
    await caller.say('I stand before the door')
    const { expected = '' } = screened[0]!.told!
    expect(expected.split('; ').toSorted()).toEqual(['a locksmith', 'the courier'])
  })

  test('the offline screener puts through who says to be whom the owner expects', async () => {
    const { createOfflineScreener } =
      await import('../../server/screening/offline/offline-screener.ts')
    const screen = createOfflineScreener({ speech: SPEECH })
    const input = { callSid: 'CA1', withheld: false, attestation: 'a' } as const
    const said = [{ speaker: 'caller' as const, text: 'Hello, this is the locksmith' }]
    expect(screen({ ...input, said }).decision).not.toBe('transfer')
    const told = { facts: [], expected: 'the courier; a locksmith' }
    expect(screen({ ...input, said, told })).toMatchObject({
      decision: 'transfer',
      reasons: ['heard: locksmith', 'who is expected'],
    })
    const sale = 'Hello, I am selling insurance for locksmiths, a special offer today only'
    expect(screen({ ...input, said: [{ speaker: 'caller', text: sale }], told }).decision).not.toBe(
      'transfer',
    )
  })

  test('a pass that the owner ends holds no longer', async () => {
    const { pass, ring, database, clock } = await createHouse()
    const { id } = await pass({})
    await endPass(database, id, new Date(clock.ms).toISOString())
    expect((await ring()).state).toBe('listening')
  })
})

describe('Doubtful', () => {
  test.each([
    ['+10005550123', 'nobody can have the number: it is unallocated'],
    ['+141555501', 'nobody can have the number: it is impossible'],
    ['+999123456789', 'nobody can have the number: it is impossible'],
  ])('%s is screened with that knowledge, pass or not', async (from, reason) => {
    const { ring, standing, screened, pass } = await createHouse()
    await pass({})
    const caller = await ring(from)
    expect(caller.state).toBe('listening')
    expect(await standing(caller.callSid)).toEqual({ kind: 'doubtful', reason })
    await caller.say('Hello')
    expect(screened[0]!.told!.facts).toContain('Nobody can have the number that is shown.')
  })
})

describe('Known, and calling again', () => {
  test('who has reached the owner before is known', async () => {
    const { ring, standing, contact, screened, database } = await createHouse()
    await contact({ phoneNumber: STRANGER })
    const first = await ring()
    await first.dialEnds('completed')
    const { removeContact } = await import('../../storage/contacts.ts')
    await database.write((queries) =>
      removeContact(queries, SHARED, STRANGER, new Date(NOON).toISOString()),
    )
    const caller = await ring()
    expect(await standing(caller.callSid)).toEqual({
      kind: 'known',
      reason: 'has reached you before',
    })
    await caller.say('Me again')
    expect(screened[0]!.told!.facts).toContain('The owner has talked to this number before.')
  })

  test('who was turned away calls again within ten minutes, and the screener is told in words', async () => {
    const { ring, turnedAway, standing, screened, clock } = await createHouse()
    await turnedAway()
    clock.ms += 9 * MINUTE
    const caller = await ring()
    expect(await standing(caller.callSid)).toMatchObject({ kind: 'calling again' })
    await caller.say('I called about the boiler, my number is +1 415 555 0123')
    const told = screened.at(-1)!.told!
    expect(told).toEqual({
      facts: [
        'The number has called once before today.',
        'They were turned away a few minutes ago, and call again.',
      ],
      before: 'I call about the boiler',
    })
    expect(JSON.stringify(told)).not.toContain('555')
    clock.ms += 11 * MINUTE
    expect(await standing((await ring()).callSid)).toMatchObject({ kind: 'stranger' })
  })

  test('what they said is gone from every call that was told of it, once it is erased', async () => {
    const { ring, turnedAway, database, clock } = await createHouse()
    const { callSid } = await turnedAway()
    const later = await ring()
    await later.say('Me again')
    const kept = async () =>
      JSON.stringify([
        await database.queries.selectFrom('journal').selectAll().execute(),
        await database.queries.selectFrom('calls').selectAll().execute(),
      ])
    expect(await kept()).toContain('boiler')
    await eraseCall(database, callSid, new Date(clock.ms))
    expect(await kept()).not.toContain('boiler')
    expect(await kept()).toContain('Me again')
  })

  test('never hears the same goodbye twice', async () => {
    const { turnedAway } = await createHouse({ settings: { MESSAGES: 'none' } })
    const heard: string[] = []
    for (let calls = 0; calls < 4; calls++) heard.push((await turnedAway()).lastHeard.join(' '))
    expect(heard).toEqual([
      GOODBYE.reply,
      SPEECH.goodbyeAgain,
      SPEECH.goodbyeOnceMore,
      SPEECH.goodbyeAgain,
    ])
  })

  test('may leave a message wherever messages are taken', async () => {
    const { ring, turnedAway } = await createHouse({ settings: { MESSAGES: 'missed' } })
    await turnedAway()
    const caller = await ring()
    await caller.say('The boiler again')
    expect(caller.lastHeard).toEqual([SPEECH.textInsteadOffer])
  })

  test('the owner is asked, where that is set up; and not about who only sells', async () => {
    const settings = { ASK_OWNER: 'unclear' }
    const house = await createHouse({ settings })
    await house.turnedAway()
    const caller = await house.ring()
    await caller.say('The boiler again')
    expect(caller.lastHeard).toEqual([SPEECH.askingOwner])
    const shop = await createHouse({ settings, gives: { ...GOODBYE, kind: 'sales' } })
    await shop.turnedAway()
    expect((await shop.turnedAway()).lastHeard).toEqual([SPEECH.goodbyeAgain])
  })

  test('who hung up, or talked to the owner, was not turned away', async () => {
    const { ring, standing } = await createHouse()
    await (await ring()).hangUp()
    expect(await standing((await ring()).callSid)).toMatchObject({ kind: 'stranger' })
  })
})

describe('Block, as a choice of the owner’s', () => {
  test('ends the call politely, and the next one unanswered', async () => {
    const { ring, api, database, call } = await createHouse({ gives: verdict('ask', 'Who?') })
    const caller = await ring()
    await caller.say('Hello')
    const { choices } = (await api.get(`/conversations/${caller.callSid}/decision`)).body
    expect(choices).toContain('block')
    const { status } = await api.post(`/conversations/${caller.callSid}/decision`, {
      choice: 'block',
    })
    expect(status).toBe(200)
    // Over a socket it is heard at once, else with the caller's silence.
    await (lineUnderTest() === 'gather' ? caller.silence() : caller.leavesSocket())
    expect(caller.state).toBe('ended')
    expect(caller.lastHeard).toEqual([SPEECH.textInstead])
    expect(await call(caller.callSid)).toMatchObject({ final_decision: 'completed' })
    expect(await listBlocks(database.queries, { limit: 9, after: null })).toMatchObject([
      { kind: 'number', value: STRANGER, note: 'Blocked during a call, 2026-11-25' },
    ])
    expect((await ring()).state).toBe('rejected')
  })

  test('is none of a caller who shows no number', async () => {
    const { ring, api, database } = await createHouse()
    const caller = await ring('anonymous')
    const { choices } = (await api.get(`/conversations/${caller.callSid}/decision`)).body
    expect(choices).toContain('turn_away')
    expect(choices).not.toContain('block')
    const { status } = await api.post(`/conversations/${caller.callSid}/decision`, {
      choice: 'block',
    })
    expect(status).toBe(409)
    expect(await listBlocks(database.queries, { limit: 9, after: null })).toEqual([])
  })
})
