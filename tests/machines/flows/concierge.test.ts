/** What the concierge does with a call, rule by rule. */
import { UNKNOWN, type Knowledge } from '../../../machines/standing.ts'
import { createActor, waitFor } from 'xstate'
import { describe, expect, test } from 'vitest'
import {
  DIAL_OUTCOMES,
  type Arrival,
  type CallEvent,
  type Limits,
  type OwnerChoice,
} from '../../../machines/call.ts'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { cueOf, type Cue, type SentenceName } from '../../../machines/cue.ts'
import type { Contact } from '../../../machines/contact.ts'
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { withPorts } from '../../../server/calls/ports.ts'

const arrival: Arrival = {
  callSid: 'CA00000000000000000000000000000001',
  from: '+14155550123',
  caller: '+14155550123',
  withheld: false,
  called: '+14155550100',
  forwardedFrom: null,
  attestation: 'a',
}
const contact: Contact = { phoneNumber: '+14155550123', name: 'Ada Example', category: 'family' }

const silent: CallEvent = { type: 'caller.silent' }
const hungUp: CallEvent = { type: 'call.ended' }
const spoke = (text: string): CallEvent => ({ type: 'caller.spoke', text })
const dialed = (outcome: (typeof DIAL_OUTCOMES)[number]): CallEvent => ({
  type: 'dial.ended',
  outcome,
})

describe('who is calling', () => {
  test('a contact is put through at once, unscreened and hearing it ring', async () => {
    const call = await take({ contact })
    expect(call).toMatchObject({ state: 'dialing.contact', decision: 'transferred_exception' })
    expect(call.cue).toEqual(cue('dial', 'connectingContact', { meantime: 'ringing' }))
    expect(call.screened).toEqual([])
  })

  test('a contact whose number may be forged is greeted like anyone', async () => {
    const call = await take({ contact, arrival: { ...arrival, attestation: 'failed' } })
    expect(call).toMatchObject({ state: 'listening.greeting', decision: null })
  })

  test.each(['b', 'c', 'none'] as const)(
    'a contact vouched for with %s is put through',
    async (attestation) => {
      const call = await take({ contact, arrival: { ...arrival, attestation } })
      expect(call.state).toBe('dialing.contact')
    },
  )

  test('a caller who is no contact is greeted', async () => {
    const call = await take({ contact: null })
    expect(call).toMatchObject({ state: 'listening.greeting', cue: cue('listen', 'greeting') })
  })

  test('a caller who cannot be looked up is greeted', async () => {
    const call = await take({ contact: new Error('no database') })
    expect(call.state).toBe('listening.greeting')
  })

  test('our own dial coming back is turned away before anything is said', async () => {
    const call = await take({ openDial: true, contact })
    expect(call).toMatchObject({ state: 'turnedAway', decision: 'completed', done: true })
    expect(call.cue).toEqual(cue('reject'))
  })

  test('a loop that cannot be ruled out keeps nobody from calling', async () => {
    const call = await take({ openDial: new Error('no database'), contact })
    expect(call.state).toBe('dialing.contact')
  })
})

