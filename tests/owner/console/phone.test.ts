import { describe, expect, test } from 'vitest'
import { connectedFrom } from '../../support/management.ts'
import {
  AUTH_TOKEN,
  createConcierge,
  KEYLESS,
  MOTHER,
  OWNER,
  PUBLIC_URL,
} from '../../support/concierge.ts'
import { OUR_NUMBER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged, KEY } from '../../support/management.ts'
import { createPhone } from '../../../server/phone/phone.ts'

const FROM_HERE = { host: 'localhost', 'sec-fetch-site': 'same-origin' }

/** The console's phone, as its page uses it: without a key, from this machine. */
async function createSimulated(options: Parameters<typeof createConcierge>[0] = {}) {
  const concierge = await createConcierge({
    contacts: [MOTHER],
    screener: judge,
    ...options,
    settings: { ...KEYLESS, ...options.settings },
  })
  const { app } = concierge

  async function send(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await app.request(
      `/console/phone/calls${path}`,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...FROM_HERE, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      connectedFrom('127.0.0.1'),
    )
    const text = await answer.text()
    return { status: answer.status, body: JSON.parse(text) }
  }

  return {
    ...concierge,
    send,
    ring: async (caller: object = { from: STRANGER }) => (await send('', caller)).body,
    stats: async (query = '') =>
      (await (
        await app.request(`/stats${query}`, { headers: FROM_HERE }, connectedFrom('127.0.0.1'))
      ).json()) as { calls: number },
  }
}

const judge = ({ said }: { said: { text: string }[] }) =>
  /fire/.test(said.at(-1)!.text)
    ? verdict('transfer', 'I am putting you through.')
    : verdict(/\?/.test(said.at(-1)!.text) ? 'ask' : 'end', 'So be it.')

