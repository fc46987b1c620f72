/** Which TwiML the phone knows: the attributes of each verb, their values, and what may nest in it. */

/** What an attribute's value must be; `code` where Twilio has an error of its own for it. */
export interface Rule {
  accepts(value: string): boolean
  expected: string
  code?: number
}

const anything: Rule = { accepts: () => true, expected: 'anything' }

const oneOf = (...values: string[]): Rule => ({
  accepts: (value) => values.includes(value),
  expected: values.join(' or '),
})

const wholeNumber = (least: number, most = Infinity): Rule => ({
  accepts: (value) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most,
  expected:
    most === Infinity ? `a whole number of at least ${least}` : `a number from ${least} to ${most}`,
})

const yesOrNo = oneOf('true', 'false')
const method = oneOf('GET', 'POST')
const interruptible = oneOf('none', 'dtmf', 'speech', 'any', 'true', 'false')

/** 11100: "Bad URL in Play or Redirect verb body, bad URL provided for a verb's action attribute". */
export const url: Rule = {
  accepts(value) {
    const parsed = URL.parse(value, 'http://current.invalid/')
    return parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')
  },
  expected: 'an http or https URL',
  code: 11100,
}

/** Necessary, not sufficient: twilio.com/docs/glossary/what-e164 */
export const e164: Rule = {
  accepts: (value) => /^\+[1-9]\d{1,14}$/.test(value),
  expected: 'an E.164 number such as +14155550123',
  code: 13223,
}

const wholeNumberOrAuto = (least: number): Rule => ({
  accepts: (value) => value === 'auto' || wholeNumber(least).accepts(value),
  expected: `auto or ${wholeNumber(least).expected}`,
})

const spoken = { voice: anything, language: anything, loop: wholeNumber(0, 1000) }

/** Every attribute that Twilio's own schema knows (twilio 6.2, lib/twiml/VoiceResponse.d.ts). */
export const ATTRIBUTES: Record<string, Record<string, Rule>> = {
  Response: {},
  Say: spoken,
  Play: { loop: wholeNumber(0, 1000), digits: anything },
  Pause: { length: wholeNumber(0) },
  Gather: {
    input: oneOf('dtmf', 'speech', 'dtmf speech', 'speech dtmf'),
    action: url,
    method,
    timeout: wholeNumberOrAuto(0),
    speechTimeout: { ...wholeNumberOrAuto(1), code: 13327 },
    maxSpeechTime: wholeNumber(1),
    speechModel: anything,
    enhanced: yesOrNo,
    language: anything,
    hints: anything,
    profanityFilter: yesOrNo,
    partialResultCallback: url,
    partialResultCallbackMethod: method,
    actionOnEmptyResult: yesOrNo,
    bargeIn: yesOrNo,
    debug: yesOrNo,
    finishOnKey: { accepts: (value) => /^[0-9*#]?$/.test(value), expected: 'a key or nothing' },
    numDigits: wholeNumber(1),
  },
  Redirect: { method },
  Hangup: {},
  Reject: { reason: oneOf('rejected', 'busy') },
  Dial: {
    action: url,
    method,
    timeout: wholeNumber(5, 600),
    timeLimit: wholeNumber(1, 14_400),
    answerOnBridge: yesOrNo,
    callerId: { ...e164, code: 13214 },
    hangupOnStar: yesOrNo,
    record: oneOf(
      'do-not-record',
      'record-from-answer',
      'record-from-ringing',
      'record-from-answer-dual',
      'record-from-ringing-dual',
    ),
    recordingStatusCallback: url,
    recordingStatusCallbackEvent: anything,
    recordingStatusCallbackMethod: method,
    recordingTrack: oneOf('both', 'inbound', 'outbound'),
    recordingConfigurationId: anything,
    referUrl: url,
    referMethod: method,
    ringTone: anything,
    sequential: yesOrNo,
    trim: oneOf('trim-silence', 'do-not-trim'),
    events: anything,
    passports: anything,
  },
  Number: {
    url,
    method,
    sendDigits: anything,
    byoc: anything,
    statusCallback: url,
    statusCallbackEvent: anything,
    statusCallbackMethod: method,
    machineDetection: oneOf('Enable', 'DetectMessageEnd'),
    machineDetectionTimeout: wholeNumber(3, 60),
    machineDetectionSpeechThreshold: wholeNumber(1000, 6000),
    machineDetectionSpeechEndThreshold: wholeNumber(500, 5000),
    machineDetectionSilenceTimeout: wholeNumber(2000, 10_000),
    amdStatusCallback: url,
    amdStatusCallbackMethod: method,
  },
  Connect: { action: url, method },
  // As its page spells them, which the package does not in all: names are case-sensitive.
  ConversationRelay: {
    url: {
      accepts: (value) => URL.parse(value)?.protocol === 'wss:',
      expected: 'a whole wss URL',
      code: 64101,
    },
    welcomeGreeting: anything,
    welcomeGreetingInterruptible: interruptible,
    language: anything,
    ttsLanguage: anything,
    transcriptionLanguage: anything,
    ttsProvider: oneOf('ElevenLabs', 'Google', 'Amazon'),
    voice: anything,
    transcriptionProvider: oneOf('Deepgram', 'Google'),
    speechModel: anything,
    interruptible,
    interruptSensitivity: oneOf('low', 'medium', 'high'),
    dtmfDetection: yesOrNo,
    reportInputDuringAgentSpeech: interruptible,
    preemptible: yesOrNo,
    partialPrompts: yesOrNo,
    ignoreBackchannel: yesOrNo,
    hints: anything,
    debug: anything,
    events: anything,
    elevenlabsTextNormalization: anything,
    intelligenceService: anything,
  },
  Parameter: { name: anything, value: anything },
  Language: {
    code: anything,
    ttsProvider: anything,
    voice: anything,
    transcriptionProvider: anything,
    speechModel: anything,
  },
  break: { strength: anything, time: anything },
  emphasis: { level: anything },
  lang: { 'xml:lang': anything },
  p: {},
  phoneme: { alphabet: anything, ph: anything },
  prosody: { volume: anything, rate: anything, pitch: anything },
  s: {},
  'say-as': { 'interpret-as': anything, format: anything },
  sub: { alias: anything },
  w: { role: anything },
}

const ssml = 'break emphasis lang p phoneme prosody s say-as sub w'.split(' ')

const verbs = 'Say Play Pause Gather Redirect Hangup Reject Dial Connect'.split(' ')

/** What may stand inside what; an element that is not named here holds text or nothing. */
export const NESTED: Record<string, readonly string[]> = {
  Response: verbs,
  Gather: ['Say', 'Play', 'Pause'],
  Dial: ['Number'],
  Connect: ['ConversationRelay'],
  ConversationRelay: ['Parameter', 'Language'],
  Say: ssml,
  ...Object.fromEntries(ssml.filter((name) => name !== 'break').map((name) => [name, ssml])),
}

/** Good TwiML that the phone has no answer to: no call of ours uses it yet. */
const notPlayed =
  'Echo Enqueue Leave Pay Prompt Queue Record Refer Sms Start Stop ' +
  'Application Client Conference Sim Sip WhatsApp'

export const NOT_PLAYED: ReadonlySet<string> = new Set(notPlayed.split(' '))
