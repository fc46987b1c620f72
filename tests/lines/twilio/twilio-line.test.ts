/** What is said when nothing else can be, and by which documents a call is answered whose socket did not work. */
import { describe, expect, test } from 'vitest'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createTwilioLine } from '../../../server/lines/twilio/twilio-line.ts'
import type { RelayOptions } from '../../../server/lines/twilio/twiml-options.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { OUR_NUMBER, SETTINGS, STRANGER } from '../../support/concierge.ts'

const speech = speechIn('en-US', 'Grace')

const relayTo = (socketUrl: string): RelayOptions => ({
  isFor: () => true,
  socketUrl,
  nonceOf: () => 'nonce',
})

const lineWith = (relays: { relay?: RelayOptions; played?: RelayOptions } = {}) =>
  createTwilioLine({ ...readConfig(SETTINGS), basePath: '', ...relays }, speech)

const question = {
  cue: { say: [{ sentence: 'greeting' as const }], next: 'listen' as const },
  words: ['Hello?'],
  revision: 1,
  call: { call_sid: 'CA1', caller_id: STRANGER, called: OUR_NUMBER },
}

const textOf = (twiml: string) => twiml.replaceAll(/<[^>]*>/g, '')

test('callers hear how to reach the owner all the same, and that is the end of the call', () => {
  const { apology } = lineWith()
  expect(textOf(apology)).toBe(speech.textInstead)
  expect(apology).toContain('<Hangup/></Response>')
})

test('the owner’s leg ends without a word, or with why nobody is there', () => {
  const { ownerApology, callerGone } = lineWith()
  expect(ownerApology).toContain('<Response><Hangup/></Response>')
  expect(textOf(callerGone)).toBe(speech.callerGone)
  expect(callerGone).toContain('<Hangup/></Response>')
})

test('it is known by its name, and by how long it waits for more', () => {
  expect(lineWith()).toMatchObject({ name: 'gather', pauseMs: 2_000 })
})

test('a document is answered with 200, and where nobody hears one with 204', () => {
  const { statusOf } = lineWith()
  expect([statusOf('<Response/>'), statusOf('')]).toEqual([200, 204])
})

describe('a question', () => {
  test('opens a socket where words are streamed, and plainly none', () => {
    const line = lineWith({ relay: relayTo('wss://example.com') })
    expect(line.render(question)).toContain('wss://example.com/twilio/relay/CA1/1')
    expect(line.renderPlainly(question)).toContain('<Gather')
  })

  test('that is asked plainly leads to more that are', () => {
    const line = lineWith({ relay: relayTo('wss://example.com') })
    expect(line.renderPlainly(question)).toMatch(/action="[^"]*line=gather[^"]*"/)
    expect(line.render(question)).not.toContain('line=gather')
    expect(lineWith().renderPlainly(question)).not.toContain('line=gather')
  })

  test('of a call that is played streamed opens a socket that no carrier does', () => {
    const played = relayTo('wss://played.example.com')
    expect(lineWith({ played }).renderStreamed(question)).toContain(
      'wss://played.example.com/twilio/relay/CA1/1',
    )
    expect(lineWith({ played }).render(question)).toContain('<Gather')
    expect(lineWith().renderStreamed(question)).toContain('<Gather')
  })
})
