/** The document that opens a socket, letter by letter: its attributes are Twilio's, and their capitals count. */
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../../server/calls/incoming.ts'
import type { Cue } from '../../../machines/cue.ts'
import { createRender } from '../../../server/lines/twilio/twiml.ts'
import type { TwimlOptions } from '../../../server/lines/twilio/twiml-options.ts'
import { readConfig } from '../../../server/settings/config.ts'
import {
  createConcierge,
  OUR_NUMBER,
  SETTINGS,
  STRANGER,
  verdict,
} from '../../support/concierge.ts'

const OTHER_NUMBER = '+12125550143'
const LISTEN: Cue = { say: [{ sentence: 'greeting' }], next: 'listen' }

function twimlOf(
  cue: Cue,
  words: string[],
  {
    called = OUR_NUMBER,
    ofCall = {},
    ...given
  }: Partial<TwimlOptions> & { called?: string; ofCall?: Partial<Answer> } = {},
): string {
  const render = createRender({
    ...readConfig(SETTINGS),
    basePath: '',
    relay: {
      isFor: (number) => number === OUR_NUMBER,
      socketUrl: 'wss://concierge.example.com',
      nonceOf: (callSid, revision) => `nonce-of-${callSid}-${revision}`,
    },
    ...given,
  })
  const call = { call_sid: 'CA1', caller_id: STRANGER, called }
  return render({ cue, words, revision: 7, call, ...ofCall }).replace(/^<\?xml[^>]*>/, '')
}

/** All that may be changed to, each in its own voice. */
const LANGUAGES = [
  ['en-US', 'Joanna'],
  ['es-US', 'Lupe'],
  ['de-DE', 'Vicki'],
  ['fr-FR', 'Lea'],
  ['pt-BR', 'Camila'],
  ['it-IT', 'Bianca'],
  ['nl-NL', 'Laura'],
]
  .map(
    ([code, voice]) =>
      `<Language code="${code}" ttsProvider="Amazon" voice="${voice}-Neural"` +
      ' transcriptionProvider="Deepgram" speechModel="nova-3-general"/>',
  )
  .join('')

test('what a caller hears first is the greeting of the socket', () => {
  expect(twimlOf({ ...LISTEN, quietSeconds: 9 }, ['Who’s there & why?', 'Tell me.'])).toBe(
    '<Response><Connect action="/twilio/relay-ended?turn=7" method="POST">' +
      '<ConversationRelay url="wss://concierge.example.com/twilio/relay/CA1/7"' +
      ' welcomeGreeting="Who’s there &amp; why? Tell me." language="en-US"' +
      ' ttsProvider="Amazon" voice="Joanna-Neural" transcriptionProvider="Deepgram"' +
      ' speechModel="nova-3-general" partialPrompts="true"' +
      ' interruptible="speech" welcomeGreetingInterruptible="speech" interruptSensitivity="medium"' +
      ' ignoreBackchannel="true">' +
      LANGUAGES +
      '<Parameter name="nonce" value="nonce-of-CA1-7"/>' +
      '<Parameter name="spoken" value="27"/>' +
      '<Parameter name="quiet" value="9"/>' +
      '<Parameter name="speaks" value="en-US"/>' +
      '<Parameter name="hears" value="en-US"/>' +
      '</ConversationRelay></Connect></Response>',
  )
})

test.each([
  ['Google.en-US-Journey-O', ' ttsProvider="Google" voice="en-US-Journey-O"'],
  ['Polly.Joanna-Generative', ' ttsProvider="Amazon" voice="Joanna-Generative"'],
  ['Polly.Joanna', ''],
  ['alice', ''],
  [null, ''],
])('the voice %s is named as the socket names voices, or left to Twilio', (voice, named) => {
  expect(twimlOf(LISTEN, ['Hello.'], { voice })).toContain(
    `welcomeGreeting="Hello." language="en-US"${named} transcriptionProvider`,
  )
})

test('with nothing to say there is no greeting, and behind a proxy its path is in both addresses', () => {
  const relay = {
    isFor: () => true,
    socketUrl: 'wss://example.com/calls',
    nonceOf: () => 'n',
  }
  const twiml = twimlOf(LISTEN, [' '], { basePath: '/calls', relay })
  expect(twiml).not.toContain('welcomeGreeting')
  expect(twiml).toContain('action="/calls/twilio/relay-ended?turn=7"')
  expect(twiml).toContain('url="wss://example.com/calls/twilio/relay/CA1/7"')
})

