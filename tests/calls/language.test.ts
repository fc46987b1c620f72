/** A call has a language: what is known of the caller, or of the number called, until a sentence of theirs tells. */
import { describe, expect, test } from 'vitest'
import type { ScreeningInput } from '../../machines/ports.ts'
import { speechIn, SPOKEN_LANGUAGES } from '../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../prompts/speech/spoken-line.ts'
import type { Exchange } from '../../server/phone/exchange.ts'
import { naturalVoice } from '../../server/settings/speech/natural-voice.ts'
import { SENTENCES } from '../machines/hearing/spoken-sentences.ts'
import { createApi, KEY } from '../support/management.ts'
import { lineUnderTest } from '../support/both-lines.ts'
import { createConcierge, OUR_NUMBER, STRANGER, verdict } from '../support/concierge.ts'

/** A session of the relay goes on with what it began with, as no frame that we know changes a model. */
const isPlain = lineUnderTest() === 'gather'

const OTHER_NUMBER = '+12125550143'

async function ringing(settings: Record<string, string> = {}, to = OUR_NUMBER) {
  const asked: ScreeningInput[] = []
  const concierge = await createConcierge({
    settings,
    screener: (input) => {
      asked.push(input)
      return verdict('ask', 'And then?')
    },
  })
  const caller = await concierge.phone.ring({ from: STRANGER, to })
  /** How the caller is spoken to and heard now; the voice and the model by which the document has them. */
  async function tongue() {
    const { relay, exchanges } = caller
    if (lineUnderTest() === 'relay') return relayTongue(exchanges.at(-1)!.twiml, relay!.tongue)
    const twiml = await lastTwiml()
    const [, speaks = '', voice] = /<Say language="([^"]+)" voice="([^"]+)"/.exec(twiml) ?? []
    const [, hears = ''] = /<Gather [^>]*language="([^"]+)"/.exec(twiml) ?? []
    const [, model] = /<Gather [^>]*speechModel="([^"]+)"/.exec(twiml) ?? []
    return { speaks, voice, hears, model }
  }

  /** The latest answer's XML. */
  async function lastTwiml(): Promise<string> {
    const { body } = await concierge.database.queries
      .selectFrom('answers')
      .select('body')
      .where('call_sid', '=', caller.callSid)
      .orderBy('at', 'desc')
      .orderBy('webhook', 'desc')
      .executeTakeFirstOrThrow()
    return body
  }
  return { ...concierge, caller, asked, tongue, row: () => concierge.call(caller.callSid) }
}

/** In the words of `<Gather>` and `<Say>`. */
function relayTongue(twiml: string, { speaks, hears }: { speaks: string; hears: string }) {
  const provider: Record<string, string> = { Amazon: 'Polly', Google: 'Google' }
  const noun = hears === 'multi' ? /<ConversationRelay [^>]*>/ : languageNoun(hears)
  const [, by, name] =
    /ttsProvider="(\w+)" voice="([^"]+)"/.exec(languageNoun(speaks).exec(twiml)![0]) ?? []
  const [, model] = /speechModel="([^"]+)"/.exec(noun.exec(twiml)![0]) ?? []
  const models: Record<string, string> = {
    'nova-3-general': 'deepgram_nova-3',
    telephony: 'googlev2_telephony',
  }
  const voice = by && `${provider[by]}.${name}`
  return { speaks, voice, hears, model: model && models[model] }
}

function languageNoun(code: string): RegExp {
  return new RegExp(`<Language code="${code}"[^>]*>`)
}

describe('a call begins', () => {
  test('in LANGUAGE, heard in any of ours until the caller has told which', async () => {
    const { caller, row, tongue } = await ringing({ LANGUAGE: 'de-DE' })
    expect(caller.lastHeard).toEqual([speechIn('de', '').greeting])
    expect(await row()).toMatchObject({ language: 'de-DE' })
    expect(await tongue()).toEqual({
      speaks: 'de-DE',
      voice: 'Polly.Vicki-Neural',
      hears: 'multi',
      model: 'deepgram_nova-3',
    })
  })

  test('in that of the number called', async () => {
    const settings = { LANGUAGES: `${OTHER_NUMBER}=pt-PT, ${OUR_NUMBER}=it-IT` }
    const { caller, row, tongue } = await ringing(settings, OTHER_NUMBER)
    expect(caller.lastHeard).toEqual([speechIn('pt', '').greeting])
    expect(await row()).toMatchObject({ language: 'pt-PT' })
    expect(await tongue()).toMatchObject({ speaks: 'pt-PT', voice: 'Polly.Ines-Neural' })
  })

  test('in that of the caller’s last call, whatever the number called has', async () => {
    const { caller, phone, call } = await ringing({ LANGUAGE: 'de-DE' })
    await caller.say(SENTENCES.nl[0]!)
    await caller.hangUp()
    const again = await phone.ring({ from: STRANGER })
    expect(again.lastHeard).toEqual([speechIn('nl', '').greeting])
    expect(await call(again.callSid)).toMatchObject({ language: 'nl' })
    const other = await phone.ring({ from: '+14155550124' })
    expect(other.lastHeard).toEqual([speechIn('de', '').greeting])
  })

  test('and offers others where the owner wishes it, each in its own voice, but not its own', async () => {
    const { caller } = await ringing({ OFFER_LANGUAGES: 'es, en, fr' })
    expect(caller.lastHeard).toEqual([
      speechIn('en', '').greeting,
      speechIn('es', '').offerLanguage,
      speechIn('fr', '').offerLanguage,
    ])
    const [{ twiml }] = caller.exchanges as [Exchange]
    expect(twiml).toContain('<Say language="es-US" voice="Polly.Lupe-Neural">')
  })
})

