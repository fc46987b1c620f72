/** The owner is asked while the caller waits: the whole app, a phone, ntfy, and Twilio's Calls resource. */
import { expect, test } from 'vitest'
import { hashOfToken } from '../../../server/basics/secret-token.ts'
import { addContact } from '../../../storage/contacts.ts'
import { ownRollOf } from '../../../storage/roll.ts'
import { receive } from '../../../storage/calls/receive.ts'
import type { Parts } from '../../../server/compose.ts'
import { connectedFrom } from '../../support/management.ts'
import { CALLS_ACCOUNT, startCallsResource } from '../../support/calls-resource.ts'
import {
  createConcierge,
  MOTHER,
  OWNER,
  STRANGER,
  temporaryFile,
  verdict,
} from '../../support/concierge.ts'
import { startReceiver } from '../../support/receiver.ts'

interface Action {
  label: string
  url: string
  method: string
}

const OFFICE = '+12125550143'
const ASKING = 'One moment'

async function asking(
  settings: Record<string, string> = {},
  parts: Parts & { ntfyUrl?: string } = {},
) {
  const ntfy = await startReceiver()
  const concierge = await createConcierge({
    settings: { NTFY_URL: `${parts.ntfyUrl ?? ntfy.url}/owner`, MAX_TURNS: '1', ...settings },
    contacts: settings.SQLITE_DB_PATH ? [] : [MOTHER],
    screener: () => verdict('ask', 'Who is calling?'),
    notices: { everyMs: 20 },
    ...parts,
  })
  const { app, phone } = concierge

  async function waitingCaller() {
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('it is me')
    await caller.say('well, me')
    expect(caller.lastHeard.join(' ')).toContain(ASKING)
    return caller
  }

  const told = (callSid: string) =>
    ntfy.posted.find(({ json }) => json.sequence_id === `${callSid}_asking`)?.json

  /** The buttons of the notice, once it is there. */
  async function buttonsFor(callSid: string): Promise<Action[]> {
    await expect.poll(() => told(callSid)).toBeDefined()
    return told(callSid)!.actions as Action[]
  }

  async function follow(method: string, url: string, from = '192.0.2.1') {
    const response = await app.request(new URL(url).pathname, { method }, connectedFrom(from))
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  return {
    ...concierge,
    ntfy,
    waitingCaller,
    buttonsFor,
    follow,
    pageFor: async (callSid: string) => {
      await buttonsFor(callSid)
      return told(callSid)!.click as string
    },
    tap: async (callSid: string, label: string, from?: string) => {
      const button = (await buttonsFor(callSid)).find((one) => one.label === label)!
      return follow('POST', button.url, from)
    },
  }
}

test('whoever stays unclear waits, and one tap puts them through with their next word or silence', async () => {
  const { waitingCaller, tap, call } = await asking()
  const caller = await waitingCaller()
  expect((await tap(caller.callSid, 'Put through')).status).toBe(200)
  expect(caller.state).toBe('listening')
  await caller.silence()
  expect(caller.state).toBe('dialing')
  expect(caller.dialed).toMatchObject({ number: OWNER })
  expect((await call(caller.callSid)).end_time).toBeNull()
  await caller.dialEnds('completed')
  expect(await call(caller.callSid)).toMatchObject({
    final_decision: 'transferred_owner',
    transfer_status: 'completed',
  })
})

test('what the caller says before they hear of it is kept, and they are put through all the same', async () => {
  const { waitingCaller, tap, conversation } = await asking()
  const caller = await waitingCaller()
  await tap(caller.callSid, 'Put through')
  await caller.say('it is about the boiler')
  expect(caller.state).toBe('dialing')
  expect(await conversation(caller.callSid)).toContain('caller: it is about the boiler')
})

test('with an account of Twilio the caller is put through at once', async () => {
  const twilio = await startCallsResource()
  const { waitingCaller, tap } = await asking({
    TWILIO_ACCOUNT_SID: CALLS_ACCOUNT,
    TWILIO_API_URL: twilio.url,
  })
  const caller = await waitingCaller()
  await tap(caller.callSid, 'Put through')
  await expect.poll(() => twilio.updates).toHaveLength(1)
  const [update] = twilio.updates
  expect(update!.callSid).toBe(caller.callSid)
  const answer = await caller.post(update!.path)
  expect(await answer.text()).toMatch(new RegExp(`<Dial[^>]*>.*\\${OWNER}.*</Dial>`, 's'))
})

test('where Twilio refuses, they are put through with their next silence', async () => {
  const twilio = await startReceiver(() => 500)
  const { waitingCaller, tap } = await asking({
    TWILIO_ACCOUNT_SID: CALLS_ACCOUNT,
    TWILIO_API_URL: twilio.url,
  })
  const caller = await waitingCaller()
  expect((await tap(caller.callSid, 'Put through')).status).toBe(200)
  await expect.poll(() => twilio.posted).toHaveLength(1)
  await caller.silence()
  expect(caller.state).toBe('dialing')
})

test.each([
  ['Take a message', 'pass on'],
  ['Say I’ll call back', 'call you back'],
  ['Turn away', 'text'],
])('“%s” is heard by the caller', async (label, heard) => {
  const { waitingCaller, buttonsFor, pageFor, follow } = await asking()
  const caller = await waitingCaller()
  const links = new URL(await pageFor(caller.callSid)).pathname.split('/').at(-1)!.split('.')
  const labels = ['Put through', 'Take a message', 'Say I’ll call back', 'Turn away']
  expect((await buttonsFor(caller.callSid)).map((one) => one.label)).toEqual(labels.slice(0, 3))
  const answer = await follow('POST', `https://x/decide/${links[labels.indexOf(label)]}`)
  expect(answer.status).toBe(200)
  await caller.silence()
  expect(caller.lastHeard.join(' ').toLowerCase()).toContain(heard)
})

test('the page calls a caller by the name on the list of the line that they called', async () => {
  const LINES = JSON.stringify([{ number: OFFICE, contacts: 'own' }])
  const { phone, pageFor, follow, database } = await asking({ LINES })
  const caller = await phone.ring({ from: MOTHER.phoneNumber, to: OFFICE })
  await caller.say('it is me')
  await caller.say('well, me')
  const page = await pageFor(caller.callSid)
  expect((await follow('GET', page)).text).not.toContain(MOTHER.name)
  const client = { ...MOTHER, name: 'Client of the office' }
  await addContact(database, ownRollOf(OFFICE), client, new Date().toISOString())
  expect((await follow('GET', page)).text).toContain('Client of the office')
})

test('to look at a link changes nothing, however often it is done', async () => {
  const { waitingCaller, buttonsFor, pageFor, follow, journal, call } = await asking()
  const caller = await waitingCaller()
  const before = await journal(caller.callSid)
  const urls = [
    await pageFor(caller.callSid),
    ...(await buttonsFor(caller.callSid)).map((one) => one.url),
  ]
  for (const url of urls)
    for (const method of ['GET', 'HEAD', 'GET']) {
      const { status, headers } = await follow(method, url)
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    }
  expect(await journal(caller.callSid)).toEqual(before)
  expect((await call(caller.callSid)).final_decision).toBeNull()
})

test('a second tap, on this device or another, says what has happened, and changes nothing', async () => {
  const { waitingCaller, tap, journal } = await asking()
  const caller = await waitingCaller()
  await tap(caller.callSid, 'Put through')
  const before = await journal(caller.callSid)
  const again = await tap(caller.callSid, 'Put through')
  expect(again.status).toBe(409)
  expect(again.text).toContain('being put through')
  expect(await journal(caller.callSid)).toEqual(before)
  const other = await tap(caller.callSid, 'Say I’ll call back', '192.0.2.2')
  expect(other.status).toBe(409)
  expect(other.text).toContain('being put through')
  await caller.silence()
  expect(caller.state).toBe('dialing')
})

test('a tap after the caller has left says so, and offers to call back where the notice told the number', async () => {
  const { waitingCaller, tap, buttonsFor } = await asking({ NOTICE_DETAIL: 'full' })
  const caller = await waitingCaller()
  await buttonsFor(caller.callSid)
  await caller.hangUp()
  const late = await tap(caller.callSid, 'Put through')
  expect(late.status).toBe(409)
  expect(late.text).toContain('The call is over')
  expect(late.text).toContain(`href="tel:${STRANGER}"`)
})

test('a page tells no more than its notice: neither number nor words where others may read it', async () => {
  const brief = await asking()
  const caller = await brief.waitingCaller()
  const page = await brief.follow('GET', await brief.pageFor(caller.callSid))
  expect(page.text).not.toContain(STRANGER)
  expect(page.text).not.toContain('well, me')
  const full = await asking({ NOTICE_DETAIL: 'full' })
  const other = await full.waitingCaller()
  const url = await full.pageFor(other.callSid)
  expect((await full.follow('GET', url)).text).toContain(STRANGER)
  await other.say('it is about <the> boiler')
  expect((await full.follow('GET', url)).text).toContain('it is about &lt;the&gt; boiler')
})

test('an unknown link, half of one and one of two calls lead nowhere, and are counted', async () => {
  const { waitingCaller, pageFor, follow } = await asking()
  const [one, other] = [await waitingCaller(), await waitingCaller()]
  const [first, second] = [await pageFor(one.callSid), await pageFor(other.callSid)]
  const [token = ''] = second.split('/').at(-1)!.split('.')
  const wrong = [
    `https://x/decide/${'A'.repeat(43)}`,
    first.slice(0, -1),
    `${first}.${token}`,
    `https://x/decide/${Array(9).fill(token).join('.')}`,
    'https://x/decide/',
    'https://x/decide/%00',
  ]
  for (const url of wrong)
    for (const method of ['GET', 'POST'])
      expect([url, (await follow(method, url)).status]).toEqual([url, 404])
  expect((await follow('POST', first)).status).toBe(404)
  for (let misses = 0; misses < 20; misses++) await follow('POST', wrong[0]!)
  expect((await follow('GET', wrong[0]!)).status).toBe(429)
  expect((await follow('GET', wrong[0]!, '192.0.2.77')).status).toBe(404)
  expect((await follow('GET', first)).status).toBe(200)
})

test('the database has no link in it that decides', async () => {
  const { waitingCaller, pageFor, database } = await asking()
  const caller = await waitingCaller()
  const tokens = (await pageFor(caller.callSid)).split('/').at(-1)!.split('.')
  const rows = await database.queries.selectFrom('decision_tokens').selectAll().execute()
  expect(rows.map(({ choice }) => choice)).toEqual([
    'put through',
    'take a message',
    'call back',
    'turn away',
    'block',
  ])
  expect(tokens).toHaveLength(5)
  for (const token of tokens) expect(JSON.stringify(rows)).not.toContain(token)
})

test('without an answer a message is taken when OWNER_SECONDS are over', async () => {
  const { waitingCaller, tap } = await asking({ OWNER_SECONDS: '20' })
  const caller = await waitingCaller()
  await caller.silence()
  expect(caller.state).toBe('listening')
  await caller.silence()
  await caller.silence()
  expect(caller.lastHeard.join(' ')).toMatch(/message/i)
  const late = await tap(caller.callSid, 'Take a message')
  expect(late.text).toContain('being asked for a message')
})

test('of a tap and a silence at one instant, on two instances, the revision decides; nobody is left without an answer', async () => {
  const file = await temporaryFile()
  const one = await asking({ SQLITE_DB_PATH: file, OWNER_SECONDS: '10' })
  const other = await asking(
    { SQLITE_DB_PATH: file, OWNER_SECONDS: '10' },
    { ntfyUrl: one.ntfy.url },
  )
  for (let round = 0; round < 6; round++) {
    const caller = await one.waitingCaller()
    const [button] = await one.buttonsFor(caller.callSid)
    await caller.silence()
    const [tapped] = await Promise.all([other.follow('POST', button!.url), caller.silence()])
    expect(caller.failures).toEqual([])
    const isDone = tapped.status === 200
    if (isDone && caller.state !== 'dialing') await caller.silence()
    expect([tapped.status, caller.state]).toEqual(isDone ? [200, 'dialing'] : [409, 'listening'])
    expect(tapped.text).toContain(isDone ? 'about to ring' : 'being asked for a message')
    // Else who rings next with the same number would be our own dial, coming back.
    await caller.hangUp()
  }
})

test('a tap that is taken in together with what the caller says after it is done', async () => {
  const { waitingCaller, buttonsFor, follow, database } = await asking()
  const caller = await waitingCaller()
  const [button] = await buttonsFor(caller.callSid)
  const token = hashOfToken(button!.url.split('/').at(-1)!)
  const journalled = (identity: Parameters<typeof receive>[1]['identity'], event: object) =>
    receive(database, {
      callSid: caller.callSid,
      at: new Date().toISOString(),
      identity,
      event,
      opening: null,
    })
  await journalled({ route: 'owner', token }, { type: 'owner.decided', choice: 'put through' })
  const spoken = { type: 'caller.spoke', text: 'hello?' }
  await journalled({ route: '/twilio/ai-response', token: 'once' }, spoken)
  const tapped = await follow('POST', button!.url)
  expect([tapped.status, tapped.text]).toEqual([200, expect.stringContaining('about to ring')])
})

test('a caller who has gone before the notice could be sent is not asked about', async () => {
  const { waitingCaller, ntfy, database } = await asking()
  ntfy.answer = () => 503
  const caller = await waitingCaller()
  await expect.poll(() => ntfy.posted.length).toBeGreaterThan(0)
  await caller.hangUp()
  ntfy.answer = () => 200
  await database.queries
    .updateTable('deliveries')
    .set({ due_at: new Date(0).toISOString() })
    .where('state', '=', 'waiting')
    .execute()
  await expect
    .poll(async () => {
      const rows = await database.queries.selectFrom('deliveries').select('state').execute()
      return rows.map(({ state }) => state)
    })
    .toContain('dropped')
})
