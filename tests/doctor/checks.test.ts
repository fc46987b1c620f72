/** What is looked at besides the way to us. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createChecks } from '../../server/doctor/checks.ts'
import { checkClock } from '../../server/doctor/checks/clock.ts'
import { checkContacts } from '../../server/doctor/checks/contacts.ts'
import { checkDatabase } from '../../server/doctor/checks/database.ts'
import { checkDisk, judge as judgeDisk } from '../../server/doctor/checks/disk.ts'
import { checkForwarding } from '../../server/doctor/checks/forwarding.ts'
import { checkModel } from '../../server/doctor/checks/model.ts'
import { checkNotices } from '../../server/doctor/checks/notices.ts'
import { checkNumber } from '../../server/doctor/checks/number.ts'
import { checkSettings } from '../../server/doctor/checks/settings.ts'
import { checkTimeZone } from '../../server/doctor/checks/time-zone.ts'
import { checkVersions } from '../../server/doctor/checks/versions.ts'
import { examine } from '../../server/doctor/examine.ts'
import { MOTHER, OUR_NUMBER, OWNER, PUBLIC_URL } from '../support/concierge.ts'
import { addContact, removeContact, saveContact } from '../../storage/contacts.ts'
import { answers, fails, hangs } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'
import { ACCOUNT_SID, startTwilioApi, TOKEN } from '../support/twilio-api.ts'
import { surveyed } from './surveyed.ts'
import { ownRollOf, SHARED } from '../../storage/roll.ts'

const { signal } = new AbortController()

const OFFICE = '+12125550143'
const NOW = '2026-11-26T12:00:00.000Z'

const RIGHT = {
  phone_number: OUR_NUMBER,
  voice_url: `${PUBLIC_URL}/twilio/voice`,
  voice_fallback_url: `${PUBLIC_URL}/twilio/fallback`,
  status_callback: `${PUBLIC_URL}/twilio/status`,
}

test('contacts are well where each is on a list of a line, or on the one that lines share', async () => {
  const own = JSON.stringify([{ number: OFFICE, contacts: 'own' }])
  const { about, database, file } = await surveyed({ settings: { LINES: own } })
  await addContact(database, SHARED, MOTHER, NOW)
  await addContact(database, ownRollOf(OFFICE), { ...MOTHER, name: 'Client' }, NOW)
  expect(await checkContacts(about)).toMatchObject({ state: 'ok' })
  const { about: after } = await surveyed({ settings: { SQLITE_DB_PATH: file } })
  const found = await checkContacts(after)
  expect(found).toMatchObject({ state: 'warn' })
  expect(found.says).toContain(
    `1 contact is on a list that no line has of its own any more (${OFFICE})`,
  )
  expect(found.remedy).toContain('"contacts": "own"')
  await database.write((queries) =>
    removeContact(queries, ownRollOf(OFFICE), MOTHER.phoneNumber, NOW),
  )
  expect(await checkContacts(after)).toMatchObject({ state: 'ok' })
  const none = { ...after, database: async () => null }
  expect(await checkContacts(none)).toMatchObject({ state: 'not_checked' })
})

test('contacts that no line shares any more are told of, with the way to take them along', async () => {
  const all = [OUR_NUMBER, OFFICE].map((number) => ({ number, contacts: 'own' }))
  const { about, database } = await surveyed({ settings: { LINES: JSON.stringify(all) } })
  expect(await checkContacts(about)).toMatchObject({ state: 'ok' })
  await addContact(database, SHARED, MOTHER, NOW)
  const found = await checkContacts(about)
  expect(found).toMatchObject({ state: 'warn' })
  expect(found.says).toBe(
    '1 contact is on the list that lines share, and each line has its own: nobody gets through by it.',
  )
  expect(found.remedy).toContain('import contacts.csv --line NUMBER')
})

describe('The Twilio number', () => {
  async function withTwilio(...api: Parameters<typeof startTwilioApi>) {
    const { url } = await startTwilioApi(...api)
    const { about } = await surveyed({
      asIf: {
        TWILIO_API_URL: url,
        TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TWILIO_AUTH_TOKEN: TOKEN,
      },
    })
    const found = await checkNumber(about, signal)
    expect(JSON.stringify(found)).not.toContain(TOKEN)
    return found
  }

  test('is well where its calls come here', async () => {
    expect(await withTwilio([RIGHT])).toMatchObject({ state: 'ok', remedy: null })
  })

  test('fails where calls go elsewhere, and warns of what matters when something breaks', async () => {
    const elsewhere = await withTwilio([{ ...RIGHT, voice_url: 'https://demo.twilio.com/' }])
    expect(elsewhere).toMatchObject({ state: 'fail' })
    expect(elsewhere.says).toContain('VoiceUrl is https://demo.twilio.com/, and should be')
    expect(elsewhere.remedy).toContain('npm run twilio -- configure')
    const theirs = { ...RIGHT, voice_url: 'https://kim:5d81c0@other.example.com/voice' }
    expect((await withTwilio([theirs])).says).toContain('VoiceUrl is https://…@other.example.com')
    const keyed = { ...RIGHT, voice_url: 'https://other.example.com/voice?key=5d81c0#a' }
    const { says } = await withTwilio([keyed])
    expect(says).toContain('VoiceUrl is https://other.example.com/voice?…, and should be')
    expect(says).not.toContain('5d81c0')
    expect(await withTwilio([{ ...RIGHT, voice_method: 'GET' }])).toMatchObject({ state: 'fail' })
    expect(await withTwilio([{ ...RIGHT, status_callback: '' }])).toMatchObject({ state: 'warn' })
    const trunk = await withTwilio([{ ...RIGHT, trunk_sid: `TK${'0'.repeat(32)}` }])
    expect(trunk).toMatchObject({ state: 'fail' })
    expect((await withTwilio([])).says).toContain('has no number')
  })

  test.each([
    ['401', { status: 401, body: { code: 20003 } }, 'refuses the credentials'],
    ['429', { status: 429, headers: { 'retry-after': '30' } }, 'try again in 30 s'],
    ['a page', { status: 200, body: '<html>Sign in</html>' }, "not Twilio's API (200)"],
    ['503', { status: 503, body: '<html>' }, 'in trouble (503)'],
  ])('fails in words where Twilio answers %s', async (_, refusal, says) => {
    const found = await withTwilio([RIGHT], refusal)
    expect(found).toMatchObject({ state: 'fail', remedy: expect.any(String) })
    expect(found.says).toContain(says)
  })

  test('that Twilio says nothing of keeps nobody waiting', async () => {
    const silent = createServer(() => undefined)
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => {
      silent.closeAllConnections()
      silent.close()
    })
    const { port } = silent.address() as AddressInfo
    const { about } = await surveyed({
      asIf: {
        TWILIO_API_URL: `http://127.0.0.1:${port}`,
        TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TWILIO_AUTH_TOKEN: TOKEN,
      },
    })
    const checks = createChecks(about, ['number', 'time_zone'])
    const [number, zone] = await examine(checks, { patienceMs: 200 })
    expect(number).toMatchObject({ state: 'fail', says: 'There was no answer within 0.2 s.' })
    expect(zone).toMatchObject({ state: 'ok' })
  })

  test('is not looked at without the account', async () => {
    const { about } = await surveyed()
    const found = await checkNumber(about, signal)
    expect(found).toMatchObject({ state: 'not_checked' })
    expect(found.says).toContain('TWILIO_ACCOUNT_SID')
  })
})

describe('Forwarding', () => {
  async function withContact() {
    const one = await surveyed()
    await one.database.write((queries) =>
      saveContact(queries, SHARED, MOTHER, new Date().toISOString()),
    )
    const call = async (picksUp: boolean) => {
      const caller = await one.phone.ring({ from: MOTHER.phoneNumber })
      if (!picksUp) await one.phone.ring({ from: MOTHER.phoneNumber, forwardedFrom: OWNER })
      await caller.dialEnds(picksUp ? 'completed' : 'busy')
      await caller.hangUp()
    }
    return { ...one, call, look: () => checkForwarding(one.about) }
  }

  test('cannot be told before there was a call', async () => {
    const { look } = await withContact()
    expect(await look()).toMatchObject({ state: 'not_checked', remedy: expect.any(String) })
  })

  test('is not told by calls that were played in a demo', async () => {
    const { about, call, look } = await withContact()
    await call(true)
    expect(await look()).toMatchObject({ state: 'ok' })
    const inDemo = { ...about, config: { ...about.config, isDemo: true } }
    expect(await checkForwarding(inDemo)).toMatchObject({
      state: 'not_checked',
      says: expect.stringContaining('demo'),
    })
  })

  test('counts in words as one does', async () => {
    const { look, call } = await withContact()
    await call(true)
    expect((await look()).says).toBe('1 of the last 1 dial reached you.')
    await call(false)
    expect((await look()).says).toContain(
      '1 of the last 2 dials to your phone came back as a call of ours, and was turned away',
    )
  })

  test('of everything is told by dials that all come back', async () => {
    const { look, call } = await withContact()
    await call(false)
    await call(false)
    const found = await look()
    expect(found).toMatchObject({ state: 'fail' })
    expect(found.says).toContain('2 of the last 2 dials to your phone came back')
    expect(found.remedy).toContain('##21#')
    await call(true)
    const well = await look()
    expect(well).toMatchObject({ state: 'ok' })
    expect(well.says).toContain('1 of the last 3 dials reached you')
  })
})

describe('The model', () => {
  async function withModel(...steps: Parameters<typeof answers>[] | unknown[]) {
    const scripted = await startScriptedModel(steps as never)
    onTestFinished(() => scripted.close())
    const { about } = await surveyed({
      asIf: {
        OPENAI_BASE_URL: `${scripted.url}/v1`,
        OPENAI_MODEL: 'small',
        SCREENING_DEADLINE_MS: '1000',
      },
    })
    return checkModel(about, signal)
  }

  test('is well where it judges in the form that is asked for', async () => {
    const found = await withModel(answers('{END CALL:sales} No, thank you. Goodbye.'))
    expect(found).toMatchObject({ state: 'ok' })
    expect(found.says).toMatch(/openai at http:\/\/127\.0\.0\.1:\d+\/v1 judged a call in \d+ ms/)
  })

  test('fails in words where it does not', async () => {
    for (const [step, says] of [
      [answers('I would be happy to help you with that!'), 'not in the form that is asked for'],
      [fails(401), 'does not accept the key'],
      [hangs(), 'gave no verdict in time'],
    ] as const) {
      const found = await withModel(step)
      expect(found).toMatchObject({ state: 'fail', remedy: expect.stringContaining('rules') })
      expect(found.says).toContain(says)
    }
  })

  test('that is not set up lacks nothing', async () => {
    const { about } = await surveyed()
    expect(await checkModel(about, signal)).toMatchObject({ state: 'ok' })
  })
})

describe('The database and its disk', () => {
  test('are well where it is read and written, and say of which schema it is', async () => {
    const { about } = await surveyed()
    expect((await checkDatabase(about)).says).toMatch(/read and written in \d+ ms.* \d{4}-/)
    expect(await checkDisk(about)).toMatchObject({ state: 'ok' })
  })

  test('fail with the reason and the remedy where it is not', async () => {
    const { about, database } = await surveyed()
    await database.queries.schema.dropTable('journal').execute()
    const found = await checkDatabase(about)
    expect(found).toMatchObject({ state: 'fail', remedy: expect.any(String) })
    expect(found.says).toContain('journal')
    const gone = await checkDatabase({
      ...about,
      database: () => Promise.reject(new Error('it is locked')),
    })
    expect(gone.says).toContain('it is locked')
    expect(await checkDatabase({ ...about, database: async () => null })).toMatchObject({
      state: 'not_checked',
    })
  })

  test('a disk is full by the bounds of the server itself', () => {
    expect(judgeDisk(7 * 2 ** 20, '/srv')).toMatchObject({ state: 'fail' })
    expect(judgeDisk(100 * 2 ** 20, '/srv')).toMatchObject({
      state: 'warn',
      says: '100 MB are free where the database is, /srv.',
    })
    expect(judgeDisk(80 * 2 ** 30, '/srv')).toMatchObject({ state: 'ok' })
  })
})

describe('The clock', () => {
  async function askedAt(there: string | null, now: string) {
    const server = createServer((_, response) => {
      response.sendDate = false
      if (there !== null) response.setHeader('date', there)
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { about } = await surveyed({ asIf: { TWILIO_API_URL: `http://127.0.0.1:${port}` } })
    return checkClock({ ...about, now: () => new Date(now) }, signal)
  }

  test('is held against whoever is asked anyway, and the drift is told', async () => {
    const there = 'Thu, 26 Nov 2026 12:00:00 GMT'
    expect(await askedAt(there, '2026-11-26T12:00:03Z')).toMatchObject({ state: 'ok' })
    const late = await askedAt(there, '2026-11-26T11:59:00.500Z')
    expect(late).toMatchObject({ state: 'warn', remedy: expect.stringContaining('set-ntp') })
    expect(late.says).toContain('60 s behind')
    expect(await askedAt(there, '2026-11-26T13:00:00Z')).toMatchObject({ state: 'fail' })
    expect(await askedAt(null, '2026-11-26T13:00:00Z')).toMatchObject({ state: 'not_checked' })
    expect(await askedAt('soon', '2026-11-26T13:00:00Z')).toMatchObject({ state: 'not_checked' })
  })
})

describe('What is set', () => {
  test('is told as it is', async () => {
    const { about } = await surveyed({ settings: { TIME_ZONE: 'America/Los_Angeles' } })
    const now = () => new Date('2026-11-26T17:05:00Z')
    expect((await checkTimeZone({ ...about, now })).says).toBe(
      'In America/Los_Angeles it is Thursday 09:05; the zone is from TIME_ZONE.',
    )
    const config = { ...about.config, timeZone: 'UTC', timeZoneFrom: 'system' as const }
    expect(await checkTimeZone({ config, now })).toMatchObject({ state: 'warn' })
    expect((await checkVersions()).says).toMatch(/^Voice Concierge \d.*Node \d.*schema \d{4}-/)
    expect(await checkVersions('22.1.0')).toMatchObject({ state: 'warn' })
  })

  test('is enough for real calls, or says what is missing', async () => {
    const { about } = await surveyed()
    expect(await checkSettings(about)).toMatchObject({ state: 'warn' })
    const production = { ...about.config, isProduction: true }
    expect(await checkSettings({ ...about, config: production })).toMatchObject({ state: 'ok' })
    const wrong = await checkSettings({ ...about, problems: ['PORT: give a whole number'] })
    expect(wrong).toMatchObject({ state: 'fail' })
    expect(wrong.says).toContain('PORT: give a whole number')
    const demo = { ...about.config, isDemo: true, missing: ['BASE_URL' as const] }
    expect((await checkSettings({ ...about, config: demo })).says).toContain('BASE_URL is not set')
  })

  test('reaches the owner by some channel, or by none', async () => {
    const none = await surveyed()
    expect(await checkNotices(none.about)).toMatchObject({ state: 'warn' })
    const { about } = await surveyed({
      settings: { NTFY_URL: 'https://ntfy.example.com/concierge-4b1f' },
    })
    const found = await checkNotices(about)
    expect(found).toMatchObject({ state: 'ok' })
    expect(found.says).toContain('by ntfy; none was tried')
    expect(found.says).not.toContain('4b1f')
    const givenUp = { channels: ['ntfy'], givenUp: 3 }
    expect(await checkNotices({ notices: async () => givenUp })).toMatchObject({ state: 'warn' })
  })
})
