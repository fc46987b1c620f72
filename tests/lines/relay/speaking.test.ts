/** What goes out of an answer: each word once, and nothing of one that another has taken the place of. */
import { expect, test } from 'vitest'
import { createSpeaking } from '../../../server/lines/relay/speaking.ts'
import { twilioCarrier } from '../../../server/lines/relay/twilio-carrier.ts'

const said = (...say: string[]) => ({ say: say.map((text) => ({ text })) })

const ENGLISH = { speaks: 'en-US', hears: 'en-US' }
const SPANISH = { speaks: 'es-US', hears: 'multi' }

function speaking() {
  const sent: [string, boolean][] = []
  /** All that is no text. */
  const told: object[] = []
  const out = createSpeaking(twilioCarrier, (frame) => {
    const { type, token, last, ...others } = JSON.parse(frame) as {
      type: string
      token: string
      last: boolean
    }
    if (type === 'text') sent.push([token, last])
    else told.push(others)
  })
  out.knows(ENGLISH)
  return { ...out, sent, told }
}

test('a sentence that is whole has a blank behind it, one that still comes has none', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.along(said('Call now.', 'What'))
  voice.along(said('Call now.', 'What is'))
  voice.whole(said('Call now.', 'What is it?'))
  expect(sent).toEqual([
    ['Call now. ', false],
    ['What', false],
    [' is', false],
    [' it?', true],
  ])
})

test('an answer that was said to its end is ended', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.along(said('What is it'))
  voice.whole(said('What is it'))
  expect(sent).toEqual([
    ['What is it', false],
    ['', true],
  ])
})

test('another answer than the one that was begun is said from its beginning', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.along(said('Call now.', 'What'))
  voice.along(said('When'))
  voice.whole(said('When was it?'))
  expect(sent.slice(2)).toEqual([
    ['', true],
    ['When was it?', true],
  ])
})

test('what comes late of an answer is let be', () => {
  const { begin, sent } = speaking()
  const late = begin()
  late.along(said('What'))
  const voice = begin()
  late.along(said('What is'))
  late.breakOff()
  late.whole(said('What is it?'))
  voice.whole(said('Goodbye.'))
  expect(sent).toEqual([
    ['What', false],
    ['Goodbye.', true],
  ])
})

test('whoever is asked to wait hears the answer anew, and nobody is who hears it already', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.meanwhile(said('One moment.'))
  voice.along(said('What'))
  voice.meanwhile(said('One moment.'))
  voice.whole(said('What is it?'))
  expect(sent).toEqual([
    ['One moment. ', false],
    ['What', false],
    [' is it?', true],
  ])
})

test('an answer of which nothing is to be said is ended, and so is one that is broken off', () => {
  const { begin, sent } = speaking()
  begin().whole(said())
  const voice = begin()
  voice.breakOff()
  voice.along(said('What'))
  voice.breakOff()
  voice.breakOff()
  expect(voice.isSpeaking).toBe(false)
  expect(sent).toEqual([
    ['', true],
    ['What', false],
    ['', true],
  ])
})

test('nothing is sent of words that are none yet, or no more than before', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.along(said())
  voice.along(said(''))
  voice.along(said('What'))
  voice.along(said('What'))
  expect(sent).toEqual([['What', false]])
})

test('of several sentences another one in the middle is another answer', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.along(said('One.', 'Two.', 'Thr'))
  voice.along(said('One.', 'Other.', 'Three'))
  voice.along(said('One.'))
  expect(sent).toHaveLength(3)
  voice.whole(said('One.', 'Two.', 'Three.'))
  expect(sent.slice(3)).toEqual([['ee.', true]])
})

test('the language is told before the first word in it, once, however the words come', () => {
  const frame = { ttsLanguage: 'es-US', transcriptionLanguage: 'multi' }
  for (const way of ['along', 'meanwhile', 'whole'] as const) {
    const { begin, told } = speaking()
    const voice = begin()
    voice[way]({ ...said('Hola'), tongue: ENGLISH })
    expect(told).toEqual([])
    begin()[way]({ ...said('Hola'), tongue: SPANISH })
    begin()[way]({ ...said('Adiós'), tongue: SPANISH })
    expect(told).toEqual([frame])
    begin()[way]({ ...said('Adiós'), tongue: { ...SPANISH, hears: 'es-US' } })
    begin()[way]({ ...said('Hello'), tongue: { speaks: 'en-US', hears: 'es-US' } })
    begin()[way](said('Hello'))
    expect(told).toHaveLength(3)
  }
})

test('what nobody hears any more changes no language', () => {
  const { begin, told } = speaking()
  const late = begin()
  begin()
  for (const way of ['along', 'meanwhile', 'whole'] as const)
    late[way]({ ...said('Hola'), tongue: SPANISH })
  expect(told).toEqual([])
})

test('it is known when the first word left, and for how long it is spoken', () => {
  const { begin } = speaking()
  const before = performance.now()
  const voice = begin()
  expect([voice.saidAt(), voice.spokenForMs()]).toEqual([null, 0])
  const silent = speaking().begin()
  silent.whole(said())
  expect(silent.saidAt()).toBeNull()
  voice.along(said(''))
  expect(voice.saidAt()).toBeNull()
  voice.along(said('What'))
  const first = voice.saidAt()!
  expect(first).toBeGreaterThanOrEqual(before)
  while (performance.now() <= first);
  voice.along(said('What is'))
  expect(voice.saidAt()).toBe(first)
  expect(voice.spokenForMs()).toBeGreaterThan(0)
  expect(voice.spokenForMs()).toBeLessThan(performance.now() - before + 1)
  voice.breakOff()
  expect(voice.spokenForMs()).toBe(0)
})

test('who is told to wait has heard a word, and the answer is not spoken yet', () => {
  const { begin } = speaking()
  const voice = begin()
  voice.meanwhile(said('One moment.'))
  expect(voice.saidAt()).not.toBeNull()
  expect(voice.spokenForMs()).toBe(0)
})

test('whoever cuts in stops what is being said, and it is silent for as long as it would take', () => {
  const { begin, cutOff, sent } = speaking()
  const voice = begin()
  voice.along(said('Call now.', 'What'))
  const cut = cutOff('Call now')
  voice.along(said('Call now.', 'What is it'))
  voice.whole(said('Call now.', 'What is it?'))
  voice.breakOff()
  expect(sent).toEqual([
    ['Call now. ', false],
    ['What', false],
    ['', true],
  ])
  expect(cut.text).toBe('Call now. What is it?')
  expect(voice.spokenForMs()).toBe(Infinity)
  cut.heard('Call now.')
  expect(cut.text).toBe('Call now.')
  // What was whole has ended by itself.
  cutOff('Call now')
  expect(sent).toHaveLength(3)
})

test('what they heard may be of the answer before, which nothing is left to stop of', () => {
  const { begin, cutOff, follows, sent } = speaking()
  follows('Who is it?')
  expect(cutOff('Who').text).toBe('Who is it?')
  const first = begin()
  expect(cutOff('Who').text).toBe('Who is it?')
  first.whole(said('Why?'))
  expect(cutOff('Why').text).toBe('Why?')
  begin()
  expect(cutOff('Why').text).toBe('Why?')
  begin().along(said('When'))
  expect(cutOff('Why').text).toBe('Why?')
  expect(sent).toEqual([
    ['Why?', true],
    ['When', false],
  ])
})