test('a greeting in two languages is said before the socket opens, each part in its own voice', () => {
  const cue: Cue = {
    say: [{ sentence: 'greeting' }, { sentence: 'greeting', language: 'es' }],
    next: 'listen',
  }
  const twiml = twimlOf(cue, ['Hello.', 'Hola.'])
  const [said = '', opened = ''] = twiml.split('<Connect')
  expect(said).toMatch(/<Say[^>]*en-US[^>]*>Hello\.<\/Say><Say[^>]*es-US[^>]*>Hola\.<\/Say>/)
  expect(opened).not.toContain('welcomeGreeting')
  expect(opened).toContain('<Parameter name="spoken" value="0"/>')
  const inOne = { ...cue, say: [{ sentence: 'greeting' as const, language: 'en' as const }] }
  expect(twimlOf(inOne, ['Hello.'])).toContain('welcomeGreeting="Hello."')
})

test('until the caller’s language is known any is listened for, and the socket is told which it speaks', () => {
  const any = twimlOf(LISTEN, ['Hola.'], { ofCall: { language: 'es' } })
  expect(any).toContain('language="es-US" transcriptionLanguage="multi" ttsProvider')
  expect(any).toContain(
    '<Parameter name="speaks" value="es-US"/><Parameter name="hears" value="multi"/>',
  )
  const known = twimlOf(LISTEN, ['Hola.'], { ofCall: { language: 'es', languageHeard: true } })
  expect(known).toContain('language="es-US" ttsProvider')
  expect(known).toContain('<Parameter name="hears" value="es-US"/>')
})

test('what is listened for is named for the socket too', () => {
  const hints = () => ({ text: 'Ada, solar', version: 1 })
  expect(twimlOf(LISTEN, ['Hello.'], { hints })).toContain(' hints="Ada, solar"')
  expect(twimlOf(LISTEN, ['Hello.'])).not.toContain('hints')
})

test.each([
  ['deepgram_nova-3', ' transcriptionProvider="Deepgram" speechModel="nova-3-general"'],
  ['deepgram_nova-2', ' transcriptionProvider="Deepgram" speechModel="nova-2-general"'],
  ['deepgram_nova-2-general', ' transcriptionProvider="Deepgram" speechModel="nova-2-general"'],
  ['googlev2_telephony', ' transcriptionProvider="Google" speechModel="telephony"'],
  ['default', ''],
  [null, ''],
])('the model %s is named as the socket names models, or left to Twilio', (speechModel, named) => {
  expect(twimlOf(LISTEN, ['Hello.'], { speechModel })).toContain(
    ` voice="Joanna-Neural"${named} partialPrompts`,
  )
})

test('everything but listening is as on any line', () => {
  for (const next of ['dial', 'hold', 'hang up'] as const)
    expect(twimlOf({ say: [], next }, ['Goodbye.'])).toBe(
      twimlOf({ say: [], next }, ['Goodbye.'], { relay: undefined }),
    )
})

describe('the line of a call', () => {
  const opened = async (settings: Record<string, string>, to = OUR_NUMBER) => {
    const { phone } = await createConcierge({ settings, screener: () => verdict('ask', 'Why?') })
    const caller = await phone.ring({ to })
    await caller.say('hello')
    expect(caller.lastHeard).toEqual(['Why?'])
    return caller.exchanges[0]!.twiml.includes('<ConversationRelay') ? 'relay' : 'gather'
  }

  test('is documents where nothing is said of it', async () => {
    expect(await opened({})).toBe('gather')
  })

  test('follows the number called with VOICE_LINES, and VOICE_LINE for any other', async () => {
    const one = { VOICE_LINES: `${OUR_NUMBER}=relay` }
    expect(await opened(one)).toBe('relay')
    expect(await opened(one, OTHER_NUMBER)).toBe('gather')
    const all = { VOICE_LINE: 'relay', VOICE_LINES: `${OUR_NUMBER}=gather` }
    expect(await opened(all)).toBe('gather')
    expect(await opened(all, OTHER_NUMBER)).toBe('relay')
  })
})
