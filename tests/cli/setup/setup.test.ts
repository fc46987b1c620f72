import { chmod, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { setup } from '../../../server/cli/setup/setup.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { parseEnvFile } from '../../../server/settings/environment/env-file.ts'
import { emptyFolder, runHere } from '../../support/command.ts'
import { ACCOUNT_SID, startTwilioApi, TOKEN } from '../../support/twilio-api.ts'

const NUMBER = '+12025550142'
const PHONE = '+12025550100'
const PUBLIC = 'https://concierge.example.com'

const ACCOUNT = Object.entries({
  '--account-sid': ACCOUNT_SID,
  '--number': '+1 (202) 555-0142',
  '--phone': PHONE,
  '--base-url': PUBLIC,
  '--name': "Robin O'Neil",
  '--time-zone': 'Europe/Berlin',
}).flat()
const SECRET = { TWILIO_AUTH_TOKEN: TOKEN }

async function withFile(before: string | Buffer | null = null) {
  const file = join(await emptyFolder(), '.env')
  if (before !== null) await writeFile(file, before)
  const read = () => readFile(file, 'utf8')
  return {
    file,
    read,
    values: async () => parseEnvFile(await readFile(file)).values,
    async run(args: string[], env: Record<string, string> = {}, input?: string) {
      const run = await runHere(setup, ['--file', file, ...args], {
        env,
        ...(input !== undefined && { input }),
      })
      expect(run.out + run.err, 'no secret is printed').not.toContain(TOKEN)
      const text = await readFile(file).catch(() => Buffer.alloc(0))
      const { ADMIN_API_KEY } = parseEnvFile(text).values
      if (ADMIN_API_KEY) expect(run.out + run.err).not.toContain(ADMIN_API_KEY)
      return run
    },
  }
}

describe('With --yes', () => {
  test('writes a file that a server starts with in production, from options and the environment', async () => {
    const { run, read, values, file } = await withFile()
    const { code, out, err } = await run(['--yes', '--offline', ...ACCOUNT], SECRET)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const set = await values()
    expect(set).toMatchObject({
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_PHONE_NUMBER: '+1 (202) 555-0142',
      OWNER_NAME: "Robin O'Neil",
      TIME_ZONE: 'Europe/Berlin',
      NODE_ENV: 'production',
    })
    expect(set.ADMIN_API_KEY).toMatch(/^[0-9a-f]{64}$/)
    expect(readConfig(set)).toMatchObject({ isProduction: true, isDemo: false })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await read()).toContain('# The public https address of this server')
    expect(out).toContain('is made, with')
    expect(out).toContain('npm run doctor')
  })

  test.each<[string, string | undefined]>([
    ['Europe/Berlin', 'Europe/Berlin'],
    [':/usr/share/zoneinfo/America/New_York', 'America/New_York'],
    ['UTC', undefined],
    ['GMT0', undefined],
    ['Etc/UTC', undefined],
    ['Etc/GMT+5', undefined],
  ])('takes the zone of the machine where it has one: TZ=%s', async (TZ, zone) => {
    const { run, values } = await withFile()
    const { code, out } = await run(['--yes', '--offline'], { TZ })
    expect(code).toBe(0)
    expect((await values()).TIME_ZONE || undefined).toBe(zone)
    expect(out.includes('--time-zone America/Los_Angeles')).toBe(zone === undefined)
  })

  test('leaves what is there: comments, order, line ends, lines of others, and secrets', async () => {
    const before = `# mine\r\nexport OTHER='a b'\r\nADMIN_API_KEY=c0ffee11decade22beef # the key\r\nOWNER_NAME=\r\n`
    const { run, read } = await withFile(before)
    const { code } = await run(['--yes', '--offline', '--name', 'Robin', '--time-zone', 'UTC'])
    expect(code).toBe(0)
    expect(await read()).toBe(
      before.replace('OWNER_NAME=', 'OWNER_NAME=Robin') + 'TIME_ZONE=UTC\r\n',
    )
  })

  test('replaces nothing unasked, and says how it is asked', async () => {
    const before = `ADMIN_API_KEY=c0ffee11decade22beef\nOWNER_NAME=Kim\nTIME_ZONE=UTC\n`
    const { run, read } = await withFile(before)
    const refused = await run(['--yes', '--name', 'Robin'])
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('OWNER_NAME is set already')
    expect(await read()).toBe(before)
    const again = await run(['--yes', '--offline'])
    expect(again.out).toContain('has all that is needed: nothing was changed')
    expect((await run(['--yes', '--name', 'Robin', '--overwrite'])).code).toBe(0)
    expect(await read()).toBe(before.replace('Kim', 'Robin'))
  })

  test.each([
    [['--number', '12'], 'TWILIO_PHONE_NUMBER: write it in full'],
    [['--base-url', PUBLIC], 'TWILIO_AUTH_TOKEN: is missing'],
    [['--language', 'xx-YY'], 'LANGUAGE: '],
    [['--time-zone', 'Mars/Olympus'], 'TIME_ZONE: there is no such zone'],
    [['--account-sid', 'AC12'], 'TWILIO_ACCOUNT_SID: it begins with AC'],
    [['--name', ''], '--name is empty'],
    [['--email-to', 'robin@example.com'], 'EMAIL_TO'],
  ])('%j is judged as the server does, and nothing is written', async (args, says) => {
    const { run, file } = await withFile()
    const { code, err } = await run(['--yes', '--offline', ...args])
    expect(code).toBe(2)
    expect(err).toContain(says)
    expect(await readdir(dirname(file))).toEqual([])
  })

  test('a secret on the command line is no option', async () => {
    const { run } = await withFile()
    const { code, err } = await run(['--yes', '--auth-token', 'whatever-it-is'])
    expect(code).toBe(2)
    expect(err).toContain("Unknown option '--auth-token'")
  })

  test('takes secrets from a file or the standard input', async () => {
    const { run, values, file } = await withFile()
    const lines = `TWILIO_AUTH_TOKEN='${TOKEN}'\r\nOPENAI_API_KEY="sk-4b1f0c7e9d2a5836"\r\n`
    expect(
      (await run(['--yes', '--offline', '--secrets-from', '-', ...ACCOUNT], {}, lines)).code,
    ).toBe(0)
    expect(await values()).toMatchObject({
      TWILIO_AUTH_TOKEN: TOKEN,
      OPENAI_API_KEY: 'sk-4b1f0c7e9d2a5836',
    })
    const wrong = await run(['--yes', '--secrets-from', '-'], {}, 'TWILIO_TOKEN=abc\n')
    expect(wrong.err).toContain('TWILIO_TOKEN: is no setting')
    const none = await run(['--yes', '--secrets-from', `${file}.none`])
    expect(none.err).toContain('no such file')
  })

  test('what is no end of secrets is not read to its end', async () => {
    const { run } = await withFile()
    const { err } = await run(['--yes', '--secrets-from', '-'], {}, 'A=1\n'.repeat(400_000))
    expect(err).toContain('The standard input is over 1 MB')
  })

  test.each([
    [['--point'], '--point needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER'],
    [['--test-call', '--offline'], '--test-call asks Twilio, which --offline forbids'],
  ])('%j in vain is refused before anything is written', async (args, says) => {
    const { run, file } = await withFile()
    const { code, err } = await run(['--yes', ...args])
    expect(code).toBe(2)
    expect(err).toContain(says)
    expect(await readdir(dirname(file))).toEqual([])
  })

  test('makes a topic that nobody guesses', async () => {
    const { run, values } = await withFile()
    await run(['--yes', '--offline', '--ntfy'])
    expect((await values()).NTFY_URL).toMatch(/^https:\/\/ntfy\.sh\/concierge-[0-9a-f]{24}$/)
  })

  test('needs somebody to ask where --yes is missing', async () => {
    const { run } = await withFile()
    const { code, err } = await run([])
    expect(code).toBe(2)
    expect(err).toContain('There is nobody to ask here: add --yes')
  })
})

