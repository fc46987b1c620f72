/** Which language a call is in, by what is known and by what is said. */
import { describe, expect, test } from 'vitest'
import { languageAfter, languageOf } from '../../machines/call-language.ts'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import type { CallContext } from '../../machines/call.ts'
import { simulate } from '../../machines/simulation/simulate.ts'
import { UNKNOWN, type Knowledge } from '../../machines/standing.ts'
import type { Move } from '../../machines/simulation/move.ts'

test.each([
  [{}, 'en-US'],
  [{ contact: null, last: null }, 'en-US'],
  [{ contact: 'es-MX', last: 'fr' }, 'es-MX'],
  [{ contact: null, last: 'fr' }, 'fr'],
  // None that is spoken here.
  [{ contact: 'sv-SE', last: 'nl' }, 'nl'],
  [{ contact: 'constructor', last: '' }, 'en-US'],
])('of %j, where calls to the number begin in en-US, it is %s', (callers, language) => {
  expect(languageOf('en-US', callers)).toEqual({ language })
})

test('a call from before there were languages has none, and gets none', () => {
  expect(languageOf(undefined, { contact: 'es' })).toEqual({})
  expect(languageAfter({}, 'Hola, llamo por la caldera de su piso.')).toEqual({})
})

test('a sentence changes it, of the same language the country stays, and the next may change it again', () => {
  const spanish = languageAfter({ language: 'en-GB' }, 'Hola, llamo por la caldera de su piso.')
  expect(spanish).toEqual({ language: 'es', languageHeard: true })
  expect(languageAfter(spanish, 'Sí, por favor')).toEqual({})
  const english = 'My wife is not breathing, please help me.'
  expect(languageAfter({ language: 'en-GB' }, english).language).toBe('en-GB')
  expect(languageAfter(spanish, english)).toEqual({ language: 'en', languageHeard: true })
})

const arrival = {
  callSid: 'CA00000000000000000000000000000001',
  from: '+14155550123',
  caller: '+14155550123',
  withheld: false,
  called: '+12125550142',
  forwardedFrom: null,
  attestation: 'failed',
} as const

const limits = { maxTurns: 3, noSpeechRetries: 2, language: 'en-US', messages: 'missed' } as const

function known(knowledge: Partial<Knowledge>): Move {
  const output = { ...UNKNOWN, ...knowledge }
  return { kind: 'answer', payload: { port: 'knowCaller', output } }
}

function contextAfter(...moves: Move[]): CallContext {
  return simulate(conciergeFlow, limits, [
    { kind: 'event', payload: { type: 'call.arrived', ...arrival } },
    { kind: 'answer', payload: { port: 'findOpenDial', output: false } },
    ...moves,
  ]).steps.at(-1)!.context
}

describe('in the flow', () => {
  test('a contact’s language goes before that of their last call, and both before that of the number called', () => {
    const contact = { phoneNumber: '+14155550123', name: 'Ada', category: 'family' }
    const entry = { ...contact, by: null, hours: null, passesNow: true, language: 'it' }
    const history = { ...UNKNOWN.history, language: 'de' }
    expect(contextAfter(known({ contact: entry, history }))).toMatchObject({ language: 'it' })
    expect(contextAfter(known({ history }))).toMatchObject({ language: 'de' })
    expect(contextAfter(known({}))).toMatchObject({ language: 'en-US' })
  })

  test('what the caller says before the owner’s words are heard tells it too', () => {
    const stranger = known({})
    const typed: Move = {
      kind: 'event',
      payload: { type: 'owner.decided', choice: 'say', words: 'Who is there?' },
    }
    const text = 'Ik bel over de ketel in uw appartement.'
    const spoke: Move = { kind: 'event', payload: { type: 'caller.spoke', text } }
    expect(contextAfter(stranger, typed, spoke)).toMatchObject({ language: 'nl' })
  })
})
