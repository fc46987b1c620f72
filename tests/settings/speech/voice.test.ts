import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { readLanguage } from '../../../server/settings/speech/language.ts'
import { readVoice } from '../../../server/settings/speech/voice.ts'

/** What the SDK of the version that we have knows: one that Twilio adds is missed here first. */
function listed(type: string): string[] {
  const sdk = createRequire(import.meta.url).resolve('twilio/lib/twiml/VoiceResponse.d.ts')
  const [, list = ''] = new RegExp(`type ${type} = ([^;]*);`).exec(readFileSync(sdk, 'utf8')) ?? []
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name!)
}

test('every voice of Twilio’s SDK is known, in one language at least', () => {
  const voices = listed('SayVoice')
  expect(voices.length).toBeGreaterThan(800)
  const languages = [...new Set([...listed('SayLanguage'), 'yue-HK', 'lt-LT', 'eu-ES', 'gl-ES'])]
  // Voices of one language stand together: that of the last is tried first, or this takes half a minute.
  const unknown = voices.filter((voice) => {
    const at = languages.findIndex((language) => 'name' in readVoice(voice, language))
    if (at > 0) languages.unshift(...languages.splice(at, 1))
    return at < 0
  })
  expect(unknown).toEqual([])
})

test('every language of Twilio’s SDK is known', () => {
  const languages = [...new Set([...listed('SayLanguage'), ...listed('GatherLanguage')])]
  expect(languages.length).toBeGreaterThan(120)
  expect(languages.filter((tag) => readLanguage(tag, ['en'], ['en']).tag !== tag)).toEqual([])
})

test.each([
  ['polly.joanna-neural', 'en-US', 'Polly.Joanna-Neural'],
  ['Polly.Amy', 'en-US', 'Polly.Amy'],
  ['Polly.Kajal-Neural', 'hi-IN', 'Polly.Kajal-Neural'],
  ['Google.en-US-Chirp3-HD-Achernar', 'en-US', 'Google.en-US-Chirp3-HD-Achernar'],
  ['alice', 'pt-BR', 'alice'],
])('%s speaks %s', (written, language, name) => {
  expect(readVoice(written, language)).toEqual({ name })
})

test.each([
  ['Polly.Joanna-Neural', 'de-DE', 'Polly.Daniel'],
  ['Joana', 'en-US', 'write Polly.'],
  ['', 'sq-AL', 'no voice'],
])('%s for %s is refused with one to write instead', (written, language, hint) => {
  expect(readVoice(written, language)).toEqual({ problem: expect.stringContaining(hint) })
})
