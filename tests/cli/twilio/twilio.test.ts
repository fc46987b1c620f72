import { describe, expect, test } from 'vitest'
import { twilio } from '../../../server/cli/twilio/twilio.ts'
import { OBEYED, runHere } from '../../support/command.ts'
import { OUR_NUMBER, PUBLIC_URL } from '../../support/concierge.ts'
import { ACCOUNT_SID, startTwilioApi, TOKEN, type TwilioNumber } from '../../support/twilio-api.ts'

const RIGHT = {
  voice_url: `${PUBLIC_URL}/twilio/voice`,
  voice_method: 'POST',
  voice_fallback_url: `${PUBLIC_URL}/twilio/fallback`,
  voice_fallback_method: 'POST',
  status_callback: `${PUBLIC_URL}/twilio/status`,
  status_callback_method: 'POST',
  voice_application_sid: '',
}
const APPLICATION = `AP${'0'.repeat(32)}`
const TRUNK = `TK${'0'.repeat(32)}`

const SETTINGS = {
  TWILIO_ACCOUNT_SID: ACCOUNT_SID,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_PHONE_NUMBER: OUR_NUMBER,
  BASE_URL: PUBLIC_URL,
}

/** The command against an account with our number, set as given. */
async function runAgainst(
  args: string[],
  number: Partial<TwilioNumber> = {},
  env: Record<string, string> = {},
) {
  const account = await startTwilioApi([
    // Its digits hold ours, so Twilio's search finds it too.
    { sid: 'PN1', phone_number: `${OUR_NUMBER}7` },
    { phone_number: OUR_NUMBER, ...number },
  ])
  const run = await runHere(twilio, args, {
    env: { ...SETTINGS, TWILIO_API_URL: account.url, ...env },
  })
  expect(run.out + run.err).not.toContain(TOKEN)
  return { ...run, set: account.numbers[1]!, other: account.numbers[0]!, posted: account.posted }
}