describe('what they say', () => {
  test('an urgent matter is put through with the reply of the verdict', async () => {
    const call = await take(
      { verdicts: [verdict('transfer', 'I see.')] },
      spoke('The house is on fire'),
    )
    expect(call).toMatchObject({ state: 'dialing.screened', decision: 'transferred' })
    expect(call.cue).toEqual({ say: [{ text: 'I see.' }], next: 'dial' })
  })

  test('anything else ends with the reply of the verdict', async () => {
    const call = await take({ verdicts: [verdict('end', 'No, thank you.')] }, spoke('Solar panels'))
    expect(call).toMatchObject({ state: 'parted', decision: 'completed', done: true })
    expect(call.cue).toEqual({ say: [{ text: 'No, thank you.' }], next: 'hang up' })
  })

  test('an unclear matter is asked about in the words of the verdict', async () => {
    const call = await take({ verdicts: [verdict('ask', 'What about?')] }, spoke('Hello'))
    expect(call).toMatchObject({ state: 'listening.askingOn', decision: null, done: false })
    expect(call.cue).toEqual({ say: [{ text: 'What about?' }], next: 'listen' })
  })

  test('a screener is told all that was said on both sides, and no number', async () => {
    const call = await take(
      { verdicts: [verdict('ask', 'What about?'), verdict('end', 'Goodbye.')], contact: null },
      spoke('Hello'),
      silent,
      spoke('The boiler'),
    )
    expect(call.screened.at(-1)).toEqual({
      callSid: 'CA00000000000000000000000000000001',
      said: [
        { speaker: 'caller', text: 'Hello' },
        { speaker: 'concierge', text: 'What about?' },
        { speaker: 'caller', text: 'The boiler' },
      ],
      withheld: false,
      attestation: 'a',
    })
  })

  test.each([0, 1, 3])('after %i questions an unclear call ends politely', async (maxTurns) => {
    const verdicts = Array.from({ length: maxTurns + 1 }, () => verdict('ask', 'And?'))
    const limits = { maxTurns, noSpeechRetries: 1 }
    const words = verdicts.map(() => spoke('Well'))
    const before = await take({ limits, verdicts }, ...words.slice(1))
    expect(before.state).toBe(maxTurns > 0 ? 'listening.askingOn' : 'listening.greeting')
    const call = await take({ limits, verdicts }, ...words)
    expect(call).toMatchObject({ state: 'partedUndecided', decision: 'completed', done: true })
    expect(call.cue).toEqual(cue('hang up', 'textInstead'))
  })

  test('a screener that fails ends the call politely, whatever it said before', async () => {
    const verdicts = [verdict('ask', 'And?'), new Error('the model is down')]
    const call = await take({ verdicts }, spoke('Hello'), spoke('It is urgent'))
    expect(call).toMatchObject({ state: 'partedAfterFault', decision: 'failed', done: true })
    expect(call.cue).toEqual(cue('hang up', 'textInstead'))
  })

  test('while a screener thinks, the caller hears that it takes a moment', async () => {
    const call = await take({ verdicts: ['thinking'] }, spoke('Hello'))
    expect(call).toMatchObject({ state: 'screening', cue: cue('hold', 'moment') })
  })
})

describe('silence', () => {
  const limits = { maxTurns: 3, noSpeechRetries: 2 }

  test('is met with another question, as often as the limits say, then with a goodbye', async () => {
    expect((await take({ limits }, silent)).cue).toEqual(cue('listen', 'notHeard'))
    expect((await take({ limits }, silent, silent)).cue).toEqual(cue('listen', 'notHeard'))
    const call = await take({ limits }, silent, silent, silent)
    expect(call).toMatchObject({ state: 'partedUnheard', decision: 'ended_no_speech', done: true })
    expect(call.cue).toEqual(cue('hang up', 'goodbyeUnheard'))
  })

  test('is not asked about at all where the limits say so', async () => {
    const call = await take({ limits: { ...limits, noSpeechRetries: 0 } }, silent)
    expect(call.state).toBe('partedUnheard')
  })

  test('counts in a row: words begin it anew', async () => {
    const verdicts = [verdict('ask', 'And?')]
    const events = [silent, silent, spoke('Hello'), silent, silent]
    expect((await take({ limits, verdicts }, ...events)).state).toBe('listening.askingAgain')
    expect((await take({ limits, verdicts }, ...events, silent)).state).toBe('partedUnheard')
  })
})

describe('the dial', () => {
  test('that was answered ends the call when they are done', async () => {
    const call = await take({ contact }, dialed('completed'))
    expect(call).toMatchObject({ state: 'connected', transferStatus: 'completed', done: true })
    expect(call).toMatchObject({ decision: 'transferred_exception', cue: cue('hang up') })
  })

  test.each(DIAL_OUTCOMES.filter((outcome) => outcome !== 'completed'))(
    'that ended with %s is told to the caller',
    async (outcome) => {
      const verdicts = [verdict('transfer', 'I see.')]
      const call = await take({ verdicts }, spoke('The house is on fire'), dialed(outcome))
      expect(call).toMatchObject({ state: 'unreached', transferStatus: outcome, done: true })
      expect(call).toMatchObject({ decision: 'transferred', cue: cue('hang up', 'unreached') })
    },
  )
})

