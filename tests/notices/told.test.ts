/** What reaches the owner of a call: the whole app, and a server that speaks ntfy. */
import { expect, test } from 'vitest'
import { openUnreliable } from '../support/unreliable-database.ts'
import { saveContact } from '../../storage/contacts.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import {
  AUTH_TOKEN,
  createConcierge,
  MOTHER,
  PUBLIC_URL,
  STRANGER,
  temporaryFile,
  verdict,
} from '../support/concierge.ts'
import { simulation } from '../../server/lines/twilio/simulated.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { SHARED } from '../../storage/roll.ts'

async function told(settings: Record<string, string> = {}) {
  const ntfy = await startReceiver()
  const concierge = await createConcierge({
    settings: { NTFY_URL: `${ntfy.url}/owner`, ...settings },
    contacts: [MOTHER],
    screener: ({ said }) =>
      said.at(-1)!.text.includes('fire')
        ? { ...verdict('transfer', 'One moment.'), kind: 'emergency' }
        : verdict('end', 'Goodbye.'),
  })
  return { ntfy, ...concierge }
}

const titles = ({ posted }: Receiver) => posted.map(({ json }) => json.title)

test('an urgent caller who is not reached is told of twice: as the phone rings, and as missed', async () => {
  const { phone, ntfy } = await told()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('my barn is on fire')
  await expect.poll(() => titles(ntfy)).toEqual(['Urgent: a caller is being put through'])
  await caller.dialEnds('no-answer')
  await expect.poll(() => ntfy.posted).toHaveLength(2)
  expect(ntfy.posted[1]!.path).toBe('/')
  expect(ntfy.posted[1]!.json).toEqual({
    topic: 'owner',
    title: 'You missed a caller',
    message: 'Kind of call: emergency\nYou did not answer.',
    priority: 4,
    tags: ['telephone_receiver'],
    click: `${PUBLIC_URL}/console/calls/${caller.callSid}`,
    sequence_id: `${caller.callSid}_missed`,
    actions: [expect.objectContaining({ label: 'Let through for 30 minutes', method: 'POST' })],
  })
})

test('a contact is named; one who was answered is no news', async () => {
  const { phone, ntfy } = await told()
  const answered = await phone.ring({ from: MOTHER.phoneNumber })
  await answered.dialEnds('completed')
  const missed = await phone.ring({ from: MOTHER.phoneNumber })
  await missed.dialEnds('busy')
  await expect.poll(() => titles(ntfy)).toEqual(['You missed Mom'])
  expect(ntfy.posted[0]!.json.message).toBe('Your phone was busy.')
})

test('who hangs up while it rings is told of once it is known that nobody answered', async () => {
  const { phone, ntfy, database, call } = await told()
  const answered = await phone.ring({ from: MOTHER.phoneNumber })
  await answered.post('/twilio/status', { CallStatus: 'completed' })
  expect(await database.queries.selectFrom('notices').selectAll().execute()).toEqual([])
  const outcome = { DialCallStatus: 'completed', DialBridged: 'true' }
  await answered.post('/twilio/transfer-fallback', outcome)
  expect((await call(answered.callSid)).transfer_status).toBe('completed')
  const missed = await phone.ring({ from: MOTHER.phoneNumber })
  await missed.hangUp()
  await expect.poll(() => titles(ntfy)).toEqual(['You missed Mom'])
  expect(ntfy.posted[0]!.json.click).toContain(missed.callSid)
})

test('an ordinary call is told only where it is asked for', async () => {
  const { phone, ntfy } = await told({ NOTIFY_NTFY: 'turned-away' })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('an offer')
  const other = await phone.ring({ from: STRANGER })
  await other.hangUp()
  await expect.poll(() => ntfy.posted).toHaveLength(2)
  const messages = new Set(ntfy.posted.map(({ json }) => json.message))
  expect(messages).toEqual(new Set(['Turned away.', 'The caller hung up.']))
  const missed = await phone.ring({ from: MOTHER.phoneNumber })
  await missed.dialEnds('busy')
  const last = await phone.ring({ from: STRANGER })
  await last.hangUp()
  await expect.poll(() => ntfy.posted).toHaveLength(3)
  expect(titles(ntfy)).toEqual(Array(3).fill('Turned away: a caller'))
})

