/** Whoever tells of a life at risk hears whom to call before anything else. */
import { describe, expect, test } from 'vitest'
import { type Limits } from '../../../machines/call.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { silent, spoke, take, verdict } from './taking.ts'

describe('whoever tells of a life at risk', () => {
  const limits: Limits = { maxTurns: 1, noSpeechRetries: 0, emergencyNumber: '911' }
  const risk = spoke('My child is not breathing')
  const emergency = { sentence: 'callEmergency', with: { number: '911' } }
  const judged = (...verdicts: (Verdict | Error)[]) => ({ limits, verdicts })

  test('hears first whom to call, whatever becomes of the call', async () => {
    const goodbye = { text: 'Goodbye.' }
    for (const decision of ['transfer', 'ask', 'end'] as const)
      expect((await take(judged(verdict(decision, 'Goodbye.')), risk)).cue.say).toEqual([
        emergency,
        goodbye,
      ])
    expect((await take(judged(new Error('away')), risk)).cue.say).toEqual([
      emergency,
      { sentence: 'textInstead' },
    ])
  })

  test('and not twice, where the reply says so, however it spells it', async () => {
    for (const reply of ['Call 911 now.', 'Call 9-1-1 now.', 'Call 9 1 1.'])
      expect((await take(judged(verdict('end', reply)), risk)).cue.say).toEqual([{ text: reply }])
    for (const reply of ['Call 9-1-2 now.', 'It is 9 or 11.'])
      expect((await take(judged(verdict('end', reply)), risk)).cue.say).toHaveLength(2)
  })

  test('but in front of a reply that is said while it arrives, of which nobody knows yet', async () => {
    const begun = { ...verdict('end', 'Call 911 now.'), begun: true as const }
    expect((await take(judged(begun), risk)).cue.say).toEqual([emergency, { text: begun.reply }])
  })

  test('not where they are asked on without a reply, nor where no number is known, nor of our words', async () => {
    expect((await take(judged(verdict('ask', 'Why?')), risk, silent)).cue.say).toEqual([
      { sentence: 'goodbyeUnheard' },
    ])
    const unknown = {
      limits: { maxTurns: 1, noSpeechRetries: 0 },
      verdicts: [verdict('end', 'Bye.')],
    }
    expect((await take(unknown, risk)).cue.say).toEqual([{ text: 'Bye.' }])
    const ours = judged(verdict('ask', 'Is your child not breathing?'), verdict('end', 'Bye.'))
    expect((await take(ours, spoke('Hello'), spoke('No'))).cue.say).toEqual([{ text: 'Bye.' }])
  })
})
