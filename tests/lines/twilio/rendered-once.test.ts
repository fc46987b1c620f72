import { expect, test } from 'vitest'
import type { Answer } from '../../../server/calls/incoming.ts'
import { createTwilioLine } from '../../../server/lines/twilio/twilio-line.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { SETTINGS } from '../../support/concierge.ts'

const newLine = () =>
  createTwilioLine({ ...readConfig(SETTINGS), basePath: '' }, speechIn('en-US', ''))

const call = { call_sid: 'CA1', caller_id: '+14155550123', called: '+12125550142' }

const ANSWERS: Answer[] = [
  { cue: { say: [], next: 'listen' }, words: ['Hello'], revision: 1, call },
  { cue: { say: [], next: 'listen' }, words: ['Hello'], revision: 12, call },
  { cue: { say: [], next: 'listen' }, words: ['Hello', 'Hello'], revision: 1, call },
  { cue: { say: [], next: 'hold' }, words: ['Hello'], revision: 1, call },
  { cue: { say: [], next: 'hang up' }, words: ['Hello'], revision: 1, call },
  { cue: { say: [], next: 'dial' }, words: [], revision: 1, call },
  { cue: { say: [], next: 'dial', meantime: 'ringing' }, words: [], revision: 1, call },
  {
    cue: { say: [], next: 'dial' },
    words: [],
    revision: 1,
    call: { ...call, caller_id: '+14155550124' },
  },
]

test('what was rendered before reads as if it were rendered anew, whatever came between', () => {
  const line = newLine()
  const fresh = ANSWERS.map((answer) => newLine().render(answer))
  expect(new Set(fresh).size).toBe(ANSWERS.length)
  for (let round = 0; round < 3; round++)
    expect(ANSWERS.map((answer) => line.render(answer))).toEqual(fresh)
})

test('a revision is told wherever it belongs, and nothing that is said is taken for one', () => {
  const { render } = newLine()
  const said = (revision: number) =>
    render({ cue: { say: [], next: 'listen' }, words: ['?turn=7 & {revision}'], revision, call })
  said(7)
  expect(said(8)).toContain('action="/twilio/ai-response?turn=8"')
  expect(said(8)).toContain('?turn=7 &amp; {revision}')
})

test('of a thousand answers none is taken for another', () => {
  const { render } = newLine()
  const answer = (number: number): Answer => ({
    ...ANSWERS[0]!,
    words: [`Hello ${number}`],
    revision: number,
  })
  for (let round = 0; round < 2; round++)
    for (let number = 0; number < 1_000; number++)
      expect(render(answer(number))).toContain(`Hello ${number}<`)
})
