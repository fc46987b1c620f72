/** Of what was said to somebody who cut in, only what they heard stays said. */
import { expect, test } from 'vitest'
import type { CallContext, Utterance } from '../../machines/call.ts'
import { newCall } from '../../machines/call-setup.ts'
import { heardOnly } from '../../machines/heard-only.ts'

const SAID: Utterance[] = [
  { speaker: 'concierge', text: 'Who is it?' },
  { speaker: 'caller', text: 'me' },
  { speaker: 'concierge', text: 'Who is it?' },
  { speaker: 'caller', text: 'Mia' },
]

function left(said: Utterance[], heard: string, unheard: string): string[] {
  const call: CallContext = { ...newCall, said }
  const after = heardOnly(call, { type: 'caller.interrupted', heard, unheard })
  return after.said.map(({ text }) => text)
}

test.each([
  ['a part of it', 'Who', ' is it?', ['Who is it?', 'me', 'Who', 'Mia']],
  ['nothing of it', '', 'Who is it?', ['Who is it?', 'me', 'Mia']],
  ['a fixed sentence before it only', 'Call 911.', ' Who is it?', ['Who is it?', 'me', 'Mia']],
  ['that and a part of it', 'Call 911. Who', ' is it?', ['Who is it?', 'me', 'Who', 'Mia']],
  ['something else', 'Where', ' is it?', ['Who is it?', 'me', 'Who is it?', 'Mia']],
])('%s was heard', (_, heard, unheard, expected) => {
  expect(left(SAID, heard, unheard)).toEqual(expected)
})

test('what was said long before is not meant', () => {
  const old: Utterance = { speaker: 'concierge', text: 'What is it about?' }
  expect(left([old, ...SAID], 'What', ' is it about?')[0]).toBe('What is it about?')
})
