/** PhoneBlock is asked as a call comes in, and never told who calls. */
import { expect, test } from 'vitest'
import { listedOn } from '../support/listed-on.ts'
import { addContact } from '../../storage/contacts.ts'
import { ownRollOf } from '../../storage/roll.ts'
import { createConcierge, MOTHER, OUR_NUMBER, STRANGER } from '../support/concierge.ts'
import { startEndlessPeer } from '../support/endless.ts'
import { startPhoneBlock, type KnownNumber } from '../support/phone-block.ts'

const KEY = 'pbt_a-key-for-tests-only'
const OFFICE = '+12125550143'
const SPAMMER = '+493055501234'

async function withPhoneBlock(
  numbers: KnownNumber[] = [{ phone: SPAMMER, votes: 42 }],
  settings: Record<string, string> = {},
) {
  const server = await startPhoneBlock(KEY, numbers)
  const clock = { now: new Date('2026-11-26T12:00:00.000Z') }
  const concierge = await createConcierge({
    settings: { PHONEBLOCK_KEY: KEY, PHONEBLOCK_URL: server.url, ...settings },
    contacts: [MOTHER],
    now: () => clock.now,
    lists: { everyMs: 20 },
  })
  const { phone, database } = concierge
  return {
    ...concierge,
    server,
    clock,
    async ring(from: string) {
      const caller = await phone.ring({ from })
      await caller.hangUp()
    },
    listed: (number: string) => listedOn(database.queries, number),
    list: () => database.queries.selectFrom('lists').selectAll().executeTakeFirstOrThrow(),
  }
}

test('whoever calls is looked up by four digits of a hash, before the turn, and once a day', async () => {
  const { ring, listed, server, clock } = await withPhoneBlock()
  await ring(SPAMMER)
  expect(await listed(SPAMMER)).toEqual([{ list: 'phoneblock', reports: 42, asBlocked: false }])
  expect(server.posted.map(({ path }) => path)).toEqual([
    expect.stringMatching(/^\/api\/check-prefix\?sha1=[0-9A-F]{4}$/),
  ])
  await ring(SPAMMER)
  await ring(STRANGER)
  expect(await listed(STRANGER)).toEqual([])
  expect(server.posted).toHaveLength(2)
  clock.now = new Date('2026-11-27T12:30:00.000Z')
  await expect.poll(() => listed(SPAMMER)).toEqual([])
  await ring(SPAMMER)
  expect(await listed(SPAMMER)).toHaveLength(1)
  expect(server.posted).toHaveLength(3)
})

test('nobody is asked about contacts, or about anybody without a key', async () => {
  const { ring, server } = await withPhoneBlock()
  await ring(MOTHER.phoneNumber)
  await ring('anonymous')
  expect(server.posted).toEqual([])
  const without = await withPhoneBlock([{ phone: SPAMMER, votes: 9 }], { PHONEBLOCK_KEY: '' })
  await without.ring(SPAMMER)
  expect(without.server.posted).toEqual([])
})

test('a contact of the list that lines share is asked about where they call a line with its own', async () => {
  const LINES = JSON.stringify([{ number: OFFICE, contacts: 'own' }])
  const { phone, server, database } = await withPhoneBlock(undefined, { LINES })
  const ring = async (from: string, to: string) => (await phone.ring({ from, to })).hangUp()
  await ring(MOTHER.phoneNumber, OUR_NUMBER)
  expect(server.posted).toEqual([])
  await ring(MOTHER.phoneNumber, OFFICE)
  expect(server.posted).toHaveLength(1)
  const client = { phoneNumber: STRANGER, name: 'Client', category: null }
  await addContact(database, ownRollOf(OFFICE), client, new Date().toISOString())
  await ring(STRANGER, OFFICE)
  expect(server.posted).toHaveLength(1)
})

test.each<[string, KnownNumber, number | null]>([
  ['one with few votes is on no list', { phone: SPAMMER, votes: 3 }, null],
  [
    'one that is known to be good is on none',
    { phone: SPAMMER, votes: 90, whiteListed: true },
    null,
  ],
  ['one that the owner has blocked there is', { phone: SPAMMER, votes: 0, blackListed: true }, 4],
  [
    'another with the same beginning of its hash is not taken for it',
    { phone: STRANGER, votes: 9 },
    null,
  ],
])('%s', async (_, number, reports) => {
  const { ring, listed } = await withPhoneBlock([number])
  await ring(SPAMMER)
  expect((await listed(SPAMMER))[0]?.reports ?? null).toBe(reports)
})

test.each([
  ['refuses the key', 401, /^refuses the key: is it PHONEBLOCK_KEY\?$/],
  ['fails', 500, /^answers 500$/],
])(
  'where it %s the call goes on, the list says so, and the next callers do not wait',
  async (_, status, why) => {
    const { ring, list, server, clock } = await withPhoneBlock()
    server.answer = () => status
    await ring(SPAMMER)
    await ring(STRANGER)
    expect((await list()).failure).toMatch(why)
    expect(server.posted).toHaveLength(1)
    clock.now = new Date(clock.now.getTime() + 6 * 60_000)
    await ring(STRANGER)
    expect(server.posted).toHaveLength(2)
  },
)

test.each([
  ['[]', /form that is not its own/],
  ['{"numbers":{}}', /form that is not its own/],
  ['<html>', /form that is not its own/],
])('%s is no answer', async (text, why) => {
  const { ring, list, server } = await withPhoneBlock()
  server.answer = (_, response) => void response.writeHead(200).end(text)
  await ring(SPAMMER)
  expect((await list()).failure).toMatch(why)
})

test('what was heard goes after a day, also where nobody is asked any more', async () => {
  const { ring, file, clock } = await withPhoneBlock()
  await ring(SPAMMER)
  clock.now = new Date('2026-11-26T12:00:00.000Z')
  const { database } = await createConcierge({
    settings: { SQLITE_DB_PATH: file },
    now: () => new Date('2026-11-28T12:00:00.000Z'),
    lists: { everyMs: 20 },
  })
  await expect.poll(() => listedOn(database.queries, SPAMMER)).toEqual([])
})

test('one that never answers, or never ends, keeps nobody waiting', async () => {
  const { ring, list, server } = await withPhoneBlock()
  server.answer = () => undefined
  await ring(SPAMMER)
  await expect.poll(async () => (await list()).failure).toBe('gave no answer in time')
  const endless = await startEndlessPeer(200, {}, '{"numbers":[],')
  const other = await withPhoneBlock([], { PHONEBLOCK_URL: endless.url })
  await other.ring(SPAMMER)
  await expect.poll(async () => (await other.list()).failure).not.toBeNull()
  await endless.left()
})
