import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { call } from '../../../server/cli/call/call.ts'
import { findConversation } from '../../../storage/review/conversations.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import {
  createTerminal,
  OBEYED,
  runHere,
  startConcierge,
  startHere,
} from '../../support/command.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { oneList } from '../../support/one-list.ts'

const XML = { 'content-type': 'text/xml' }

const runCall = (args: string[], run?: Parameters<typeof runHere>[2]) => runHere(call, args, run)

/** A server that greets, puts through who says `friend`, and asks everybody else again. */
async function concierge(check: (signed: (publicUrl: string) => boolean) => boolean = () => true) {
  const app = new Hono().post('*', async (c) => {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()))
    const signature = c.req.header('x-twilio-signature') ?? ''
    if (!check((base) => validateRequest('secret', signature, base + c.req.path, form)))
      return c.text('no', 403)
    const verbs: Record<string, string> = {
      '/twilio/voice': '<Gather input="speech" action="/heard"><Say>Who is it?</Say></Gather>',
      '/heard':
        form.SpeechResult === 'friend'
          ? '<Dial action="/dialed">+14155550100</Dial>'
          : '<Gather input="speech" action="/heard"><Say>Who?</Say></Gather><Say>Bye.</Say>',
      '/dialed': `<Say>So it was ${form.DialCallStatus}.</Say>`,
    }
    const answer = verbs[c.req.path]
    return answer ? c.body(`<Response>${answer}</Response>`, 200, XML) : c.body(null, 204)
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('A scripted call is printed, and hangs up when there is nothing more to say', async () => {
  const url = await concierge()
  const { out, code } = await runCall(['--url', url, '--say', 'Ada', '--from', 'anonymous'])
  const [conversation, summary] = out.split('\n\n')
  expect(conversation).toBe(
    [
      'phone      anonymous calls',
      'concierge  Who is it?',
      'caller     Ada',
      'concierge  Who?',
      'phone      the caller hangs up (nothing more to say)',
    ].join('\n'),
  )
  expect(summary).toMatch(/^The caller hung up, 2 turns\n/)
  expect(summary).toMatch(/^ {2}\/twilio\/voice +\d+\.\d ms$/m)
  expect(code).toBe(0)
})

test.each([
  ['answer', 'completed', 'the owner answers', 'The call was put through to +14155550100'],
  ['busy', 'busy', 'busy', 'The owner was not reached (busy) and the concierge ended the call'],
  [
    'no-answer',
    'no-answer',
    'no-answer',
    'The owner was not reached (no-answer) and the concierge ended the call',
  ],
])('--dial %s decides how it goes with the owner', async (dial, status, told, ending) => {
  const url = await concierge()
  const { out, code } = await runCall(['--url', url, '--say', 'friend', '--dial', dial, '--json'])
  expect(JSON.parse(out)).toEqual({
    callSid: expect.stringMatching(/^CA/),
    state: 'ended',
    ending,
    lines: [
      { who: 'phone', text: '+14155550123 calls' },
      { who: 'concierge', text: 'Who is it?' },
      { who: 'caller', text: 'friend' },
      { who: 'phone', text: 'rings the owner at +14155550100' },
      { who: 'phone', text: told },
      { who: 'concierge', text: `So it was ${status}.` },
    ],
    dialed: { number: '+14155550100', answerOnBridge: false },
    webhooks: ['/twilio/voice', '/heard', '/dialed', '/twilio/status'].map((path) => ({
      path,
      status: path === '/twilio/status' ? 204 : 200,
      ms: expect.any(Number),
    })),
    failures: [],
  })
  expect(code).toBe(0)
})

test('What is typed is said, an empty line is silence, and commands steer the rest', async () => {
  const url = await concierge()
  const input = ['/busy', '/whistle', 'friend', 'hello?', '/failed'].join('\n')
  const { out, code } = await runCall(['--url', url], { input })
  expect(out.split('\n').slice(0, -7)).toEqual([
    'phone      +14155550123 calls (/help tells what you can type)',
    'concierge  Who is it?',
    "phone      The owner's phone is not ringing.",
    expect.stringContaining('There is no /whistle.'),
    'caller     friend',
    'phone      rings the owner at +14155550100',
    expect.stringContaining("The owner's phone rings: /answer"),
    'phone      failed',
    'concierge  So it was failed.',
  ])
  expect(code).toBe(0)
  const silent = await runCall(['--url', url], { input: '\n' })
  expect(silent.out).toContain('phone      silence\n\nThe concierge ended the call, 1 turn\n')
})

test.each(['/hangup\nnot said', ''])(
  'The caller hangs up by command or by leaving',
  async (input) => {
    const url = await concierge()
    const { out, code } = await runCall(['--url', url], { input })
    expect(out).toContain('the caller hangs up')
    expect(out).toContain('The caller hung up, 1 turn\n')
    expect(out).not.toContain('not said')
    expect(code).toBe(0)
  },
)

test('Webhooks are signed with TWILIO_AUTH_TOKEN, for BASE_URL or --public-url', async () => {
  const publicUrl = 'https://example.com'
  const url = await concierge((signedFor) => signedFor(publicUrl))
  const env = { TWILIO_AUTH_TOKEN: 'secret' }
  const here = { env: { ...env, BASE_URL: publicUrl } }
  expect(await runCall(['--url', url, '--json'], here)).toMatchObject({ code: 0 })
  const args = ['--url', url, '--json', '--public-url', publicUrl]
  expect(await runCall(args, { env })).toMatchObject({ code: 0 })
})

test('A refused signature is explained', async () => {
  const url = await concierge((signedFor) => signedFor('https://example.com'))
  const unsigned = await runCall(['--url', url, '--say', 'hi'])
  expect(unsigned).toMatchObject({ code: 1, err: expect.stringContaining('was not signed') })
  const env = { TWILIO_AUTH_TOKEN: 'wrong', BASE_URL: 'https://example.com' }
  const wrong = await runCall(['--url', url, '--say', 'hi'], { env })
  expect(wrong).toMatchObject({
    code: 1,
    err: expect.stringContaining('signed for https://example.com'),
  })
})

test('A server out of reach is explained', async () => {
  const { err, code } = await runCall(['--url', 'http://127.0.0.1:1', '--say', 'hi'])
  expect(err).toContain('ECONNREFUSED')
  expect(err).toContain('Is a server running at http://127.0.0.1:1?')
  expect(code).toBe(1)
})

test.each([
  [['--shout'], "Unknown option '--shout'"],
  [['hello'], "Unexpected argument 'hello'"],
  [['--from', '4155550123'], 'like +14155550123'],
  [['--from', 'notanumber'], '--from notanumber: write the number in full, like +14155550123, or'],
  [['--from', ''], '--from : write the number in full'],
  [['--from', '+0155550123'], '--from +0155550123: write'],
  [['--from', 'sip:nobody'], '--from sip:nobody: write'],
  [['--to', 'anonymous'], '--to anonymous: write the number in full, like +14155550123\n'],
  [['--own', '--url', 'http://127.0.0.1:1'], 'Either --url or --own'],
  [['--dial', 'maybe'], 'choose answer, voicemail, decline, message, busy'],
  [['--url', 'localhost:8000'], '--url localhost:8000: write it in full'],
  [['--public-url', 'https://example.com'], '--public-url goes with --url only'],
])('Wrong usage is refused, and nobody is called: %s', async (args, reason) => {
  const { err, out, code } = await runCall(args)
  expect(err).toContain(reason)
  expect(err).toContain('\nSee npm run call -- --help\n')
  expect({ out, code }).toEqual({ out: '', code: 2 })
})

test('--help tells what can be told', async () => {
  const { out, code } = await runCall(['--help'])
  for (const flag of ['--say', '--dial', '--from', '--url', '--json']) expect(out).toContain(flag)
  expect(code).toBe(0)
})

test.each([
  ['+1 (415) 555-0123', '+14155550123'],
  ['Anonymous', 'anonymous'],
  ['client:ada', 'client:ada'],
  ['sip:ada@example.com', 'sip:ada@example.com'],
])('--from %s is who calls', async (written, from) => {
  const url = await concierge()
  const { out } = await runCall(['--url', url, '--from', written, '--json'])
  expect(JSON.parse(out)).toMatchObject({ lines: [{ text: `${from} calls` }, {}, {}] })
})

describe('Without --url', () => {
  const portOf = (url: string) => new URL(url).port

  test.each([
    ['that is open to this machine', {}],
    [
      'that takes signed webhooks only',
      {
        TWILIO_AUTH_TOKEN: 'the-one-in-use, the-one-before',
        BASE_URL: 'https://example.com/line',
        REAL_PHONE_NUMBER: '+14155550100',
      },
    ],
  ])('the running server is called, %s: its console has the call', async (_, settings) => {
    const { url, file } = await startConcierge(settings)
    const env = { ...settings, PORT: portOf(url), SQLITE_DB_PATH: await temporaryFile('other.db') }
    const { out, err, code } = await runCall(['--say', 'hello', '--json'], { env })
    expect(err).toBe(
      `Calling the server that runs at http://127.0.0.1:${portOf(url)}; its console shows the call.\n`,
    )
    const { callSid, failures } = JSON.parse(out) as { callSid: string; failures: unknown[] }
    expect({ code, failures }).toEqual({ code: 0, failures: [] })
    await using database = openSqlite(file)
    expect(await findConversation(database.queries, oneList, callSid)).toBeDefined()
  })

  test('what listens there and is not ours is left alone', async () => {
    const url = await concierge()
    const { out, err, code } = await runCall(['--json'], { env: { PORT: portOf(url) } })
    expect(err).toBe(
      `What answers at ${url} is no Voice Concierge, so a server of its own is called: ` +
        'the call is not kept, and on no console. To keep it, npm start first.\n',
    )
    expect(JSON.parse(out)).toMatchObject({ failures: [] })
    expect(code).toBe(0)
  })

  test('and where none runs, one is started, and it is said that the call is not kept', async () => {
    const { err } = await runCall(['--json'], { env: { PORT: '1' } })
    expect(err).toMatch(/^No server runs at http:\/\/127\.0\.0\.1:1, so one .* call is not kept/)
    const file = await temporaryFile()
    const kept = await runCall(['--json'], { env: { PORT: '1', SQLITE_DB_PATH: file } })
    expect(kept.err).toContain(`the call is kept in ${file}`)
  })

  test('--own starts one although one runs', async () => {
    const { url } = await startConcierge()
    const { err, code } = await runCall(['--own', '--json'], { env: { PORT: portOf(url) } })
    expect(err).toMatch(/^A server of its own is called/)
    expect(code).toBe(0)
  })

  test('a running server with another token is told, with the way out', async () => {
    const { url } = await startConcierge({
      TWILIO_AUTH_TOKEN: 'the-one-in-use',
      BASE_URL: 'https://example.com',
      REAL_PHONE_NUMBER: '+14155550100',
    })
    const env = { PORT: portOf(url), TWILIO_AUTH_TOKEN: 'another' }
    const { err, code } = await runCall(['--say', 'hi'], { env })
    expect(err).toContain('refuses the signature')
    expect(err).toContain('--own')
    expect(code).toBe(1)
  })
})

test('A server of its own is signed for as its settings have it', async () => {
  const env = { TWILIO_AUTH_TOKEN: 'the-one-in-use', PORT: '0' }
  const { out, code } = await runCall(['--say', 'hello', '--json'], { env })
  const { lines, failures } = JSON.parse(out) as { lines: { who: string }[]; failures: unknown[] }
  expect(lines[1]).toMatchObject({ who: 'concierge', text: expect.stringContaining('assistant') })
  expect(failures).toEqual([])
  expect(code).toBe(0)
})

test('A server that cannot start is explained', async () => {
  const wrong = await runCall(['--say', 'hello'], { env: { MAX_TURNS: 'many', PORT: '0' } })
  expect(wrong).toMatchObject({ out: '', code: 2 })
  expect(wrong.err).toMatch(/^Cannot start a server to call: .*\n {2}- MAX_TURNS: give a whole/)
  const failed = await runCall(['--say', 'hello'], { env: { SQLITE_DB_PATH: '/', PORT: '0' } })
  expect(failed).toMatchObject({ out: '', code: 2 })
  expect(failed.err).toMatch(/^Cannot start a server to call: The database \/ cannot be opened/)
})

test('Ctrl-C hangs up a scripted call', async () => {
  const url = await concierge()
  const { out, interrupt } = startHere(call, ['--url', url, '--say', 'Ada', '--say', 'Bo'])
  await out.until('Who is it?')
  expect(await interrupt()).toBe(0)
  expect(out.all).toContain('the caller hangs up (interrupted)')
})

test('Nothing that is said speaks to the terminal', async () => {
  const url = await concierge()
  const say = 'Ada\u001b]0;owned\u0007\u009b2J\u202e'
  const { out } = await runCall(['--url', url, '--say', say])
  expect(out).toContain('caller     Ada\n')
  const json = await runCall(['--url', url, '--say', say, '--json'])
  expect(JSON.parse(json.out)).toMatchObject({ lines: { 2: { text: say } } })
  for (const text of [out, json.out]) expect(text).not.toMatch(OBEYED)
})

describe('at a terminal', () => {
  test('what is typed is not printed a second time, and Ctrl-D hangs up', async () => {
    const url = await concierge()
    const { around, screen, answer, press } = createTerminal()
    const code = call(['--url', url], around)
    await screen.until('Who is it?')
    await answer('caller     ', 'Ada')
    await screen.until('Who?')
    press('\u0004')
    await screen.until('The caller hung up, 2 turns')
    expect(await code).toBe(0)
    expect(screen.all.split('Ada')).toHaveLength(2)
  })
})

describe('The owner, whose phone rings', () => {
  const EMERGENCY = 'This is the hospital, your mother had an accident and is in surgery'

  test('is told who calls, and takes or declines it by a key at the prompt', async () => {
    const { url } = await startConcierge()
    const played = async (...typed: string[]) =>
      (await runCall(['--url', url], { input: [EMERGENCY, ...typed].join('\n') })).out
    const taken = await played('/answer', 'what?', '1')
    expect(taken).toMatch(/to the owner: .*the hospital.*Press 1/)
    expect(taken).toContain('1 talks, 2 declines')
    expect(taken).toContain('phone      the owner presses 1\n')
    expect(taken).toMatch(/\nThe call was put through to \+14155550100, /)
    const declined = await played('/answer', '2', '/hangup')
    expect(declined).toContain('concierge  Sorry, they cannot take your call now.')
    const ignored = await played('/answer', '', '/hangup')
    expect(ignored).toContain('phone      no key is pressed\n')
    expect(ignored).toContain('concierge  Sorry, nobody could take your call just now.')
    const voicemail = await played('/voicemail', '/hangup')
    expect(voicemail).toContain('concierge  Sorry, nobody could take your call just now.')
  })

  test.each([
    ['answer', 'to the owner: ', 'The call was put through'],
    ['decline', 'to the owner: ', 'they cannot take your call now'],
    ['message', 'to the owner: ', 'What may I pass on?'],
    ['voicemail', 'voicemail', 'nobody could take your call just now'],
  ])('of a script does what --dial %s says', async (dial, told, heard) => {
    const { url } = await startConcierge()
    const { out, code } = await runCall(['--url', url, '--say', EMERGENCY, '--dial', dial])
    expect(out).toContain(told)
    expect(out).toContain(heard)
    expect(code).toBe(0)
  })
})
