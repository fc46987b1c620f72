/** What goes out of an answer: each word once, and nothing of one that another has taken the place of. */
import { expect, test } from 'vitest'
import { createSpeaking } from '../../../server/lines/relay/speaking.ts'
import { twilioCarrier } from '../../../server/lines/relay/twilio-carrier.ts'

const said = (...say: string[]) => ({ say: say.map((text) => ({ text })) })

function speaking() {
  const sent: [string, boolean][] = []
  const { begin } = createSpeaking(twilioCarrier, (frame) => {
    const { token, last } = JSON.parse(frame) as { token: string; last: boolean }
    sent.push([token, last])
  })
  return { begin, sent }
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