describe('A simulated call', () => {
  test('is a conversation, step by step, with state, context, verdict and TwiML', async () => {
    const { ring, send } = await createSimulated()
    const rung = await ring()
    expect(rung).toMatchObject({
      caller: STRANGER,
      called: OUR_NUMBER,
      waits_for: 'caller',
      state: 'listening.greeting',
      end_time: null,
      context: { asked: 0, contact: null },
      steps: [{ events: [{ type: 'call.arrived' }], state: 'listening.greeting' }],
    })
    expect(rung.steps[0].ports.map(({ port }: { port: string }) => port)).toEqual([
      'findOpenDial',
      'knowCaller',
    ])
    expect(rung.steps[0].states).toEqual([
      'ringing',
      'checkingForLoop',
      'recognising',
      'recognised',
      'listening_greeting',
    ])
    expect(rung.steps[0].twiml).toContain('<Gather')
    const asked = (await send(`/${rung.call_sid}/say`, { text: 'who is this?' })).body
    expect(asked).toMatchObject({ state: 'listening.askingOn', verdict: { decision: 'ask' } })
    const over = (await send(`/${rung.call_sid}/say`, { text: 'solar panels' })).body
    expect(over).toMatchObject({
      state: 'parted',
      waits_for: null,
      final_decision: 'completed',
      verdict: { decision: 'end', reply: 'So be it.' },
    })
    expect(over.turns.map(({ text }: { text: string }) => text).slice(1)).toEqual([
      'who is this?',
      'So be it.',
      'solar panels',
      'So be it.',
    ])
    expect(over.steps.at(-1)).toMatchObject({ events: [{ type: 'call.ended' }], twiml: null })
  })

  test('comes to each of its endings', async () => {
    const { ring, send } = await createSimulated()
    const ends = async (caller: object | undefined, ...acts: [string, object][]) => {
      const { call_sid: sid } = await ring(caller)
      let last
      for (const [act, body] of acts) last = (await send(`/${sid}/${act}`, body)).body
      return [last.final_decision, last.transfer_status, last.state]
    }
    const silence: [string, object] = ['silence', {}]
    const mother = { from: MOTHER.phoneNumber }
    expect(
      await ends(undefined, ['say', { text: 'fire' }], ['dial', { outcome: 'completed' }]),
    ).toEqual(['transferred', 'completed', 'connected'])
    expect(await ends(mother, ['dial', { outcome: 'no-answer' }], silence)).toEqual([
      'transferred_exception',
      'no-answer',
      'partedUnreached',
    ])
    expect(await ends(mother, ['hang-up', {}])).toEqual([
      'transferred_exception',
      'canceled',
      'partedUnreached',
    ])
    expect(await ends(undefined, silence, silence, silence)).toEqual([
      'ended_no_speech',
      null,
      'partedUnheard',
    ])
    expect(await ends({ from: 'anonymous' }, ['hang-up', {}])).toEqual(['abandoned', null, 'over'])
    expect(await ends({ ...mother, attestation: 'failed' }, ['say', { text: 'it is me' }])).toEqual(
      ['completed', null, 'parted'],
    )
  })

  test('lets a withheld caller through to the owner, with our number on the display', async () => {
    const { ring, send } = await createSimulated()
    const { call_sid: sid } = await ring({ from: 'anonymous', to: '+12125550143' })
    const { body } = await send(`/${sid}/say`, { text: 'fire' })
    expect(body.waits_for).toBe('dial')
    expect(body.steps.at(-1).twiml).toContain(`callerId="${OUR_NUMBER}"`)
    expect(body.steps.at(-1).twiml).toContain(OWNER)
  })

  test('goes on in another process as if nothing had been', async () => {
    const first = await createSimulated()
    const { call_sid: sid } = await first.ring()
    const second = await createSimulated({ settings: { SQLITE_DB_PATH: first.file }, contacts: [] })
    expect((await second.send(`/${sid}`)).body).toMatchObject({ waits_for: 'caller' })
    const { body } = await second.send(`/${sid}/say`, { text: 'solar' })
    expect(body).toMatchObject({ state: 'parted', final_decision: 'completed' })
  })

  test('takes the same way behind a proxy that has a path of its own', async () => {
    const { ring, send } = await createSimulated({
      settings: { BASE_URL: 'http://localhost/voice' },
    })
    const { call_sid: sid } = await ring()
    expect((await send(`/${sid}/say`, { text: 'solar' })).body.state).toBe('parted')
  })

  test('can be hung up while the screener thinks, and after it asked for a moment', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof verdict>>()
    const { ring, send, conversation } = await createSimulated({
      screener: () => promise,
      patienceMs: 1_000,
    })
    const { call_sid: sid } = await ring()
    const saying = send(`/${sid}/say`, { text: 'well' })
    await expect.poll(async () => (await conversation(sid)).length).toBeGreaterThan(2)
    const { body } = await send(`/${sid}/hang-up`, {})
    expect(body).toMatchObject({ final_decision: 'abandoned', state: 'over' })
    resolve(verdict('ask', 'Who is calling?'))
    expect((await saying).body.state).toBe('over')
  })

  test('refuses what the call does not wait for, and what is no call of its own', async () => {
    const { ring, send, phone } = await createSimulated()
    const { call_sid: sid } = await ring()
    const refusal = async (path: string, body: unknown) => {
      const answer = await send(path, body)
      return `${answer.status} ${answer.body.detail}`
    }
    expect(await refusal(`/${sid}/dial`, { outcome: 'busy' })).toBe(
      '409 The caller cannot see the dial end: the call is listening',
    )
    expect(await refusal(`/${sid}/dial`, { outcome: 'eaten' })).toMatch(/^422 outcome: /)
    expect(await refusal(`/${sid}/say`, { text: '  ' })).toMatch(/^422 text: /)
    expect(await refusal(`/${sid}/say`, '{')).toBe('400 The body is not JSON')
    expect(await refusal('', { from: '12' })).toBe(
      '422 from: give a phone number, like +14155550123',
    )
    await send(`/${sid}/hang-up`, {})
    expect(await refusal(`/${sid}/say`, { text: 'hello' })).toBe('409 The call is over: ring again')
    const real = await phone.ring({ from: STRANGER })
    for (const one of ['CA00', real.callSid])
      expect(await refusal(`/${one}/hang-up`, {})).toMatch(/^404 This call is not one of those/)
    expect((await send(`/${real.callSid}`)).status).toBe(404)
    await real.say('solar')
  })
})