test('numbers and words leave the machine only where the owner wants them to', async () => {
  const plain = await told({ FLOW: 'after-hours' })
  const detailed = await told({ FLOW: 'after-hours', NOTICE_DETAIL: 'full' })
  for (const { phone } of [plain, detailed]) {
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('the boiler leaks')
    await caller.say('four one five, 555 0142')
  }
  await expect.poll(() => [plain, detailed].map(({ ntfy }) => ntfy.posted.length)).toEqual([1, 1])
  expect(plain.ntfy.posted[0]!.body).not.toMatch(/boiler|0123|0142/)
  expect(titles(plain.ntfy)).toEqual(['A message from a caller'])
  const message = detailed.ntfy.posted[0]!.json.message as string
  expect(message).toContain(`Number: ${STRANGER}\n“the boiler leaks / four one five, 555 0142”`)
})

test('a call that the owner plays himself is no news', async () => {
  const { database, app, ntfy, phone } = await told({ NOTIFY_NTFY: 'all' })
  const played = createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: (url, init) => app.request(url, init, simulation),
  })
  const caller = await played.ring({ from: STRANGER })
  await caller.say('my barn is on fire')
  await caller.dialEnds('busy')
  const real = await phone.ring({ from: STRANGER })
  await real.hangUp()
  await expect.poll(() => titles(ntfy)).toEqual(['Turned away: a caller'])
  expect(await database.queries.selectFrom('notices').selectAll().execute()).toHaveLength(1)
})

test('a token goes along, and what hangs, fails or leads elsewhere changes no turn', async () => {
  const { phone, ntfy, journal } = await told({ NTFY_TOKEN: 'tk_secret' })
  const elsewhere = await startReceiver()
  ntfy.answer = (_, response) => {
    response.writeHead(307, { location: elsewhere.url }).end()
  }
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('my barn is on fire')
  await expect.poll(() => ntfy.posted).toHaveLength(1)
  expect(ntfy.posted[0]!.headers.authorization).toBe('Bearer tk_secret')
  await caller.dialEnds('no-answer')
  expect(caller.state).toBe('listening')
  expect(caller.failures).toEqual([])
  expect((await journal(caller.callSid)).at(-1)).toMatch(/^rest/)
  expect(elsewhere.posted).toEqual([])
})

test('whoever was missed while the database was away is told of when it is back', async () => {
  const ntfy = await startReceiver()
  const database = await openUnreliable(await temporaryFile())
  await database.write((queries) => saveContact(queries, SHARED, MOTHER, new Date().toISOString()))
  const { phone } = await createConcierge({
    settings: { NTFY_URL: `${ntfy.url}/owner`, WEBHOOK_URL: `${ntfy.url}/hook` },
    everyMs: { contacts: 20, writeDown: 20 },
    notices: { everyMs: 20 },
    database,
  })
  database.isAway = true
  const contact = await phone.ring({ from: MOTHER.phoneNumber })
  await contact.dialEnds('no-answer')
  const stranger = await phone.ring({ from: STRANGER })
  expect([contact.failures, stranger.failures]).toEqual([[], []])
  expect(ntfy.posted).toEqual([])
  database.isAway = false
  await expect.poll(() => ntfy.posted.length).toBe(3)
  const hooks = ntfy.posted.filter(({ path }) => path === '/hook').map(({ json }) => json.type)
  expect(new Set(hooks)).toEqual(new Set(['call.missed', 'call.turned_away']))
  expect(titles(ntfy)).toContain('You missed Mom')
})
