/** What the owner decides meets what the caller does at the same moment, and what a killed process has left. */
import { expect, test } from 'vitest'
import { digestOf } from '../../server/lines/digest-of.ts'
import { receive } from '../../storage/calls/receive.ts'
import { STRANGER, verdict } from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'

async function oneOnTheLine() {
  const concierge = await createManaged({ screener: () => verdict('ask', 'Who is calling?') })
  const caller = await concierge.phone.ring({ from: STRANGER })
  await caller.say('it is me')
  const { revision } = await concierge.call(caller.callSid)
  return {
    ...concierge,
    caller,
    revision,
    decide: (choice: string) =>
      concierge.api.post(`/conversations/${caller.callSid}/decision`, { choice }),
    /** As a process leaves it that is killed before its turn is committed. */
    journalled: (identity: Parameters<typeof receive>[1]['identity'], event: object) =>
      receive(concierge.database, {
        callSid: caller.callSid,
        at: new Date().toISOString(),
        identity,
        event,
        opening: null,
      }),
  }
}

test('a caller whose words are taken in by the turn of a decision hears the answer when they come again', async () => {
  const { caller, revision, journalled, decide, conversation } = await oneOnTheLine()
  const event = { type: 'caller.spoke', text: 'it is the plumber' }
  const route = '/twilio/ai-response'
  await journalled({ route, digest: digestOf(event), replyTo: revision }, event)
  expect((await decide('put_through')).status).toBe(200)
  const before = caller.exchanges.length
  await caller.say('it is the plumber')
  expect(caller.failures).toEqual([])
  expect(caller.state).toBe('dialing')
  expect(caller.exchanges.length).toBe(before + 1)
  expect(await conversation(caller.callSid)).toContain('caller: it is the plumber')
})

test('a decision that was journalled by a process that died is brought about by the next word', async () => {
  const { caller, journalled, journal } = await oneOnTheLine()
  const event = { type: 'owner.decided', choice: 'put through' }
  await journalled({ route: 'owner', token: 'of-a-tap' }, event)
  await caller.silence()
  expect(caller.state).toBe('dialing')
  const entries = await journal(caller.callSid)
  expect(entries.filter((one) => one === 'event owner.decided')).toHaveLength(1)
})

test('a call does not end by a decision that nobody hears, and does by its end that came before one', async () => {
  const { caller, call, decide, journalled } = await oneOnTheLine()
  await decide('take_a_message')
  expect((await call(caller.callSid)).end_time).toBeNull()
  await journalled({ route: '/twilio/status', token: 'once x' }, { type: 'call.ended' })
  const late = await decide('put_through')
  expect(late.status).toBe(409)
  expect(late.body.detail).toMatch(/^The call is over\./)
  expect((await call(caller.callSid)).end_time).not.toBeNull()
})

test('of a call that was ended for it nothing is possible, whatever its state would allow', async () => {
  const { caller, api, decide, database } = await oneOnTheLine()
  const end_time = new Date().toISOString()
  await database.queries.updateTable('calls').set({ end_time }).execute()
  const path = `/conversations/${caller.callSid}/decision`
  expect((await api.get(path)).body).toMatchObject({ choices: [] })
  expect((await decide('put_through')).status).toBe(409)
})

test('an erased call is one that nobody knows any more', async () => {
  const { caller, decide, database, journal } = await oneOnTheLine()
  const erased_at = new Date().toISOString()
  await database.queries.updateTable('calls').set({ erased_at, end_time: erased_at }).execute()
  const before = await journal(caller.callSid)
  expect((await decide('block')).status).toBe(404)
  expect(await journal(caller.callSid)).toEqual(before)
  expect(await database.queries.selectFrom('blocks').selectAll().execute()).toEqual([])
})

test('a call whose flow is no longer there has no choices, and its row is shown all the same', async () => {
  const { caller, api, decide, database } = await oneOnTheLine()
  const { snapshot } = await database.queries
    .selectFrom('calls')
    .select('snapshot')
    .executeTakeFirstOrThrow()
  const path = `/conversations/${caller.callSid}/decision`
  for (const change of [
    { flow: 'gone', snapshot: snapshot!.replaceAll('"concierge"', '"gone"') },
    { flow: 'concierge', snapshot: '{"value":"nowhere"}' },
    { flow: 'concierge', snapshot: null },
  ]) {
    await database.queries.updateTable('calls').set(change).execute()
    expect((await api.get(path)).body).toMatchObject({ choices: [] })
    expect((await decide('turn_away')).status).toBeGreaterThanOrEqual(400)
  }
})

test('a simulated call is decided about as any other, and Twilio is not told', async () => {
  const { app, database } = await oneOnTheLine()
  const { simulation } = await import('../../server/lines/twilio/simulated.ts')
  const { createPhone } = await import('../../server/phone/phone.ts')
  const { AUTH_TOKEN, PUBLIC_URL } = await import('../support/concierge.ts')
  const phone = createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: (url, init) => app.request(url, init, simulation),
  })
  const caller = await phone.ring({ from: STRANGER })
  const { createApi, KEY } = await import('../support/management.ts')
  const api = await createApi(app, KEY)
  const path = `/conversations/${caller.callSid}/decision`
  expect((await api.post(path, { choice: 'turn_away' })).status).toBe(200)
  await caller.silence()
  expect(caller.state).toBe('ended')
  expect(await database.queries.selectFrom('notices').selectAll().execute()).toEqual([])
  const blocked = await phone.ring({ from: STRANGER })
  const { status } = await api.post(`/conversations/${blocked.callSid}/decision`, {
    choice: 'block',
  })
  expect(status).toBe(200)
  expect(await database.queries.selectFrom('blocks').selectAll().execute()).toEqual([])
})