describe('The mark of a simulated call', () => {
  test('is in the database, in /conversations and its filter', async () => {
    const { api, app, phone, call } = await createManaged({ screener: judge })
    const real = await phone.ring({ from: STRANGER })
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' }
    // With a key, only whoever has signed in on the console may play.
    const body = JSON.stringify({ from: STRANGER })
    const refused = await app.request('/console/phone/calls', { method: 'POST', body, headers })
    expect(refused.status).toBe(403)
    const onConsole = await createSimulated({
      settings: { SQLITE_DB_PATH: (await createManaged()).file },
    })
    const { call_sid: sid } = await onConsole.ring()
    expect((await onConsole.call(sid)).simulated).toBe(1)
    expect((await call(real.callSid)).simulated).toBe(0)
    expect((await api.get('/conversations')).body.conversations[0].simulated).toBe(false)
    const listed = async (query: string) => {
      const { phone: other, app: same } = onConsole
      if (query === '?simulated=false') await other.ring({ from: STRANGER })
      const answer = await same.request(
        `/conversations${query}`,
        { headers: FROM_HERE },
        connectedFrom('127.0.0.1'),
      )
      const { conversations } = (await answer.json()) as {
        conversations: { simulated: boolean }[]
      }
      return conversations.map(({ simulated }) => simulated)
    }
    expect(await listed('?simulated=true')).toEqual([true])
    expect(await listed('?simulated=false')).toEqual([false])
    expect(await listed('')).toEqual([false, true])
  })

  test('keeps it out of the statistics, unless they are asked to count it', async () => {
    const { ring, stats, phone } = await createSimulated()
    await phone.ring({ from: STRANGER })
    await ring()
    expect((await stats()).calls).toBe(1)
    expect((await stats('?simulated=true')).calls).toBe(2)
  })

  test('cannot be set by anything that is sent, signed or not', async () => {
    const { app, call, database } = await createSimulated()
    const marks = { simulated: 'true', Simulated: '1' }
    const phone = createPhone({
      url: PUBLIC_URL,
      authToken: AUTH_TOKEN,
      voice: '/twilio/voice?simulated=true',
      fetch: (url, init) =>
        app.request(
          url,
          { ...init, headers: { ...(init.headers as object), ...marks } },
          { simulated: true, 'Symbol(simulated)': true, ...connectedFrom('127.0.0.1') },
        ),
    })
    const real = await phone.ring({ from: STRANGER, extra: marks })
    expect((await call(real.callSid)).simulated).toBe(0)
    const calls = await database.queries.selectFrom('calls').select('simulated').execute()
    expect(calls).toEqual([{ simulated: 0 }])
  })

  test('stands between it and real calls: neither has the webhooks of the other', async () => {
    const { ring, phone, send, database } = await createSimulated()
    const { call_sid: sid } = await ring()
    const real = await phone.ring({ from: STRANGER, callSid: sid }).catch((error: Error) => error)
    expect(real).not.toMatchObject({ state: 'listening' })
    const { body } = await send(`/${sid}`)
    expect(body).toMatchObject({ waits_for: 'caller', end_time: null })
    expect(body.steps).toHaveLength(1)
    expect(await database.queries.selectFrom('calls').select('id').execute()).toHaveLength(1)
  })

  test('lets a real caller through while the same caller is being simulated', async () => {
    const { ring, phone } = await createSimulated()
    expect((await ring({ from: MOTHER.phoneNumber })).waits_for).toBe('dial')
    expect((await phone.ring({ from: MOTHER.phoneNumber })).state).toBe('dialing')
  })
})

