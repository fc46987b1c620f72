/** What the concierge does as its owner wants it: told first who calls, asked while they wait, free to step in. */
import { describe, expect, test } from 'vitest'
import {
  DIAL_OUTCOMES,
  type CallEvent,
  type Limits,
  type OwnerChoice,
} from '../../../machines/call.ts'
import { UNKNOWN } from '../../../machines/standing.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import {
  answeredLeg,
  arrival,
  contact,
  cue,
  decided,
  dialed,
  hungUp,
  silent,
  spoke,
  take,
  verdict,
} from './taking.ts'

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

  test('is asked once: whoever adds what is unwanted meanwhile is let go', async () => {
    const sale = { ...verdict('ask', 'And?'), kind: 'sales' as const }
    const sold = { limits, verdicts: [verdict('ask', 'And?'), sale] }
    const call = await take(sold, asked, spoke('Solar panels'))
    expect(call).toMatchObject({ state: 'partedUndecided', decision: 'completed', done: true })
  })

  test('who wants to be asked about everybody is, whatever was judged, and waited for', async () => {
    const all = { ...limits, askOwner: 'all' as const }
    const sale = { ...verdict('end', 'Goodbye.'), kind: 'sales' as const }
    const one = { limits: all, verdicts: [sale, sale] }
    expect((await take(one, asked)).state).toBe('askingOwner.begun')
    expect((await take(one, asked, spoke('Solar panels'))).state).toBe('askingOwner.waiting')
    const first = { limits: { ...all, maxTurns: 1 }, verdicts: [verdict('ask', 'And?')] }
    expect((await take(first, asked)).state).toBe('listening.askingOn')
  })

  test('is asked about whoever calls again, unless they only sell', async () => {
    const now = '2026-11-27T12:00:00.000Z'
    const history = { ...UNKNOWN.history, turnedAwayAt: now, callsToday: 1 }
    const known = { at: now, history }
    const calling = (kind: Verdict['kind']) => ({
      limits,
      known,
      verdicts: [{ ...verdict('end', 'Goodbye.'), kind }],
    })
    expect((await take(calling('other'), asked)).state).toBe('askingOwner.begun')
    // Wherever messages are taken they may leave one; whoever sells hears the other goodbye.
    const sold = await take(calling('sales'), asked)
    expect(sold).toMatchObject({ state: 'parted', cue: cue('hang up', 'goodbyeAgain') })
    const more = {
      ...calling('sales'),
      known: { ...known, history: { ...history, callsToday: 2 } },
    }
    expect((await take(more, asked)).cue).toEqual(cue('hang up', 'goodbyeOnceMore'))
  })

  test('blocks whoever shows a number, and nobody else', async () => {
    expect((await take(unclear, asked, decided('block'))).state).toBe('partedByOwner')
    const hidden = { ...unclear, arrival: { ...arrival, caller: null, withheld: true } }
    expect((await take(hidden, asked, decided('block'))).state).toBe('askingOwner.begun')
  })

  test('hears who calls and why, and only the dial that still rings', async () => {
    const whispered = { ...limits, whisper: 'all' as const }
    const urgent = { limits: whispered, verdicts: [verdict('transfer', 'I see.')] }
    const ringing = await take(urgent, spoke('The house is on fire'), answeredLeg(1))
    expect(ringing.state).toBe('whispering.announced')
    expect(ringing.told).toEqual({
      ear: 'owner',
      next: 'choose',
      announced: 1,
      say: [{ sentence: 'announceCaller', with: { about: 'The house is on fire' } }],
    })
    const known = await take({ limits: whispered, contact }, answeredLeg(1))
    expect(known.told?.say).toEqual([
      { sentence: 'announceCaller', with: { about: 'Ada Example' } },
    ])
    const gone = await take(urgent, spoke('The house is on fire'), answeredLeg(2))
    expect(gone.state).toBe('whispering.screened')
    expect(gone.told).toEqual({
      ear: 'owner',
      next: 'hang up',
      say: [{ sentence: 'callerGone' }],
    })
    const noted = await take(urgent, spoke('Fire'), answeredLeg(1), {
      type: 'owner.declined',
      dial: 1,
      wish: 'goodbye',
    })
    expect(noted.told).toEqual({
      ear: 'owner',
      next: 'hang up',
      say: [{ sentence: 'declineNoted' }],
    })
  })

  test('hears the caller’s latest words, not ours, behind the name of whoever is known', async () => {
    const whispered = { ...limits, maxTurns: 1, whisper: 'all' as const }
    const unsure = { limits: whispered, verdicts: [verdict('ask', 'What for?')] }
    const chosen = await take(unsure, spoke('The house'), decided('put through'), answeredLeg(1))
    expect(chosen.told?.say).toEqual([{ sentence: 'announceCaller', with: { about: 'The house' } }])
    const outside = { by: null, hours: 'mon', passesNow: false, language: null }
    const known = { contact: { ...contact, ...outside } }
    const urgent = { limits: whispered, known, verdicts: [verdict('transfer', 'I see.')] }
    const friend = await take(urgent, spoke('It burns'), answeredLeg(1))
    expect(friend.told?.say).toEqual([
      { sentence: 'announceCaller', with: { about: 'Ada Example: It burns' } },
    ])
  })

  test('is typed to in the language that is typed, whatever is spoken with the caller', async () => {
    const history = { ...UNKNOWN.history, language: 'es' }
    const abroad = { ...unclear, limits: { ...limits, language: 'en-US' }, known: { history } }
    const words = 'Please tell me which thing it is about.'
    const typed = await take(abroad, asked, decided('say', words))
    expect(typed.cue.say).toEqual([{ text: words, language: 'en' }])
    const here = await take(unclear, asked, decided('say', words))
    expect(here.cue.say).toEqual([{ text: words }])
  })

  test('is no reply to what they have yet to hear, and what they say meanwhile is kept', async () => {
    const verdicts = [verdict('ask', 'And?'), verdict('ask', 'And?')]
    const typed = decided('say', 'Which thing?')
    const meanwhile = await take({ limits, verdicts }, asked, typed, spoke('The one I told of'))
    expect(meanwhile.state).toBe('askingOwner.toldByOwner')
    expect(meanwhile.screened).toHaveLength(1)
    const events = [asked, typed, spoke('The one I told of'), spoke('The boiler')]
    const replied = await take({ limits, verdicts }, ...events)
    expect(replied.screened.at(-1)!.said).toEqual([
      { speaker: 'caller', text: 'It is about the thing' },
      { speaker: 'caller', text: 'The one I told of' },
      { speaker: 'caller', text: 'The boiler' },
    ])
    const heard = await take(
      { limits, verdicts },
      asked,
      typed,
      { type: 'hold.ended' },
      spoke('The boiler'),
    )
    expect(heard.screened).toHaveLength(2)
  })

  test('who presses one key after the other is told who calls twice, and then hung up on', async () => {
    const urgent = { limits, verdicts: [verdict('transfer', 'I see.')] }
    const states = []
    for (const keys of [1, 2, 3]) {
      const pressed = Array.from({ length: keys }, () => answeredLeg(1))
      states.push((await take(urgent, spoke('Fire'), ...pressed)).state)
    }
    expect(states).toEqual(['whispering.announced', 'whispering.announced', 'whispering.noKey'])
    // The next dial begins anew.
    const again = await take(
      urgent,
      spoke('Fire'),
      answeredLeg(1),
      answeredLeg(1),
      dialed('no-answer'),
      decided('put through'),
      answeredLeg(2),
    )
    expect(again.state).toBe('whispering.announced')
  })

  test('steps in where nobody asked, too', async () => {
    const call = await take({ limits }, decided('put through'))
    expect(call).toMatchObject({ state: 'whispering.chosen', decision: 'transferred_owner' })
  })
})
