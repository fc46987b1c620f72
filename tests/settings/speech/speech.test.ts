/** What is heard and spoken, by the settings. */
import { describe, expect, test } from 'vitest'
import { HEARD_LANGUAGES } from '../../../machines/hearing/languages/heard.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { emergencyNumberFor } from '../../../server/settings/emergency-number.ts'
import { BOTH } from '../../../server/settings/speech/languages.ts'
import { naturalVoice } from '../../../server/settings/speech/natural-voice.ts'
import { tongueOf } from '../../../server/settings/speech/tongue.ts'
import { readVoice } from '../../../server/settings/speech/voice.ts'
import { problemsOf } from '../problems-of.ts'

const TAGS = BOTH.trim().split(/\s+/)

test('every natural voice is one that Twilio has, speaks the language and is no plain one', () => {
  for (const tag of TAGS) {
    const voice = naturalVoice(tag)
    if (voice === null) continue
    expect(readVoice(voice, tag)).toEqual({ name: voice })
    expect(voice).toMatch(/-(Neural|Generative)$|-(Chirp3-HD|Neural2|Wavenet)-/)
  }
})

describe.each(HEARD_LANGUAGES)('%s', (language) => {
  test('has a tag of Twilio’s, a natural voice and a model, wherever the owner lives', () => {
    for (const own of TAGS) {
      const { tag, voice, speechModel } = tongueOf({ language: own, voice: 'mine' }, language)
      expect(TAGS).toContain(tag)
      expect(tag.split('-')[0]).toBe(language)
      const known = voice === null || tag === own ? { name: voice } : readVoice(voice, tag)
      expect(known).toEqual({ name: tag === own ? 'mine' : voice })
      expect(speechModel).toBe('deepgram_nova-3')
    }
  })
})

test.each([
  ['en-US', 'es', 'es-US'],
  ['fr-CA', 'en', 'en-CA'],
  ['de-DE', 'en', 'en-US'],
  ['de-DE', 'de', 'de-DE'],
  ['de-DE', 'de-AT', 'de-DE'],
  ['en-US', 'pt-pt', 'pt-PT'],
  ['nl-BE', 'nl', 'nl-BE'],
  ['en-US', null, 'en-US'],
  ['en-US', 'xx', 'en-US'],
])('of an owner with %s, a call in %s is spoken as %s', (language, wished, tag) => {
  expect(tongueOf({ language, voice: null }, wished).tag).toBe(tag)
})

test.each([
  ['SPEECH_MODEL', 'whisper', 'Twilio has no speech model whisper'],
  ['LANGUAGES', '+14155550123', 'write each number in full and its language'],
  ['LANGUAGES', '+14155550123=xx-YY', '+14155550123: Twilio neither hears nor speaks xx-YY'],
  ['LANGUAGES', '+14155550123=de-DE,+1 415 555 0123=es-ES', 'is there twice'],
  ['OFFER_LANGUAGES', 'es, klingon', "'klingon' is not spoken here"],
  ['NOTICE', 'always', 'write brief'],
  ['EMERGENCY_NUMBER', 'one one two', 'give the digits'],
])('%s=%s is told of: %s', (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(problem)])
})

test('what is not set takes nothing from what callers are told', () => {
  const { limits, speechModel, languageByNumber } = readConfig({ REAL_PHONE_NUMBER: '+4930901820' })
  expect(limits).toMatchObject({ language: 'en-US', notice: 'brief' })
  expect(speechModel).toBeUndefined()
  expect(languageByNumber.size).toBe(0)
  expect(readConfig({ SPEECH_MODEL: 'default' }).speechModel).toBeNull()
  expect(readConfig({ NOTICE: 'none' }).limits.notice).toBeUndefined()
})

test('a model that is not known to hear LANGUAGE is told of', () => {
  const { warnings } = readConfig({ LANGUAGE: 'sv-SE', SPEECH_MODEL: 'deepgram_nova-3' })
  const told = warnings.filter(({ setting }) => setting === 'SPEECH_MODEL')
  expect(told).toEqual([
    { setting: 'SPEECH_MODEL', warning: expect.stringContaining('is not known to hear sv-SE') },
  ])
})

test.each([
  ['+442079460123', '999'],
  ['+4930901820', '112'],
  ['+61255501234', '000'],
  ['+12025550100', '911'],
  ['+390669812345', '112'],
])('where %s is, a life at risk is told %s', (number, emergency) => {
  expect(emergencyNumberFor([number])).toBe(emergency)
})

test('of a number without a country, or of a country that we do not know, nothing is told', () => {
  expect(emergencyNumberFor(['sip:someone', null])).toBeNull()
  expect(emergencyNumberFor(['+18765550123'])).toBeNull()
  expect(emergencyNumberFor(['anonymous', '+4930901820'])).toBe('112')
})
