/** `npm run call` is both: the caller, and the owner who decides about them. */
import { expect, test } from 'vitest'
import { call } from '../../../server/cli/call/call.ts'
import { runHere, startConcierge, startHere } from '../../support/command.ts'

const UNCLEAR = ['--say', 'it is me', '--say', 'well, me']
const OWN = { PORT: '0', MAX_TURNS: '1' }

interface Json {
  ending: string
  lines: { who: string; text: string }[]
  webhooks: { path: string }[]
}

async function played(args: string[], env: Record<string, string> = OWN) {
  const { out, err, code } = await runHere(call, [...args, '--json'], { env })
  const json = JSON.parse(out) as Json
  return { ...json, said: json.lines.map(({ who, text }) => `${who}: ${text}`), err, code }
}

test('whoever waits is put through at once by the owner’s decision, and no silence is needed', async () => {
  const { said, webhooks, ending, code } = await played([...UNCLEAR, '--decide', 'put-through'])
  expect(said.slice(-7)).toEqual([
    expect.stringMatching(/^concierge: One moment, /),
    'phone: the owner decides: Put through',
    expect.stringMatching(/^concierge: /),
    expect.stringContaining('rings the owner at'),
    'phone: the owner answers',
    expect.stringMatching(/^phone: to the owner: Concierge\./),
    'phone: the owner presses 1',
  ])
  expect(said).not.toContain('phone: silence')
  expect(webhooks.map(({ path }) => path.replace(/\d+/, 'N'))).toContain(
    '/twilio/ai-response?held=N',
  )
  expect(ending).toMatch(/^The call was put through to /)
  expect(code).toBe(0)
})

test.each(['a person, please', 'Hello, I would like a person'])(
  'the owner is asked at once about whoever says no more than “%s”, however often others are asked on',
  async (words) => {
    const asked = ['--say', words, '--decide', 'call-back']
    const { said } = await played(asked, { PORT: '0', ASK_OWNER: 'unclear' })
    expect(said).toContainEqual(expect.stringMatching(/^concierge: One moment, /))
  },
)

test.each([
  ['take-a-message', /What may I pass on/],
  ['call-back', /will call you back/],
  ['turn-away', /text/],
])('--decide %s is heard by the caller', async (decision, heard) => {
  const { said } = await played([...UNCLEAR, '--decide', decision])
  const at = said.findIndex((line) => line.startsWith('phone: the owner decides'))
  expect(said[at + 1]).toMatch(heard)
})

test.each(['relay', 'gather'])('a caller of %s may cut in, and is heard', async (line) => {
  const sayings = ['--say', 'it is me', '--say', '/cut-in 2 it is about the boiler']
  const { said, code } = await played(sayings, { ...OWN, VOICE_LINE: line })
  expect(said).toContain('caller: it is about the boiler')
  expect(code).toBe(0)
})

test('the owner may step in before anybody has asked, and say something', async () => {
  const input = ['/tell Who is calling, please?', '/put-through', '/answer', '1'].join('\n')
  const { out, code } = await runHere(call, [], { env: OWN, input })
  const lines = out.split('\n').map((line) => line.trim())
  const at = lines.findIndex((line) => line.includes('the owner says: Who is calling'))
  expect(lines[at + 1]).toBe('concierge  Who is calling, please?')
  expect(lines[at + 2]).toBe('phone      the owner decides: Put through')
  expect(out).toContain('to the owner: Concierge.')
  expect(out).toContain('The call was put through to')
  expect(code).toBe(0)
})

test('what cannot be decided any more is said, and the call goes on', async () => {
  const input = ['/put-through', '/put-through', '/busy'].join('\n')
  const { out } = await runHere(call, [], { env: OWN, input })
  expect(out).toMatch(/that is not possible: /)
  expect(out.match(/rings the owner/g)).toHaveLength(1)
  expect(out).toContain('nobody could take your call')
})

test('what is decided elsewhere moves the call that somebody plays by hand', async () => {
  const port = '18090'
  const settings = {
    ASK_OWNER: 'unclear',
    MAX_TURNS: '1',
    TWILIO_API_URL: `http://127.0.0.1:${port}`,
  }
  const server = await startConcierge(settings)
  const env = { ...settings, ...server.env, PORT: new URL(server.url).port }
  const { out, input, code } = startHere(call, ['--url', server.url], { env })
  await out.until('assistant')
  input.write('it is me\n')
  input.write('well, me\n')
  await out.until('One moment')
  const headers = { authorization: `Bearer ${server.env.ADMIN_API_KEY}` }
  const listed = await fetch(`${server.url}/conversations?simulated=true`, { headers })
  const { conversations } = (await listed.json()) as { conversations: [{ call_sid: string }] }
  const decided = await fetch(`${server.url}/conversations/${conversations[0].call_sid}/decision`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ choice: 'put_through' }),
  })
  expect(decided.status).toBe(200)
  await out.until('rings the owner at')
  input.write('/busy\n')
  await out.until('busy')
  input.end()
  expect(await code).toBe(0)
})

test('where the caller cannot be moved, they hear it with their next silence', async () => {
  const server = await startConcierge({ ASK_OWNER: 'unclear', MAX_TURNS: '1' })
  const env = { ...server.env, TWILIO_API_URL: 'https://api.twilio.com' }
  const { said, webhooks } = await played(
    ['--url', server.url, ...UNCLEAR, '--decide', 'put-through'],
    env,
  )
  expect(said.at(-3)).toBe('phone: the owner answers')
  expect(webhooks.some(({ path }) => path.includes('held='))).toBe(false)
})

test('a decision that is none is refused', async () => {
  const { err, code } = await runHere(call, ['--decide', 'maybe'])
  expect(err).toContain('--decide maybe: choose put-through, take-a-message, call-back, turn-away')
  expect(code).toBe(2)
})
