/** What the concierge does with a call, rule by rule. */
import { describe, expect, test } from 'vitest'
import { DIAL_OUTCOMES, type CallEvent } from '../../../machines/call.ts'
import {
  arrival,
  contact,
  cue,
  dialed,
  hungUp,
  silent,
  spoke,
  take,
  verdict,
  type World,
} from './taking.ts'

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

  test('whoever is blocked is turned away unheard', async () => {
    const block = { rule: 'number' as const, value: '+14155550123', note: '' }
    const call = await take({ known: { block } })
    expect(call).toMatchObject({ state: 'blocked', decision: 'blocked', done: true })
    expect(call.cue).toEqual(cue('reject'))
    const contactToo = await take({ contact, known: { block } })
    expect(contactToo.state).toBe('blocked')
  })

  test('whoever a pass lets through rings the owner, and is whispered as contacts are', async () => {
    const known = { pass: { id: 1, for: 'all' as const, how: 'through' as const, words: null } }
    const call = await take({ known })
    expect(call).toMatchObject({ state: 'dialing.expected', decision: 'transferred_expected' })
    expect(call.cue).toEqual(cue('dial', 'connectingContact', { meantime: 'ringing' }))
    const limits = { maxTurns: 3, noSpeechRetries: 1, whisper: 'all' as const }
    expect((await take({ known, limits })).state).toBe('whispering.expected')
    expect((await take({ contact, limits })).state).toBe('whispering.contact')
  })

  test('whoever is expected, and let through by nobody, is greeted', async () => {
    const pass = { id: 1, for: 'words' as const, how: 'expected' as const, words: 'the courier' }
    expect((await take({ known: { pass } })).state).toBe('listening.greeting')
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
