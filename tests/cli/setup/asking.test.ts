/** Setup at a terminal. */
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { setup } from '../../../server/cli/setup/setup.ts'
import { parseEnvFile } from '../../../server/settings/environment/env-file.ts'
import { createTerminal, emptyFolder } from '../../support/command.ts'
import { ACCOUNT_SID, startTwilioApi, TOKEN } from '../../support/twilio-api.ts'

const NUMBER = '+12025550142'
const DOWN = '\x1b[B'

async function begin(before: string | null = null, env: Record<string, string> = {}) {
  const file = join(await emptyFolder(), '.env')
  if (before !== null) await writeFile(file, before)
  const terminal = createTerminal(env)
  const code = setup(['--file', file], terminal.around)
  return {
    ...terminal,
    file,
    code,
    values: async () => parseEnvFile(await readFile(file)).values,
  }
}

const REAL = `TWILIO_ACCOUNT_SID=${ACCOUNT_SID}\nTWILIO_AUTH_TOKEN=${TOKEN}\nTWILIO_PHONE_NUMBER=${NUMBER}
REAL_PHONE_NUMBER=+12025550100\nBASE_URL=https://concierge.example.com\nLANGUAGE=en-US\nTIME_ZONE=UTC\n`

test('asks for all that is missing, shows no secret, and points the number where that is wished', async () => {
  const twilio = await startTwilioApi([{ phone_number: NUMBER }])
  const one = await begin(null, { TWILIO_API_URL: twilio.url })
  const { answer, screen, press } = one
  await answer('The SID of your Twilio account', 'AC12')
  await screen.until('it begins with AC')
  press('\x15')
  press(ACCOUNT_SID)
  press('\r')
  await answer('Its auth token', TOKEN)
  await answer('The number you have from Twilio', '+1 202 555 0142')
  await answer('The number of your own phone', '+1 202 555 0100')
  await answer('Under which https address', 'https://concierge.example.com')
  await answer('Your name', 'Robin')
  await answer('In which language', '')
  await answer('Where does your clock hang', 'Europe/Berlin')
  await screen.until('Who judges calls')
  press(`${DOWN}\r`)
  await answer('Where does it listen', '')
  await answer('Which model', 'small')
  await screen.until('How do you hear of calls')
  press(`${DOWN}\r`)
  await answer('Which server and topic', '')
  await answer('Write ', '')
  await answer('Point the Twilio number at this server', '')
  await answer('Ring your own phone', '')
  expect(await one.code).toBe(0)
  expect(await one.values()).toMatchObject({
    TWILIO_AUTH_TOKEN: TOKEN,
    LANGUAGE: 'en-US',
    TIME_ZONE: 'Europe/Berlin',
    OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
    OPENAI_MODEL: 'small',
    NTFY_URL: expect.stringMatching(/^https:\/\/ntfy\.sh\/concierge-\w{24}$/),
    ADMIN_API_KEY: expect.stringMatching(/^[0-9a-f]{64}$/),
    NODE_ENV: 'production',
  })
  expect(screen.all).not.toContain(TOKEN)
  expect(screen.all).not.toContain((await one.values()).ADMIN_API_KEY)
  expect(twilio.numbers[0]!.voice_url).toBe('https://concierge.example.com/twilio/voice')
  expect(twilio.posted).toHaveLength(1)
})

test('asks where the clock hangs until it is told, where the machine does not say; else Enter takes that', async () => {
  const before = `TWILIO_ACCOUNT_SID=\nOWNER_NAME=Kim\nLANGUAGE=en-US\nNTFY_URL=https://ntfy.sh/a-topic-8172\n`
  for (const [TZ, typed, zone] of [
    ['UTC', 'Europe/Rome', 'Europe/Rome'],
    ['Asia/Tokyo', '', 'Asia/Tokyo'],
  ] as const) {
    const one = await begin(before, { TZ })
    const { answer, screen, press } = one
    await answer('The SID of your Twilio account', '')
    await screen.until('Where does your clock hang')
    press('\r')
    if (typed !== '') {
      await screen.until('name one, like America/Los_Angeles')
      press(`${typed}\r`)
    }
    await screen.until('Who judges calls')
    press('\r')
    await answer('Write ', '')
    expect(await one.code).toBe(0)
    expect((await one.values()).TIME_ZONE).toBe(zone)
  }
})

test('asks nothing that is set, and keeps what was typed though Twilio is out of order', async () => {
  const twilio = await startTwilioApi([], { status: 503, body: '<html>' })
  const one = await begin(REAL, { TWILIO_API_URL: twilio.url })
  await one.answer('Your name', '')
  await one.answer('Who judges calls', '')
  await one.answer('How do you hear of calls', '')
  await one.screen.until('Twilio is in trouble (503)')
  await one.screen.until('Keep it all the same')
  one.press('y')
  await one.screen.until('Write ADMIN_API_KEY, NODE_ENV to')
  one.press('\r')
  await one.screen.until('Point the Twilio number')
  one.press('n')
  await one.screen.until('Ring your own phone')
  one.press('n')
  expect(await one.code).toBe(0)
  expect((await readFile(one.file, 'utf8')).startsWith(REAL)).toBe(true)
  expect(stripVTControlCharacters(one.screen.all)).not.toContain('auth token')
})

test.each([
  ['Ctrl-C', '\x03'],
  ['Esc', '\x1b'],
  ['Ctrl-D', '\x04'],
])('%s at any question leaves the old file', async (_, keys) => {
  const before = 'OWNER_NAME=Kim # mine\n'
  const one = await begin(before)
  await one.answer('The SID of your Twilio account', ACCOUNT_SID)
  await one.screen.until('Its auth token')
  one.press(keys)
  expect(await one.code).toBe(1)
  expect(one.screen.all).toContain('Nothing was written')
  expect(await readFile(one.file, 'utf8')).toBe(before)
  expect(await readdir(dirname(one.file))).toEqual(['.env'])
})

test('a file that has changed meanwhile is left as it is then', async () => {
  const one = await begin(`OWNER_NAME=Kim\nLANGUAGE=en-US\nTIME_ZONE=UTC\n`)
  await one.answer('The SID of your Twilio account', '')
  await one.screen.until('Who judges calls')
  one.press(`${DOWN}${DOWN}\r`)
  await one.answer('At which address', '')
  await one.answer('Which model', '')
  await one.screen.until('is missing; the other settings of the model need it')
  one.press('small\r')
  await one.answer('Its key', 'sk-4b1f0c7e9d2a5836')
  await one.answer('How do you hear of calls', '')
  await one.screen.until('Write OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_API_KEY, ADMIN_API_KEY')
  await writeFile(one.file, 'OWNER_NAME=Robin\n')
  one.press('\r')
  expect(await one.code).toBe(2)
  expect(one.errors.all).toContain('has been changed meanwhile')
  expect(await readFile(one.file, 'utf8')).toBe('OWNER_NAME=Robin\n')
  expect(await readdir(dirname(one.file))).toEqual(['.env'])
})