describe('Files as people have them', () => {
  test('what cannot be read is left as it is', async () => {
    for (const before of ['what is this\n', 'A="open\n', Buffer.alloc(1024 * 1024 + 1, 'x')]) {
      const { run, file } = await withFile(before)
      const { code, err } = await run(['--yes', '--offline'])
      expect(code).toBe(2)
      expect(err).toMatch(/line 1|over 1 MB/)
      expect((await readFile(file)).equals(Buffer.from(before))).toBe(true)
    }
  })

  test('a link stays one, what it leads to is replaced, and nothing is left beside it', async () => {
    const { run, file, values } = await withFile()
    const target = join(await emptyFolder(), 'real.env')
    await writeFile(target, '\ufeffOWNER_NAME="Kim"\n')
    await chmod(target, 0o644)
    await symlink(target, file)
    expect((await run(['--yes', '--offline', '--time-zone', 'UTC'])).code).toBe(0)
    expect(await values()).toMatchObject({ OWNER_NAME: 'Kim', TIME_ZONE: 'UTC' })
    expect((await readFile(target, 'utf8')).startsWith('\ufeffOWNER_NAME="Kim"\n')).toBe(true)
    expect((await stat(target)).mode & 0o777).toBe(0o600)
    expect(await readdir(dirname(target))).toEqual(['real.env'])
  })

  test('of several the last counts, and is the one that is changed', async () => {
    const { run, read } = await withFile('OWNER_NAME=A\nOWNER_NAME=B\nTIME_ZONE=UTC\n')
    await run(['--yes', '--offline', '--name', 'C', '--overwrite'])
    expect(await read()).toMatch(/^OWNER_NAME=A\nOWNER_NAME=C\nTIME_ZONE=UTC\nADMIN_API_KEY=\w+\n$/)
  })
})