describe('the owner who is told first who calls', () => {
  const limits: Limits = {
    maxTurns: 0,
    noSpeechRetries: 0,
    messages: 'missed',
    whisper: 'screened',
  }
  const urgent = { limits, verdicts: [verdict('transfer', 'I see.')] }
  const fire = spoke('The house is on fire')
  const answered: CallEvent = { type: 'owner.answered', dial: 1 }
  const accepted: CallEvent = { type: 'owner.accepted', dial: 1 }
  const declined = (wish: 'goodbye' | 'message'): CallEvent => ({
    type: 'owner.declined',
    dial: 1,
    wish,
  })

  test('talks to the caller after a key', async () => {
    const call = await take(urgent, fire, answered, accepted, dialed('completed'))
    expect(call).toMatchObject({ state: 'connected', transferStatus: 'completed' })
  })

  test.each(DIAL_OUTCOMES)(
    'missed it where no key was pressed and the dial was %s',
    async (end) => {
      const call = await take(urgent, fire, answered, dialed(end))
      expect(call.state).toBe('offering.unreached')
      expect(call.transferStatus).toBe(end === 'completed' ? 'no-answer' : end)
    },
  )

  test('who declines is not said to have missed it, and the caller may leave a message', async () => {
    const call = await take(urgent, fire, answered, declined('goodbye'), dialed('completed'))
    expect(call).toMatchObject({ state: 'offering.declined', transferStatus: 'declined' })
    expect(call.cue).toEqual(cue('listen', 'declinedOffer'))
  })

  test('who declines where no messages are taken ends the call', async () => {
    const none = { ...urgent, limits: { ...limits, messages: 'none' } as const }
    const call = await take(none, fire, answered, declined('goodbye'), dialed('completed'))
    expect(call).toMatchObject({ state: 'declined', transferStatus: 'declined', done: true })
    const wished = await take(none, fire, answered, declined('message'), dialed('completed'))
    expect(wished.state).toBe('offering.wished')
  })

  test('who declines while the caller hangs up is not said to have missed it', async () => {
    const call = await take(urgent, fire, answered, declined('goodbye'), hungUp, dialed('canceled'))
    expect(call).toMatchObject({ state: 'refused', transferStatus: 'declined', done: true })
  })

  test.each([accepted, declined('goodbye')])('counts by the first key: %o', async (first) => {
    const once = await take(urgent, fire, answered, first)
    for (const later of [accepted, declined('message'), declined('goodbye'), answered])
      expect((await take(urgent, fire, answered, first, later)).state).toBe(once.state)
  })

  test('is not meant by the key of another dial', async () => {
    const late: CallEvent = { type: 'owner.accepted', dial: 2 }
    const call = await take(urgent, fire, answered, late, dialed('completed'))
    expect(call).toMatchObject({ state: 'offering.unreached', transferStatus: 'no-answer' })
  })

  test('may put through whom he missed, once more and with a key again', async () => {
    const putThrough: CallEvent = { type: 'owner.decided', choice: 'put through' }
    const missed = [fire, answered, dialed('completed'), putThrough]
    expect(await take(urgent, ...missed)).toMatchObject({
      state: 'whispering.chosen',
      decision: 'transferred_owner',
      transferStatus: null,
    })
    const second = (type: 'owner.answered' | 'owner.accepted'): CallEvent => ({ type, dial: 2 })
    const late = await take(urgent, ...missed, second('owner.answered'), accepted)
    expect(late.state).toBe('whispering.announced')
    const call = await take(
      urgent,
      ...missed,
      second('owner.answered'),
      second('owner.accepted'),
      dialed('completed'),
    )
    expect(call).toMatchObject({ state: 'connected', transferStatus: 'completed' })
    // There is no third ring.
    const again = await take(urgent, ...missed, dialed('no-answer'), putThrough)
    expect(again.state).toBe('offering.unreached')
  })
})