describe('The owner’s end of a simulated call', () => {
  const urgent = async (settings: Record<string, string> = {}) => {
    const made = await createSimulated({ settings })
    const { call_sid: sid } = await made.ring()
    const rung = (await made.send(`/${sid}/say`, { text: 'fire' })).body
    const owner = async (body: object) => (await made.send(`/${sid}/owner`, body)).body
    return { ...made, sid, rung, owner }
  }

  test('rings, is told who calls, and takes the call by a key', async () => {
    const { rung, owner, sid, send } = await urgent()
    expect(rung).toMatchObject({
      waits_for: 'dial',
      owner: { state: 'ringing', announced: true, heard: [] },
    })
    const asked = await owner({ deed: 'answer' })
    expect(asked.owner).toMatchObject({
      state: 'asked',
      heard: [expect.stringMatching(/fire.*Press 1/)],
    })
    // What is said to the owner is not said to the caller.
    expect(asked.turns).toEqual(rung.turns)
    const talking = await owner({ deed: 'press', key: '1' })
    expect(talking).toMatchObject({ waits_for: 'dial', owner: { state: 'talking' } })
    // By any process: all of it is in the database.
    expect((await send(`/${sid}`)).body.owner).toMatchObject({ state: 'talking' })
    const ended = await owner({ deed: 'hang up' })
    expect(ended).toMatchObject({ transfer_status: 'completed', owner: null, waits_for: null })
    expect(ended.end_time).not.toBeNull()
  })

  test.each([
    [{ deed: 'press', key: '2' }, 'declined'],
    [{ deed: 'press', key: '3' }, 'declined'],
    [{ deed: 'wait' }, 'no-answer'],
    [{ deed: 'hang up' }, 'no-answer'],
  ])('declines or misses it: %j', async (deed, status) => {
    const { owner } = await urgent()
    await owner({ deed: 'answer' })
    const after = await owner(deed)
    expect(after).toMatchObject({ transfer_status: status, waits_for: 'caller', owner: null })
  })

  test('may be a voicemail, or the caller hangs up while it is told', async () => {
    const voicemail = await urgent()
    expect(await voicemail.owner({ deed: 'voicemail' })).toMatchObject({
      transfer_status: 'no-answer',
    })
    const leaving = await urgent()
    await leaving.owner({ deed: 'answer' })
    const { body } = await leaving.send(`/${leaving.sid}/hang-up`, {})
    expect(body).toMatchObject({ transfer_status: 'no-answer', became: 'missed', owner: null })
    const talking = await urgent()
    await talking.owner({ deed: 'answer' })
    await talking.owner({ deed: 'press', key: '1' })
    const over = await talking.send(`/${talking.sid}/hang-up`, {})
    expect(over.body).toMatchObject({ transfer_status: 'completed' })
  })

  test('does nothing that is not its turn, and no key that a telephone has not', async () => {
    const { send, sid, owner } = await urgent()
    expect((await send(`/${sid}/owner`, { deed: 'press', key: '1' })).status).toBe(409)
    for (const body of [{ deed: 'press', key: '12' }, { deed: 'press' }, { deed: 'sing' }, {}])
      expect((await send(`/${sid}/owner`, body)).status).toBe(422)
    await owner({ deed: 'answer' })
    expect((await send(`/${sid}/owner`, { deed: 'answer' })).status).toBe(409)
  })

  test('has the caller on the line at once where nobody is told who calls', async () => {
    const { owner, rung } = await urgent({ WHISPER: 'none' })
    expect(rung.owner).toMatchObject({ state: 'ringing', announced: false })
    expect(await owner({ deed: 'voicemail' })).toMatchObject({ transfer_status: 'completed' })
  })
})

test('what the owner decides moves a simulated call at once, and Twilio hears nothing of it', async () => {
  const { ring, send, app } = await createSimulated()
  const { call_sid: sid } = await ring()
  const decided = await app.request(
    `/conversations/${sid}/decision`,
    {
      method: 'POST',
      headers: { ...FROM_HERE, 'content-type': 'application/json' },
      body: JSON.stringify({ choice: 'put_through' }),
    },
    connectedFrom('127.0.0.1'),
  )
  expect(decided.status).toBe(200)
  await expect
    .poll(async () => (await send(`/${sid}`)).body)
    .toMatchObject({ waits_for: 'dial', owner: { state: 'ringing', announced: true } })
  const { body } = await send(`/${sid}/dial`, { outcome: 'busy' })
  expect(body).toMatchObject({ transfer_status: 'busy', waits_for: 'caller' })
})
