/** The console's phone with words streamed: the same call as a carrier's socket makes of it, without one. */
import { expect, test } from 'vitest'
import { createConcierge, KEYLESS, MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { connectedFrom } from '../../support/management.ts'

const FROM_HERE = { host: 'localhost', 'sec-fetch-site': 'same-origin' }

async function createStreamed(options: Parameters<typeof createConcierge>[0] = {}) {
  const concierge = await createConcierge({
    contacts: [MOTHER],
    screener({ said }) {
      const { text } = said.at(-1)!
      return /fire/.test(text)
        ? verdict('transfer', 'I am putting you through.')
        : verdict(/\?/.test(text) ? 'ask' : 'end', 'So be it, and what of it?')
    },
    ...options,
    settings: { ...KEYLESS, WHISPER: 'none', ...options.settings },
  })

  async function send(path: string, body?: unknown, headers: object = {}) {
    const answer = await concierge.app.request(
      `/console/phone/calls${path}`,
      {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...FROM_HERE, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      connectedFrom('127.0.0.1'),
    )
    return { status: answer.status, body: JSON.parse(await answer.text()) }
  }
  const ring = async () => (await send('', { from: STRANGER, line: 'relay' })).body
  return { ...concierge, send, ring }
}

const told = ({ turns }: { turns: { speaker: string; text: string }[] }) =>
  turns.map(({ speaker, text }) => `${speaker}: ${text}`)

test('a stranger is heard over a socket, asked on, and told goodbye by a document', async () => {
  const { send, ring } = await createStreamed()
  const rung = await ring()
  expect(rung).toMatchObject({ line: 'relay', waits_for: 'caller', state: 'listening.greeting' })
  expect(rung.steps[0].twiml).toContain('<ConversationRelay')
  const asked = (await send(`/${rung.call_sid}/say`, { text: 'who?' })).body
  expect(asked).toMatchObject({ line: 'relay', waits_for: 'caller', state: 'listening.askingOn' })
  expect(told(asked).slice(1)).toEqual(['caller: who?', 'concierge: So be it, and what of it?'])
  const over = (await send(`/${rung.call_sid}/say`, { text: 'solar panels' })).body
  expect(over).toMatchObject({ waits_for: null, simulated: 1, final_decision: 'completed' })
  expect(over.end_time).not.toBeNull()
})

test('silence passes when the caller says so, and by itself never', async () => {
  const { send, ring } = await createStreamed()
  const { call_sid: sid } = await ring()
  const silent = (await send(`/${sid}/silence`, {})).body
  expect(silent).toMatchObject({ state: 'listening.askingAgain', waits_for: 'caller' })
})

test('a dial leaves the socket, and its end is the call’s', async () => {
  const { send, ring } = await createStreamed()
  const { call_sid: sid } = await ring()
  const ringing = (await send(`/${sid}/say`, { text: 'fire' })).body
  expect(ringing).toMatchObject({ waits_for: 'dial', owner: { state: 'ringing' } })
  const over = (await send(`/${sid}/dial`, { outcome: 'completed' })).body
  expect(over).toMatchObject({ transfer_status: 'completed', waits_for: null })
})

test('who cuts in has heard so much, and the conversation says so', async () => {
  const { send, ring } = await createStreamed()
  const { call_sid: sid } = await ring()
  await send(`/${sid}/say`, { text: 'who?' })
  const cut = (await send(`/${sid}/say`, { text: 'wait, why?', heard_words: 3 })).body
  expect(told(cut)).toContain('concierge: So be it,')
  expect(told(cut).filter((one) => one.endsWith('what of it?'))).toHaveLength(1)
  expect(told(cut).at(-1)).toBe('concierge: So be it, and what of it?')
  const again = await send(`/${sid}/cut-in`, { heard_words: 1 })
  expect(again.status).toBe(200)
  for (const odd of [-1, 1.5, 'all', 5_000, undefined])
    expect((await send(`/${sid}/cut-in`, { heard_words: odd })).status).toBe(422)
})

test('hanging up ends it, and then nothing more can be done', async () => {
  const { send, ring } = await createStreamed()
  const { call_sid: sid } = await ring()
  const over = (await send(`/${sid}/hang-up`, {})).body
  expect(over).toMatchObject({ waits_for: null, final_decision: 'abandoned' })
  expect((await send(`/${sid}/say`, { text: 'hello?' })).status).toBe(409)
})

test('what the owner decides meanwhile is heard over the socket at once', async () => {
  const { app, send, ring } = await createStreamed()
  const { call_sid: sid } = await ring()
  const decided = await app.request(
    `/conversations/${sid}/decision`,
    {
      method: 'POST',
      headers: { ...FROM_HERE, 'content-type': 'application/json' },
      body: JSON.stringify({ choice: 'say', words: 'Who is it, please?' }),
    },
    connectedFrom('127.0.0.1'),
  )
  expect(decided.status).toBe(200)
  await expect
    .poll(async () => told((await send(`/${sid}`)).body).at(-1))
    .toBe('concierge: Who is it, please?')
})

test('an erased call does not go on', async () => {
  const { send, ring, database } = await createStreamed()
  const { call_sid: sid } = await ring()
  await database.write((queries) =>
    queries.updateTable('calls').set({ erased_at: new Date().toISOString() }).execute(),
  )
  expect((await send(`/${sid}/say`, { text: 'hello?' })).status).toBe(404)
})

test('there are no more than so many at once: the oldest is hung up', async () => {
  const { send, ring } = await createStreamed()
  const first = await ring()
  for (let more = 0; more < 20; more++) await ring()
  await expect
    .poll(async () => (await send(`/${first.call_sid}`)).body.final_decision)
    .toBe('abandoned')
})