describe('Twilio', () => {
  async function withTwilio(...api: Parameters<typeof startTwilioApi>) {
    const account = await startTwilioApi(...api)
    const one = await withFile()
    return {
      ...one,
      ...account,
      run: (...args: string[]) =>
        one.run(['--yes', ...ACCOUNT, ...args], { ...SECRET, TWILIO_API_URL: account.url }),
    }
  }

  test('is asked for the number, and the number is pointed at us where that is wished', async () => {
    const { run, numbers, posted } = await withTwilio([{ phone_number: NUMBER }])
    const untouched = await run()
    expect(untouched).toMatchObject({ code: 0, err: '' })
    expect(untouched.out).toContain(`Twilio knows the account, and ${NUMBER} is its`)
    expect(posted).toEqual([])
    expect(await run('--point')).toMatchObject({ code: 0, err: '' })
    expect(numbers[0]).toMatchObject({ voice_url: `${PUBLIC}/twilio/voice` })
  })

  test('rings the owner’s own phone, who hears the greeting', async () => {
    const { run, posted, ends } = await withTwilio([{ phone_number: NUMBER }])
    ends.push('ringing', 'completed')
    const { code, out } = await run('--test-call')
    expect(code).toBe(0)
    expect(out).toContain('Your phone was answered')
    expect(posted).toEqual([
      { From: NUMBER, To: PHONE, Timeout: '30', Twiml: expect.stringContaining("O'Neil") },
    ])
    expect(posted[0]!.Twiml).toMatch(/^<Response><Say language="en-US" voice="[^"]+">Hello/)
    ends.push('failed')
    expect((await run('--test-call')).out).toContain('verified numbers only')
  })

  test.each([
    ['401', { status: 401, body: { code: 20003 } }, 'refuses the credentials'],
    ['429', { status: 429, headers: { 'retry-after': '30' } }, 'in 30 s'],
    ['a page', { status: 200, body: '<html>Sign in</html>' }, "not Twilio's API"],
  ])('answers %s: told in words, and nothing is written', async (_, refusal, says) => {
    const { run, file } = await withTwilio([{ phone_number: NUMBER }], refusal)
    const { code, err } = await run()
    expect(code).toBe(1)
    expect(err).toContain(says)
    expect(await readdir(dirname(file))).toEqual([])
  })

  test('without the number: told, and nothing is written', async () => {
    const { run, file } = await withTwilio([{ phone_number: '+12025550199' }])
    const { code, err } = await run()
    expect(code).toBe(1)
    expect(err).toContain(`has no number ${NUMBER}`)
    expect(await readdir(dirname(file))).toEqual([])
  })
})