describe('configure', () => {
  test('points a number at the concierge and tells what it was before', async () => {
    const { code, out, err, set, other } = await runAgainst(['configure'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(set).toMatchObject({ ...RIGHT, voice_application_sid: null })
    expect(set.sms_url).toBe('https://sms.example.com/')
    expect(other.voice_url).toBe('https://demo.twilio.com/welcome/voice/')
    expect(out).toBe(`${OUR_NUMBER} is changed
  VoiceUrl              https://demo.twilio.com/welcome/voice/ → https://concierge.example.com/twilio/voice
  VoiceMethod           POST, as before
  VoiceFallbackUrl      nothing → https://concierge.example.com/twilio/fallback
  VoiceFallbackMethod   POST, as before
  StatusCallback        nothing → https://concierge.example.com/twilio/status
  StatusCallbackMethod  POST, as before
  VoiceApplicationSid   nothing, as before
`)
  })

  test('sets POST and takes off an application, which would win, and says so', async () => {
    const { out, set, posted } = await runAgainst(['configure'], {
      ...RIGHT,
      voice_method: 'GET',
      voice_application_sid: APPLICATION,
    })
    expect(set).toMatchObject(RIGHT)
    expect(posted).toEqual([{ VoiceMethod: 'POST', VoiceApplicationSid: '' }])
    expect(out).toContain(`VoiceApplicationSid   ${APPLICATION} → nothing`)
    expect(out).toContain(`The application ${APPLICATION} is taken off the number`)
  })

  test('with --dry-run changes nothing', async () => {
    const { code, out, posted } = await runAgainst(['configure', '--dry-run'])
    expect(code).toBe(0)
    expect(out).toContain(`${OUR_NUMBER} would change\n`)
    expect(out).toContain('nothing → https://concierge.example.com/twilio/status')
    expect(out).toContain('Nothing was changed')
    expect(posted).toEqual([])
  })

  test('says when there is nothing to change, and asks for nothing', async () => {
    const { code, out, posted } = await runAgainst(['configure'], RIGHT)
    expect(code).toBe(0)
    expect(out).toBe(`${OUR_NUMBER}: nothing to change, all is set as it should be\n`)
    expect(posted).toEqual([])
  })

  test('warns where a trunk takes the calls, or the number takes none', async () => {
    const { code, err } = await runAgainst(['configure'], {
      trunk_sid: TRUNK,
      capabilities: { voice: false, sms: true, mms: true, fax: false },
    })
    expect(code).toBe(0)
    expect(err).toContain(`But: The number belongs to the SIP trunk ${TRUNK}`)
    expect(err).toContain('But: The number takes no calls')
  })

  test('prints JSON for programs', async () => {
    const { out, set } = await runAgainst(['configure', '--json'])
    expect(JSON.parse(out)).toEqual({
      number: OUR_NUMBER,
      sid: set.sid,
      settings: expect.arrayContaining([
        {
          name: 'VoiceUrl',
          before: 'https://demo.twilio.com/welcome/voice/',
          after: RIGHT.voice_url,
        },
        { name: 'VoiceMethod', before: 'POST', after: 'POST' },
      ]),
      changes: 3,
      changed: true,
      obstacles: [],
    })
  })

  test('takes number and address from options, and an address as the server does', async () => {
    const args = ['configure', '--number', '+1 212 555 0142', '--base-url', `${PUBLIC_URL}/line/`]
    const { code, set } = await runAgainst(args, {}, { BASE_URL: '', TWILIO_PHONE_NUMBER: '' })
    expect(code).toBe(0)
    expect(set.voice_url).toBe(`${PUBLIC_URL}/line/twilio/voice`)
  })
})

describe('show', () => {
  test('prints what is set beside what should be, and changes nothing', async () => {
    const { code, out, posted } = await runAgainst(['show'], { ...RIGHT, status_callback: '' })
    expect(code).toBe(0)
    expect(out).toContain(`  VoiceUrl              ${RIGHT.voice_url}\n`)
    expect(out).toContain(`  StatusCallback        nothing, should be ${RIGHT.status_callback}\n`)
    expect(out).toContain('npm run twilio -- configure\n')
    expect(posted).toEqual([])
  })

  test('says when all is right', async () => {
    const { out, err } = await runAgainst(['show'], RIGHT)
    expect(out).toMatch(/All is set as it should be\n$/)
    expect(out).not.toContain('should be https')
    expect(err).toBe('')
  })

  test('does not call it right where a trunk takes the calls', async () => {
    const number = { ...RIGHT, trunk_sid: TRUNK }
    const { out, err } = await runAgainst(['show'], number)
    expect(out).not.toContain('All is set')
    expect(err).toContain(TRUNK)
    const { out: json } = await runAgainst(['show', '--json'], number)
    expect(JSON.parse(json)).toMatchObject({ is_right: false })
  })

  test.each(['', 'http://127.0.0.1:8000'])('needs no public address (%j)', async (BASE_URL) => {
    const { code, out } = await runAgainst(['show'], {}, { BASE_URL })
    expect(code).toBe(0)
    expect(out).toContain('https://demo.twilio.com/welcome/voice/\n')
    expect(out).toContain('Nothing to compare it with')
    const { out: json } = await runAgainst(['show', '--json'], {}, { BASE_URL })
    expect(JSON.parse(json)).toMatchObject({ is_right: null })
  })

  test('shows a terminal nothing that it would obey', async () => {
    const { out } = await runAgainst(['show'], {
      voice_url: 'https://a.example.com/\u001b[2J\u0007',
    })
    expect(out).not.toMatch(OBEYED)
  })
})

describe('wrong usage or settings end with 2 before anything is asked:', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['Say what to do: show or configure', [], {}],
    ["There is no 'config': known are show, configure", ['config'], {}],
    ["'now' is one word too many", ['configure', 'now'], {}],
    ["Unknown option '--force'", ['configure', '--force'], {}],
    ['--dry-run does not go with show', ['show', '--dry-run'], {}],
    ['Which number?', ['show'], { TWILIO_PHONE_NUMBER: '' }],
    ['TWILIO_PHONE_NUMBER: write', ['show'], { TWILIO_PHONE_NUMBER: '555-0142' }],
    ['--number: write', ['show', '--number', 'mine'], {}],
    [
      'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
      ['show'],
      { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: ' ' },
    ],
    ['Set TWILIO_AUTH_TOKEN:', ['show'], { TWILIO_AUTH_TOKEN: '' }],
    ['TWILIO_ACCOUNT_SID: it begins with AC', ['show'], { TWILIO_ACCOUNT_SID: 'SK1' }],
    ['TWILIO_API_URL', ['show'], { TWILIO_API_URL: 'http://twilio.example.com' }],
    ['Where is the concierge?', ['configure'], { BASE_URL: '' }],
    ['BASE_URL is no address', ['configure'], { BASE_URL: 'concierge.example.com' }],
    ['BASE_URL has to begin with https', ['configure'], { BASE_URL: 'http://c.example.com' }],
    ['cannot reach', ['configure'], { BASE_URL: 'https://localhost:8000' }],
    ['cannot reach', ['configure'], { BASE_URL: 'https://192.168.1.4' }],
    ['cannot reach', ['configure'], { BASE_URL: 'https://[::1]' }],
    ['cannot reach', ['configure'], { BASE_URL: 'https://[fd00::1]' }],
    ['cannot reach', ['configure'], { BASE_URL: 'https://concierge.local' }],
    ['--base-url is an address that Twilio', ['show', '--base-url', 'http://127.0.0.1'], {}],
    ['more than host and path', ['configure'], { BASE_URL: 'https://a:b@c.example.com' }],
    ['more than host and path', ['configure'], { BASE_URL: 'https://c.example.com/?a=1' }],
    ['with _ in it', ['configure'], { BASE_URL: 'https://my_line.example.com' }],
  ])('%s', async (reason, args, env) => {
    const { code, out, err, posted } = await runAgainst(args, {}, env)
    expect({ code, out, posted }).toEqual({ code: 2, out: '', posted: [] })
    expect(err).toContain(reason)
    expect(err).toContain('See npm run twilio -- --help')
  })
})

