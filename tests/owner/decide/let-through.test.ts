/** A notice's button lets its caller through when they call again: the whole app, a phone and ntfy. */
import { expect, test } from 'vitest'
import { connectedFrom } from '../../support/management.ts'
import type { Contact } from '../../../machines/contact.ts'
import { createConcierge, MOTHER, STRANGER } from '../../support/concierge.ts'
import { startReceiver } from '../../support/receiver.ts'

const LABEL = 'Let through for 30 minutes'

async function told(
  from = STRANGER,
  settings: Record<string, string> = {},
  contacts: Contact[] = [],
) {
  const ntfy = await startReceiver()
  const clock = { now: new Date('2026-11-26T12:00:00.000Z') }
  const concierge = await createConcierge({
    settings: { NTFY_URL: `${ntfy.url}/owner`, NOTIFY_NTFY: 'all', ...settings },
    contacts,
    notices: { everyMs: 20 },
    now: () => clock.now,
  })
  const caller = await concierge.phone.ring({ from })
  await caller.hangUp()
  await expect.poll(() => ntfy.posted).toHaveLength(1)
  const { json } = ntfy.posted[0]!
  const follow = async (method: string, url: string) => {
    const path = new URL(url).pathname
    const answer = await concierge.app.request(path, { method }, connectedFrom('192.0.2.1'))
    return { status: answer.status, text: await answer.text() }
  }
  return {
    ...concierge,
    ntfy,
    clock,
    json,
    actions: json.actions as { label: string; url: string; method: string }[] | undefined,
    follow,
    passes: () => concierge.database.queries.selectFrom('passes').selectAll().execute(),
    state: async (number = from) => (await concierge.phone.ring({ from: number })).state,
  }
}

test('one tap, and whoever calls again from there rings through for half an hour', async () => {
  const { actions, follow, state, clock, passes, json } = await told()
  expect(actions).toMatchObject([{ label: LABEL, method: 'POST' }])
  expect(json.click).toContain('/console/calls/')
  expect(await follow('POST', actions![0]!.url)).toMatchObject({ status: 200 })
  expect(await state()).toBe('dialing')
  expect(await state('+14155550124')).toBe('listening')
  // However often it is tapped, or sent again on the way.
  await follow('POST', actions![0]!.url)
  expect(await passes()).toHaveLength(1)
  clock.now = new Date('2026-11-26T12:31:00.000Z')
  expect(await state()).toBe('listening')
})

test('to look at the link lets nobody through, and shows no number that the notice has not', async () => {
  const { actions, follow, state } = await told()
  const { status, text } = await follow('GET', actions![0]!.url)
  expect(status).toBe(200)
  expect(text).toContain(LABEL)
  expect(text).not.toContain('0123')
  expect(await state()).toBe('listening')
})

test('the link is dead after a day, and with the call', async () => {
  const { actions, follow, clock, passes, database } = await told()
  clock.now = new Date('2026-11-27T12:00:01.000Z')
  for (const method of ['GET', 'POST'])
    expect((await follow(method, actions![0]!.url)).status).toBe(404)
  clock.now = new Date('2026-11-26T13:00:00.000Z')
  const at = clock.now.toISOString()
  await database.queries.updateTable('calls').set({ erased_at: at }).execute()
  expect((await follow('POST', actions![0]!.url)).status).toBe(404)
  expect(await passes()).toEqual([])
})

test('who shows no number has no such button, nor a contact, who passes as it is', async () => {
  expect((await told('anonymous')).actions).toBeUndefined()
  const { phone, ntfy } = await told(STRANGER, {}, [MOTHER])
  const mother = await phone.ring({ from: MOTHER.phoneNumber })
  await mother.dialEnds('busy')
  await mother.hangUp()
  await expect.poll(() => ntfy.posted).toHaveLength(2)
  expect(ntfy.posted[1]!.json.actions).toBeUndefined()
})
