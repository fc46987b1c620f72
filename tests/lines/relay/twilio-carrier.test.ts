/** Twilio's frames, read as its page has them and no further. */
import { expect, test } from 'vitest'
import { twilioCarrier } from '../../../server/lines/relay/twilio-carrier.ts'

const CALL_SID = `CA${'0'.repeat(31)}1`
const read = (frame: unknown) => twilioCarrier.read(JSON.stringify(frame))

test('the frames of the page are read', () => {
  const setup = {
    type: 'setup',
    sessionId: `VX${'0'.repeat(32)}`,
    accountSid: `AC${'0'.repeat(32)}`,
    parentCallSid: '',
    callSid: CALL_SID,
    from: '+14155550123',
    to: '+12125550142',
    forwardedFrom: '',
    callType: 'PSTN',
    callerName: '',
    direction: 'inbound',
    callStatus: 'RINGING',
    customParameters: { nonce: 'n' },
  }
  expect(read(setup)).toEqual({
    told: { tells: 'setup', callSid: CALL_SID, parameters: { nonce: 'n' } },
  })
  expect(read({ type: 'prompt', voicePrompt: 'It is', lang: 'en-US', last: false })).toEqual({
    told: { tells: 'speech', text: 'It is', isFinal: false },
  })
  expect(read({ type: 'prompt', voicePrompt: 'It is me', lang: 'en-US', last: true })).toEqual({
    told: { tells: 'speech', text: 'It is me', isFinal: true },
  })
  const interrupt = { type: 'interrupt', utteranceUntilInterrupt: '', durationUntilInterruptMs: 0 }
  expect(read(interrupt)).toEqual({ told: { tells: 'interruption', heard: '' } })
  expect(read({ type: 'dtmf', digit: '#' })).toEqual({ told: { tells: 'key', key: '#' } })
  expect(read({ type: 'error', description: 'Invalid message' })).toEqual({
    told: { tells: 'fault', description: 'Invalid message' },
  })
})

test('a setup without parameters has none', () => {
  expect(read({ type: 'setup', callSid: CALL_SID })).toMatchObject({ told: { parameters: {} } })
})

test.each([
  ['{"type":"prompt"', 'not JSON'],
  ['', 'not JSON'],
  ['[]', 'of an unknown type'],
  ['null', 'not as documented'],
  ['"prompt"', 'not as documented'],
  ['{}', 'of an unknown type'],
  ['{"type":7}', 'of an unknown type'],
  ['{"type":"toString"}', 'of an unknown type'],
  ['{"type":"__proto__"}', 'of an unknown type'],
  ['{"type":"configUpdated"}', 'of an unknown type'],
  ['{"type":"prompt"}', 'not as documented'],
  ['{"type":"prompt","voicePrompt":["a"]}', 'not as documented'],
  ['{"type":"prompt","voicePrompt":"a","last":"no"}', 'not as documented'],
  ['{"type":"dtmf","digit":"12"}', 'not as documented'],
  ['{"type":"setup","callSid":"../calls"}', 'not as documented'],
  ['{"type":"setup","callSid":"CA1/.."}', 'not as documented'],
  ['{"type":"setup","callSid":"CA1","customParameters":{"nonce":1}}', 'not as documented'],
  ['['.repeat(60_000), 'not JSON'],
])('%.40s is %s', (frame, unread) => {
  expect(twilioCarrier.read(frame)).toEqual({ unread })
})

test('what is longer than 64 KB is not even parsed, counted in bytes', () => {
  const prompt = (voicePrompt: string) => read({ type: 'prompt', voicePrompt, last: true })
  const around = JSON.stringify({ type: 'prompt', voicePrompt: '', last: true }).length
  expect(prompt('a'.repeat(64 * 1_024 - around))).toHaveProperty('told')
  expect(prompt('a'.repeat(64 * 1_024 - around + 1))).toEqual({ unread: 'too long' })
  expect(prompt('a'.repeat(66_000))).toEqual({ unread: 'too long' })
  expect(prompt('é'.repeat(33_000))).toEqual({ unread: 'too long' })
})

test('what a frame may leave out has the value that the page means by it', () => {
  expect(read({ type: 'prompt', voicePrompt: 'It is me' })).toEqual({
    told: { tells: 'speech', text: 'It is me', isFinal: true },
  })
  expect(read({ type: 'error' })).toEqual({ told: { tells: 'fault', description: '' } })
})

test('more parameters than we ever give are none of ours', () => {
  const withParameters = (length: number) => {
    const customParameters = Object.fromEntries(Array.from({ length }, (_, n) => [`p${n}`, '']))
    return read({ type: 'setup', callSid: CALL_SID, customParameters })
  }
  expect(withParameters(20)).toHaveProperty('told')
  expect(withParameters(21)).toHaveProperty('unread')
})

test('what we send is as the page has it', () => {
  expect(JSON.parse(twilioCarrier.text(' there', false))).toEqual({
    type: 'text',
    token: ' there',
    last: false,
  })
  expect(JSON.parse(twilioCarrier.text('Hola', true, 'es-US'))).toEqual({
    type: 'text',
    token: 'Hola',
    last: true,
    lang: 'es-US',
  })
  expect(JSON.parse(twilioCarrier.language('de-DE', 'multi'))).toEqual({
    type: 'language',
    ttsLanguage: 'de-DE',
    transcriptionLanguage: 'multi',
  })
  expect(JSON.parse(twilioCarrier.end('{"call":"CA1"}'))).toEqual({
    type: 'end',
    handoffData: '{"call":"CA1"}',
  })
})