describe('the owner who is asked', () => {
  const limits: Limits = {
    maxTurns: 0,
    noSpeechRetries: 0,
    messages: 'missed',
    whisper: 'screened',
    askOwner: 'unclear',
    ownerSeconds: 20,
  }
  const unclear = { limits, verdicts: [verdict('ask', 'And?')] }
  const asked = spoke('It is about the thing')
  const decided = (choice: OwnerChoice, words?: string): CallEvent => ({
    type: 'owner.decided',
    choice,
    ...(words !== undefined && { words }),
  })

  test('is asked about whoever stays unclear, who waits', async () => {
    const call = await take(unclear, asked)
    expect(call).toMatchObject({ state: 'askingOwner.begun', decision: null, done: false })
    expect(call.cue).toEqual(cue('listen', 'askingOwner', { quietSeconds: 8 }))
  })

  test('is asked for a person, and not about a sale', async () => {
    const person = spoke('Can I speak to a real person please')
    const other = { limits, verdicts: [verdict('end', 'Goodbye.')] }
    expect((await take(other, person)).state).toBe('askingOwner.begun')
    const sale = { ...verdict('end', 'Goodbye.'), kind: 'sales' as const }
    expect((await take({ limits, verdicts: [sale] }, person)).state).toBe('parted')
  })

  test('whoever asks for a person in an emergency is judged all the same', async () => {
    const fire = { limits, verdicts: [verdict('transfer', 'I see.')] }
    const call = await take(fire, spoke('Put me through to a person, the house is on fire'))
    expect(call).toMatchObject({ state: 'whispering.screened', decision: 'transferred' })
  })

  test('has a while, in which the caller is told each time that it goes on', async () => {
    expect((await take(unclear, asked, silent)).state).toBe('askingOwner.waiting')
    expect((await take(unclear, asked, silent, silent)).state).toBe('askingOwner.waiting')
    expect((await take(unclear, asked, silent, silent, silent)).state).toBe('offering.unanswered')
  })

  test.each<[OwnerChoice, state: string]>([
    ['put through', 'whispering.chosen'],
    ['take a message', 'offering.wished'],
    ['call back', 'partedToBeCalled'],
    ['turn away', 'partedByOwner'],
  ])('and answers “%s”', async (choice, state) => {
    expect((await take(unclear, asked, decided(choice))).state).toBe(state)
    expect((await take(unclear, asked, silent, decided(choice))).state).toBe(state)
  })

  test('may say something, which is said once', async () => {
    const call = await take(unclear, asked, decided('say', 'Which thing?'))
    expect(call.cue).toMatchObject({ say: [{ text: 'Which thing?' }], next: 'listen' })
    const later = await take(unclear, asked, decided('say', 'Which thing?'), silent)
    expect(later).toMatchObject({ state: 'askingOwner.waiting', cue: { say: [{}] } })
  })

  test('has at most three things said before the caller answers, and again as many after that', async () => {
    const typed = ['One.', 'Two.', 'Three.', 'Four.'].map((words) => decided('say', words))
    const call = await take({ limits }, ...typed)
    expect(call).toMatchObject({ state: 'listening.toldByOwner', cue: { say: [{}] } })
    expect(call.cue.say).toEqual([{ text: 'One. Two. Three.' }])
    const more = await take(
      { limits: { ...limits, noSpeechRetries: 1 } },
      ...typed,
      silent,
      decided('say', 'Five.'),
    )
    expect(more.cue.say).toEqual([{ text: 'Five.' }])
  })

  test('waits on where the caller adds something, which may be urgent', async () => {
    const more = [verdict('ask', 'And?'), verdict('ask', 'And?')]
    const unsure = await take({ limits, verdicts: more }, asked, spoke('The thing at the house'))
    expect(unsure.state).toBe('askingOwner.waiting')
    const urgent = [verdict('ask', 'And?'), verdict('transfer', 'I see.')]
    const call = await take({ limits, verdicts: urgent }, asked, spoke('It burns'))
    expect(call.state).toBe('whispering.screened')
  })

  test('steps in where nobody asked, too', async () => {
    const call = await take({ limits }, decided('put through'))
    expect(call).toMatchObject({ state: 'whispering.chosen', decision: 'transferred_owner' })
  })
})

describe('a caller who hangs up', () => {
  test.each<[string, World, CallEvent[]]>([
    ['while we look for a loop', { openDial: 'thinking' }, []],
    ['while we look them up', { contact: 'thinking' }, []],
    ['at the greeting', {}, []],
    ['after silence', {}, [silent]],
    ['while being screened', { verdicts: ['thinking'] }, [spoke('It is urgent')]],
    ['when asked on', { verdicts: [verdict('ask', 'And?')] }, [spoke('Hello')]],
  ])('%s has abandoned the call', async (_, world, events) => {
    const call = await take(world, ...events, hungUp)
    expect(call).toMatchObject({ state: 'over', decision: 'abandoned', done: true })
    expect(call.cue).toEqual(cue('hang up'))
  })

  test('while it rings leaves the dial canceled, and the decision as it was', async () => {
    const call = await take({ contact }, hungUp)
    expect(call).toMatchObject({ state: 'hungUp', transferStatus: 'canceled', done: false })
    expect(call).toMatchObject({ decision: 'transferred_exception', cue: cue('hang up') })
  })

  test('after talking to the owner: the outcome may come after the end, which may come twice', async () => {
    const call = await take({ contact }, hungUp, hungUp, dialed('completed'))
    expect(call).toMatchObject({ state: 'connected', transferStatus: 'completed', done: true })
    expect(call.decision).toBe('transferred_exception')
  })
})

