/** What goes out of an answer: each word once, and nothing of one that another has taken the place of. */
import { expect, test } from 'vitest'
import { createSpeaking } from '../../../server/lines/relay/speaking.ts'
import { twilioCarrier } from '../../../server/lines/relay/twilio-carrier.ts'

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
  voice.along(['Call now.', 'What'])
  voice.along(['Call now.', 'What is'])
  voice.whole(['Call now.', 'What is it?'])
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
  voice.along(['What is it'])
  voice.whole(['What is it'])
  expect(sent).toEqual([
    ['What is it', false],
    ['', true],
  ])
})

test('another answer than the one that was begun is said from its beginning', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.along(['Call now.', 'What'])
  voice.along(['When'])
  voice.whole(['When was it?'])
  expect(sent.slice(2)).toEqual([
    ['', true],
    ['When was it?', true],
  ])
})

test('what comes late of an answer is let be', () => {
  const { begin, sent } = speaking()
  const late = begin()
  late.along(['What'])
  const voice = begin()
  late.along(['What is'])
  late.whole(['What is it?'])
  voice.whole(['Goodbye.'])
  expect(sent).toEqual([
    ['What', false],
    ['Goodbye.', true],
  ])
})

test('whoever is asked to wait hears the answer anew, and nobody is who hears it already', () => {
  const { begin, sent } = speaking()
  const voice = begin()
  voice.meanwhile(['One moment.'])
  voice.along(['What'])
  voice.meanwhile(['One moment.'])
  voice.whole(['What is it?'])
  expect(sent).toEqual([
    ['One moment. ', false],
    ['What', false],
    [' is it?', true],
  ])
})
