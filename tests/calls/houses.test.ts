/** Several called numbers, each with its owner: whose phone rings, in which words, by which flow. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScreeningInput } from '../../machines/ports.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { flows } from '../../machines/flows.ts'
import { readCallFile, writeCallFile } from '../../server/replay/call-file.ts'
import { recordedCall } from '../../server/replay/logged-call.ts'
import { createPseudonyms } from '../../server/replay/pseudonyms.ts'
import { pseudonymousCall } from '../../server/replay/pseudonymous-call.ts'
import { replayToday } from '../../server/replay/replay-today.ts'
import { findLoggedCall } from '../../storage/review/logged-calls.ts'
import { createPhone } from '../../server/phone/phone.ts'
import {
  AUTH_TOKEN,
  createConcierge,
  MOTHER,
  OUR_NUMBER,
  OWNER,
  PUBLIC_URL,
  STRANGER,
  verdict,
} from '../support/concierge.ts'
import { createWatched } from '../watch/watched.ts'

const OFFICE = '+12125550143'
const ANA = '+14155550107'

const LINES = JSON.stringify([
  { number: OUR_NUMBER, label: 'Home', name: 'Robin' },
  { number: OFFICE, label: 'Office', name: 'Ana', phone: ANA, language: 'es-ES' },
])

async function twoHouses({ settings = {}, ...parts }: Parameters<typeof createConcierge>[0] = {}) {
  const asked: ScreeningInput[] = []
  const concierge = await createConcierge({
    settings: { OWNER_NAME: 'Robin', WHISPER: 'all', LINES, ...settings },
    contacts: [MOTHER],
    screener: (input) => {
      asked.push(input)
      return { ...verdict('transfer', ''), kind: 'medical' }
    },
    ...parts,
  })
  async function bodies(callSid: string): Promise<string[]> {
    const rows = await concierge.database.queries
      .selectFrom('answers')
      .select('body')
      .where('call_sid', '=', callSid)
      .execute()
    return rows.map(({ body }) => body)
  }
  return { ...concierge, asked, bodies }
}

describe('a call to a line of LINES', () => {
  test('is greeted in its language and by the name of its owner, and rings that owner', async () => {
    const { phone, asked, bodies, call } = await twoHouses()
    const home = await phone.ring({ from: STRANGER })
    expect(home.heard).toEqual([speechIn('en', 'Robin').greeting])
    await home.hangUp()
    const office = await phone.ring({ from: '+14155550124', to: OFFICE })
    expect(office.heard).toEqual([speechIn('es', 'Ana').greeting])
    await office.say('Soy la enfermera del hospital, ha habido un accidente.')
    expect(office.dialed).toMatchObject({ number: ANA, callerId: OFFICE })
    expect(asked.at(-1)).toMatchObject({ owner: 'Ana' })
    await office.ownerAnswers()
    expect(office.owner!.heard[0]).toMatch(/Pulse/)
    const whisper = (await bodies(office.callSid)).find((body) => body.includes('numDigits'))
    expect(whisper).toContain('<Say language="es-ES" voice="Polly.Lucia-Neural">')
    expect(await call(office.callSid)).toMatchObject({ language: 'es-ES' })
  })

  test('rings the phone of all where it names none, and its contacts are those of all', async () => {
    const { phone } = await twoHouses({ settings: { WHISPER: 'none' } })
    const home = await phone.ring({ from: MOTHER.phoneNumber })
    expect(home.dialed).toMatchObject({ number: OWNER, callerId: MOTHER.phoneNumber })
    await home.hangUp()
    const office = await phone.ring({ from: MOTHER.phoneNumber, to: OFFICE })
    expect(office.dialed).toMatchObject({ number: ANA, callerId: MOTHER.phoneNumber })
  })

  test('shows the number called where the caller has none', async () => {
    const { phone } = await twoHouses({ settings: { WHISPER: 'none' } })
    const office = await phone.ring({ from: 'anonymous', to: OFFICE })
    await office.say('Soy la enfermera del hospital, ha habido un accidente.')
    expect(office.dialed).toMatchObject({ number: ANA, callerId: OFFICE })
  })

  test('has a flow, hours and a way of hearing of its own', async () => {
    const lines = [
      { number: OUR_NUMBER, name: 'Robin', voice_line: 'gather' },
      { number: OFFICE, name: 'Ana', flow: 'after-hours', voice_line: 'relay' },
      { number: '+12125550144', hours: 'mon-sun 00:00-24:00=after-hours' },
    ]
    const { phone, bodies } = await twoHouses({ settings: { LINES: JSON.stringify(lines) } })
    const heard = async (to: string) => {
      const caller = await phone.ring({ from: STRANGER, to })
      const by = (await bodies(caller.callSid))[0]!.includes('<ConversationRelay')
        ? 'relay'
        : 'gather'
      await caller.hangUp()
      return [caller.heard[0], by]
    }
    expect(await heard(OUR_NUMBER)).toEqual([speechIn('en', 'Robin').greeting, 'gather'])
    expect(await heard(OFFICE)).toEqual([speechIn('en', 'Ana').greetingAfterHours, 'relay'])
    const [third] = await heard('+12125550144')
    expect(third).toBe(speechIn('en', 'Robin').greetingAfterHours)
  })

  test('stays that owner’s over a start anew', async () => {
    const before = await twoHouses()
    const caller = await before.phone.ring({ from: STRANGER, to: OFFICE })
    const after = await twoHouses({
      settings: { SQLITE_DB_PATH: before.file, VOICE_LINE: 'gather' },
      phone: { voice: '/twilio/ai-response?turn=1' },
    })
    const onward = await after.phone.ring({
      callSid: caller.callSid,
      from: STRANGER,
      to: OFFICE,
      extra: { SpeechResult: 'Soy la enfermera, ha habido un accidente.' },
    })
    expect(onward.dialed).toMatchObject({ number: ANA })
    expect(after.asked[0]).toMatchObject({ owner: 'Ana' })
  })
})

describe('our own dial coming back', () => {
  test.each([OUR_NUMBER, OFFICE])('from %s, by any of our numbers, rings nobody', async (from) => {
    const { phone } = await twoHouses()
    for (const to of [OUR_NUMBER, OFFICE])
      expect((await phone.ring({ from, to })).state).toBe('rejected')
  })

  test('because that owner’s phone forwards to the other line, rings nobody', async () => {
    const { phone } = await twoHouses({ settings: { WHISPER: 'none' } })
    const office = await phone.ring({ from: MOTHER.phoneNumber, to: OFFICE })
    expect(office.state).toBe('dialing')
    expect((await phone.ring({ from: MOTHER.phoneNumber, to: OUR_NUMBER })).state).toBe('rejected')
  })
})

test('no call to one line ever rings the owner of another, whatever the settings', async () => {
  const line = fc.record(
    {
      phone: fc.option(fc.constantFrom('+14155550107', '+14155550108', '+14155550109'), {
        nil: undefined,
      }),
      language: fc.constantFrom('en-US', 'es-ES', 'de-DE'),
      voice_line: fc.constantFrom('gather', 'relay'),
      flow: fc.constantFrom('concierge', 'after-hours'),
      name: fc.constantFrom('Robin', 'Ana'),
    },
    { requiredKeys: [] },
  )
  const settings = fc.record({
    lines: fc.array(line, { minLength: 2, maxLength: 4 }),
    WHISPER: fc.constantFrom('all', 'screened', 'none'),
    callers: fc.array(fc.constantFrom(MOTHER.phoneNumber, 'anonymous', '+14155550125'), {
      minLength: 3,
      maxLength: 6,
    }),
  })
  await fc.assert(
    fc.asyncProperty(settings, async ({ lines, WHISPER, callers }) => {
      const told = lines.map((one, index) => ({
        ...one,
        number: `+1212555014${index}`,
        label: `${index}`,
      }))
      const { phone } = await twoHouses({ settings: { WHISPER, LINES: JSON.stringify(told) } })
      for (const [index, from] of callers.entries()) {
        const { number: to, phone: ofOwner = OWNER } = told[index % told.length]!
        const caller = await phone.ring({ from, to })
        if (caller.state === 'listening') await caller.say('there has been an accident at school')
        expect(caller.dialed?.number).toBe(ofOwner)
        await caller.hangUp()
      }
    }),
    { numRuns: 12 },
  )
})

test('a number that is no line any more is as is set for all, and the log says so once', async () => {
  const before = await twoHouses({ settings: { VOICE_LINE: 'gather' } })
  const caller = await before.phone.ring({ from: STRANGER, to: OFFICE })
  const { callSid } = caller
  const settings = { SQLITE_DB_PATH: before.file, WHISPER: 'none' }
  const { app, lines } = await createWatched({
    settings,
    screener: () => ({ ...verdict('transfer', ''), kind: 'medical' }),
  })
  const phone = createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    verifiedNumbers: [OUR_NUMBER],
    voice: '/twilio/ai-response?turn=1',
    fetch: (url, init) => app.request(url, init),
  })
  const extra = { SpeechResult: 'Soy la enfermera, ha habido un accidente.' }
  const onward = await phone.ring({ callSid, from: STRANGER, to: OFFICE, extra })
  expect(onward.dialed).toMatchObject({ number: OWNER })
  await onward.hangUp()
  const told = lines().filter(({ msg }) => msg.includes('no line of LINES'))
  expect(told).toEqual([expect.objectContaining({ level: 40, call_sid: callSid, had_line: true })])
  expect(JSON.stringify(told)).not.toContain(OFFICE.slice(1))
})

test('its replay says what was said, and an export of it tells nobody whose it was', async () => {
  const { phone, database, conversation } = await twoHouses()
  const { callSid } = await phone.ring({ from: '+14155550124', to: OFFICE })
  const call = recordedCall((await findLoggedCall(database.queries, callSid))!)
  const today = { flows, limits: { maxTurns: 3, noSpeechRetries: 2 }, speech: speechIn('en', '') }
  const { result, turns } = replayToday(call, today)
  expect(result).toBe('identical')
  expect(turns[0]!.words).toEqual([speechIn('es', 'Ana').greeting])
  expect(await conversation(callSid)).toContain(`concierge: ${turns[0]!.words[0]}`)
  const pseudonyms = createPseudonyms({ Robin: 'the owner' })
  const file = writeCallFile(pseudonymousCall(call, pseudonyms, { keepWords: true }))
  expect(file).not.toMatch(/\bAna\b|5550143|5550107/)
  expect(replayToday(readCallFile(file, 'a call'), today).result).toBe('identical')
})