describe.each(SPOKEN_LANGUAGES)('a caller who speaks %s', (language) => {
  const other = language === 'en' ? 'es-ES' : 'en-US'
  const words = SENTENCES[language as keyof typeof SENTENCES][0]!

  test('is answered in it from the first full sentence on, whatever the call began in', async () => {
    const { caller, asked, row, tongue } = await ringing({ LANGUAGE: other })
    await caller.say('Ok.')
    expect(asked.at(-1)!.language).toBe(other)
    expect(await row()).toMatchObject({ language: other })
    await caller.say(words)
    expect(asked.at(-1)!.language).toBe(language)
    expect(await row()).toMatchObject({ language })
    expect(caller.lastHeard).toEqual(['And then?'])
    const { speaks, voice, hears, model } = await tongue()
    expect(speaks.split('-')[0]).toBe(language)
    expect(voice).toBe(naturalVoice(speaks))
    expect([hears, model]).toEqual([speaks, 'deepgram_nova-3'])
    await caller.silence()
    expect(caller.lastHeard).toEqual([speechIn(language, '').notHeard])
    await caller.say('Maria de la Cruz')
    expect(asked.at(-1)!.language).toBe(language)
  })
})

test('the language of a call is told over REST', async () => {
  const { app, caller } = await ringing({ LANGUAGE: 'it-IT' })
  const api = await createApi(app, KEY)
  const path = `/conversations/${caller.callSid}`
  expect((await api.get(path)).body).toMatchObject({ language: 'it-IT' })
  await caller.say(SENTENCES.nl[0]!)
  expect((await api.get(path)).body).toMatchObject({ language: 'nl' })
})

test('where speech was not heard the next question is heard by what Twilio chooses, in the language of the call', async () => {
  const { caller, tongue } = await ringing({ LANGUAGE: 'fr-FR' })
  await caller.silence()
  expect(await tongue()).toMatchObject({ hears: 'fr-FR', ...(isPlain && { model: undefined }) })
  await caller.say('Hm')
  expect((await tongue()).model).toBe('deepgram_nova-3')
})

test('SPEECH_MODEL is heard with in every language, and default leaves it to Twilio', async () => {
  const named = await ringing({ SPEECH_MODEL: 'googlev2_telephony' })
  expect(await named.tongue()).toMatchObject({ hears: 'en-US', model: 'googlev2_telephony' })
  const free = await ringing({ SPEECH_MODEL: 'default' })
  expect(await free.tongue()).toMatchObject({ model: undefined })
})

test('what is put through rings the owner in the owner’s language', async () => {
  const { phone } = await createConcierge({
    screener: () => verdict('transfer', 'Le paso.'),
  })
  const caller = await phone.ring({ from: STRANGER, to: OUR_NUMBER })
  await caller.say(SENTENCES.es[0]!)
  await caller.ownerAnswers()
  expect(caller.owner?.heard.join(' ')).toContain('Press 1 to talk')
  expect(caller.heard.at(-1)).toBe('Le paso.')
})

describe('that words are written down', () => {
  test.each(['brief', 'full'] as const)('is told %s before the first question', async (notice) => {
    const { caller, database } = await ringing({ NOTICE: notice })
    const line = { sentence: 'greeting', with: { notice } } as const
    expect(caller.lastHeard).toEqual([spokenLine(line, speechIn('en', ''))])
    const rests = await database.queries
      .selectFrom('journal')
      .select('payload')
      .where('kind', '=', 'rest')
      .execute()
    expect(rests.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([{ notice }])
  })

  test('is told by default, and with NOTICE=none nothing of it', async () => {
    const { caller, database } = await ringing({ NOTICE: 'none' })
    expect(caller.lastHeard).toEqual([speechIn('en', '').greeting])
    const { payload } = await database.queries
      .selectFrom('journal')
      .select('payload')
      .where('kind', '=', 'rest')
      .executeTakeFirstOrThrow()
    expect(payload).not.toContain('notice')
    const byDefault = await ringing({ NOTICE: '' })
    expect(byDefault.caller.lastHeard[0]).toContain(speechIn('en', '').noticeBrief)
  })
})

describe('a life at risk', () => {
  test.each([
    ['+442079460123', '9 9 9'],
    ['+4930901820', '1 1 2'],
    ['+61255501234', '0 0 0'],
    ['+12125550142', '9 1 1'],
  ])('is told the number of the country that was called: %s, %s', async (called, number) => {
    const { caller } = await ringing({}, called)
    await caller.say('She is not breathing')
    expect(caller.lastHeard).toEqual([`If a life is at risk, call ${number} now.`, 'And then?'])
  })

  test('is told it in the language of the call, by the rules too, and what the owner sets', async () => {
    const { phone } = await createConcierge({ settings: { EMERGENCY_NUMBER: '112' } })
    const caller = await phone.ring({ from: STRANGER, to: OUR_NUMBER })
    await caller.say('Hola, mi madre no respira, por favor ayúdeme')
    const spanish = speechIn('es', '')
    expect(caller.state).toBe('dialing')
    expect(caller.lastHeard).toEqual([
      spanish.callEmergency.replace('{number}', '1 1 2'),
      spanish.connectingUrgent,
    ])
  })
})