describe('what Twilio refuses is told in words and ends with 1:', () => {
  test('a wrong token', async () => {
    const { code, out, err } = await runAgainst(['show'], {}, { TWILIO_AUTH_TOKEN: 'of-yesterday' })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`is TWILIO_AUTH_TOKEN the one of ${ACCOUNT_SID}?`)
    expect(err).not.toContain('of-yesterday')
  })

  test('a number that the account does not have', async () => {
    const { code, err, posted } = await runAgainst(['configure', '--number', '+12125550143'])
    expect({ code, posted }).toEqual({ code: 1, posted: [] })
    expect(err).toContain(`The account ${ACCOUNT_SID} has no number +12125550143`)
  })

  test.each<[string, number, object | string, Record<string, string>, string]>([
    ['an account that is none', 404, { code: 20404 }, {}, `knows no account ${ACCOUNT_SID}`],
    ['test credentials', 403, { code: 20008 }, {}, 'These are test credentials'],
    ['too many requests', 429, { code: 20429 }, { 'retry-after': '7' }, 'try again in 7 s'],
    ['too many, for who knows how long', 429, '', {}, 'try again in a minute'],
    ['an outage', 503, '<h1>Oops</h1>', {}, 'Twilio is in trouble (503)'],
    ['any other error', 400, { code: 21402, message: 'Not a URL' }, {}, '(400, 21402): Not a URL'],
    ['another web server', 200, '<h1>Welcome</h1>', {}, "is not Twilio's API (200)"],
    ['another API', 200, { hello: 'there' }, {}, "is not Twilio's API"],
    ['one that sends us on', 302, '', { location: '/elsewhere' }, "is not Twilio's API (302)"],
  ])('%s', async (_, status, body, headers, words) => {
    const { url } = await startTwilioApi([], { status, body, headers })
    const { code, out, err } = await runHere(twilio, ['configure'], {
      env: { ...SETTINGS, TWILIO_API_URL: url },
    })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(words)
    expect(err).not.toContain(TOKEN)
  })

  test('nobody there, as JSON', async () => {
    const env = { ...SETTINGS, TWILIO_API_URL: 'http://127.0.0.1:2' }
    const { code, err } = await runHere(twilio, ['show', '--json'], { env })
    expect(code).toBe(1)
    expect((JSON.parse(err) as { detail: string }).detail).toMatch(
      /cannot be reached.*ECONNREFUSED/,
    )
  })
})

test('--help tells how it is used, without any settings', async () => {
  const { code, out } = await runHere(twilio, ['--help'])
  expect(code).toBe(0)
  expect(out).toContain('npm run twilio -- configure --dry-run')
})