describe('a webhook that does not fit', () => {
  test.each<[string, World, CallEvent[], CallEvent, string]>([
    ['a second arrival', {}, [], { type: 'call.arrived', ...arrival }, 'listening.greeting'],
    ['words during the dial', { contact }, [], spoke('Hello?'), 'dialing.contact'],
    ['a dial that we never asked for', {}, [], dialed('completed'), 'listening.greeting'],
    ['a hold that is over already', {}, [silent], { type: 'hold.ended' }, 'listening.askingAgain'],
    ['an answer that was lost', { contact }, [], { type: 'answer.lost' }, 'dialing.contact'],
  ])('%s leaves the call where it is', async (_, world, events, odd, state) => {
    const before = await take(world, ...events)
    expect(before.state).toBe(state)
    expect(await take(world, ...events, odd)).toEqual(before)
  })
})

interface World {
  limits?: Limits
  arrival?: Arrival
  openDial?: boolean | Error | 'thinking'
  contact?: Contact | null | Error | 'thinking'
  /** Besides. */
  known?: Partial<Knowledge>
  /** One after the other. */
  verdicts?: (Verdict | Error | 'thinking')[]
}

function knowledgeOf(
  whom: Exclude<World['contact'], undefined>,
  known: Partial<Knowledge> = {},
): Knowledge | Error | 'thinking' {
  if (whom === 'thinking' || whom instanceof Error) return whom
  const always = { by: null, hours: null, passesNow: true, language: null }
  return { ...UNKNOWN, ...(whom && { contact: { ...whom, ...always } }), ...known }
}

/** A call, from its arrival through the events to where it rests or still thinks. */
async function take(world: World, ...events: CallEvent[]) {
  const { limits = { maxTurns: 3, noSpeechRetries: 1 }, openDial = false } = world
  const verdicts = [...(world.verdicts ?? [])]
  const screened: ScreeningInput[] = []
  const flow = withPorts(conciergeFlow, {
    findOpenDial: () => answer(openDial),
    knowCaller: () => answer(knowledgeOf(world.contact ?? null, world.known)),
    screen(input) {
      screened.push(input)
      return answer(verdicts.shift() ?? new Error('one verdict too few'))
    },
  })
  const actor = createActor(flow, { input: limits }).start()
  for (const event of [
    { type: 'call.arrived' as const, ...arrival, ...world.arrival },
    ...events,
  ]) {
    actor.send(event)
    const rested = waitFor(actor, (now) => now.status === 'done' || !now.hasTag('thinking'), {
      timeout: 20,
    })
    await rested.catch(() => undefined)
  }
  const resting = actor.getSnapshot()
  const { decision, transferStatus } = resting.context
  actor.stop()
  return {
    state: stateOf(resting.value),
    cue: cueOf(resting),
    done: resting.status === 'done',
    decision,
    transferStatus,
    screened,
  }
}

/** What a port does: answers, fails, or takes its time. */
function answer<Output>(does: Output | Error | 'thinking'): Promise<Output> {
  if (does === 'thinking') return new Promise(() => undefined)
  return does instanceof Error ? Promise.reject(does) : Promise.resolve(does)
}

function verdict(decision: Verdict['decision'], reply: string): Verdict {
  return { decision, kind: 'other', reply, screener: 'scripted', reasons: [] }
}

function cue(next: Cue['next'], sentence?: SentenceName, more?: object) {
  return { say: sentence ? [{ sentence }] : [], next, ...more }
}

function stateOf(value: unknown): string {
  if (typeof value === 'string') return value
  return Object.entries(value as object)
    .map(([key, inner]) => `${key}.${stateOf(inner)}`)
    .join('+')
}
