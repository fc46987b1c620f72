/** Who is told of a call where several numbers have owners of their own: each by their own channels, nobody by another's. */
import { expect, test } from 'vitest'
import { addContact } from '../../storage/contacts.ts'
import { ownRollOf } from '../../storage/roll.ts'
import { readConfig } from '../../server/settings/config.ts'
import { OUR_NUMBER, MOTHER, SETTINGS, verdict } from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { HOUR_MS, withClock } from './with-clock.ts'

const BEGIN = '2026-11-25T12:00:00Z'
const screener = () => verdict('end', 'Goodbye.')
const OFFICE = '+12125550143'
const SHOP = '+12125550144'
const OF_HOME = 'a-topic-of-home-7261'
const OF_OFFICE = 'a-topic-of-office-8452'

async function threeHouses(
  office: Record<string, string> = {},
  settings: Record<string, string> = {},
) {
  const ntfy = await startReceiver()
  const LINES = JSON.stringify([
    { number: OUR_NUMBER, label: 'Home', notices: { NTFY_URL: `${ntfy.url}/${OF_HOME}` } },
    {
      number: OFFICE,
      label: 'Office',
      notices: { NTFY_URL: `${ntfy.url}/${OF_OFFICE}`, ...office },
    },
    { number: SHOP, label: 'Shop' },
  ])
  const concierge = await withClock({
    begin: BEGIN,
    screener,
    ntfy,
    settings: { LINES, ...settings },
  })
  async function missed(to: string): Promise<void> {
    const caller = await concierge.phone.ring({ from: MOTHER.phoneNumber, to })
    await caller.dialEnds('busy')
    await caller.hangUp()
  }
  return { ...concierge, missed }
}

const told = ({ posted }: Receiver) =>
  posted.map(({ json }) => `${String(json.topic)}: ${String(json.message).split('\n')[0]}`)

test('a notice goes by the channels of its line, says which line, and goes by no other', async () => {
  const { ntfy, missed, database } = await threeHouses()
  for (const to of [OUR_NUMBER, OFFICE, SHOP]) await missed(to)
  await expect.poll(() => told(ntfy).length).toBe(3)
  expect(told(ntfy).toSorted()).toEqual([
    `${OF_HOME}: Line: Home`,
    `${OF_OFFICE}: Line: Office`,
    'owner: Line: Shop',
  ])
  const deliveries = () => database.queries.selectFrom('deliveries').select('state').execute()
  await expect.poll(deliveries).toEqual(Array.from({ length: 3 }, () => ({ state: 'sent' })))
})

test('one that does not work keeps the others of that kind not waiting, and is not told by them', async () => {
  const { ntfy, missed } = await threeHouses()
  ntfy.answer = ({ json }) => (json.topic === OF_OFFICE ? 503 : 200)
  await missed(OFFICE)
  await expect.poll(() => told(ntfy).length).toBe(1)
  await missed(OUR_NUMBER)
  await missed(SHOP)
  await expect.poll(() => told(ntfy).filter((one) => !one.startsWith(OF_OFFICE)).length).toBe(2)
  expect(
    told(ntfy)
      .filter((one) => one.includes('Office'))
      .every((one) => one.startsWith(OF_OFFICE)),
  ).toBe(true)
})

test('a line has quiet hours of its own, else those of all', async () => {
  const quiet = { QUIET_HOURS: '11:00-13:00' }
  const { ntfy, missed, pass } = await threeHouses({ QUIET_HOURS: 'none' }, quiet)
  await missed(OUR_NUMBER)
  await missed(OFFICE)
  await expect.poll(() => told(ntfy)).toEqual([`${OF_OFFICE}: Line: Office`])
  pass(2 * HOUR_MS)
  await expect.poll(() => told(ntfy)).toContain(`${OF_HOME}: Line: Home`)
})

test('the digest tells of calls to lines without channels of their own', async () => {
  const settings = { DIGEST: 'ntfy', NOTIFY_NTFY: 'none' }
  const { ntfy, missed, pass, database } = await threeHouses({}, settings)
  const digests = () => database.queries.selectFrom('digests').selectAll().execute()
  await expect.poll(async () => (await digests()).length).toBe(1)
  await missed(OFFICE)
  await missed(SHOP)
  pass(6 * HOUR_MS)
  const titles = () =>
    ntfy.posted.flatMap(({ json }) => (json.topic === 'owner' ? [json.title] : []))
  await expect.poll(titles).toEqual(['1 call, 1 missed'])
  expect(ntfy.posted.find(({ json }) => json.topic === 'owner')!.json.message).toContain(
    'Line: Shop',
  )
})

test('callers are called by name as contacts of the line that they called, in notices and digests', async () => {
  const ntfy = await startReceiver()
  const LINES = JSON.stringify([
    { number: OUR_NUMBER, label: 'Home' },
    { number: OFFICE, label: 'Office', contacts: 'own' },
  ])
  const settings = { LINES, DIGEST: 'ntfy', NOTIFY_NTFY: 'all' }
  const { phone, database, pass } = await withClock({ begin: BEGIN, screener, ntfy, settings })
  const digests = () => database.queries.selectFrom('digests').selectAll().execute()
  await expect.poll(async () => (await digests()).length).toBe(1)
  const client = { ...MOTHER, name: 'Client' }
  await addContact(database, ownRollOf(OFFICE), client, new Date().toISOString())
  const titles = () => ntfy.posted.map(({ json }) => json.title)
  for (const [to, title] of [
    [OUR_NUMBER, 'You missed Mom'],
    [OFFICE, 'You missed Client'],
  ] as const) {
    const caller = await phone.ring({ from: MOTHER.phoneNumber, to })
    await caller.dialEnds('busy')
    await caller.hangUp()
    await expect.poll(titles).toContain(title)
  }
  pass(6 * HOUR_MS)
  await expect.poll(titles).toContain('2 calls, 2 missed')
  const { message } = ntfy.posted.find(({ json }) => json.title === '2 calls, 2 missed')!.json
  expect(message).toMatch(/Client[^\n]*(\n[^\n]+)*Line: Office/)
  expect(message).toMatch(/Mom[^\n]*(\n[^\n]+)*Line: Home/)
})

test('a line with channels of its own has a digest by them, of its calls alone, when it says or when all do', async () => {
  const settings = { DIGEST: 'ntfy', DIGEST_AT: '18:00', NOTIFY_NTFY: 'none' }
  const own = { DIGEST: 'ntfy', NOTIFY_NTFY: 'none' }
  for (const [office, hours] of [
    [own, 6],
    [{ ...own, DIGEST_AT: '20:00' }, 8],
  ] as const) {
    const { ntfy, missed, pass, database } = await threeHouses(office, settings)
    const digests = () => database.queries.selectFrom('digests').selectAll().execute()
    // The first are begun without any: what came since is told from then on.
    await expect.poll(async () => (await digests()).length).toBe(2)
    for (const to of [OFFICE, OFFICE, SHOP, OUR_NUMBER]) await missed(to)
    pass(6 * HOUR_MS)
    const found = () =>
      ntfy.posted.flatMap(({ json }) =>
        json.topic === OF_HOME ? [] : [`${String(json.topic)}: ${String(json.title)}`],
      )
    await expect.poll(found).toContain('owner: 1 call, 1 missed')
    pass((hours - 6) * HOUR_MS)
    await expect
      .poll(() => found().toSorted())
      .toEqual([`${OF_OFFICE}: Office: 2 calls, 2 missed`, 'owner: 1 call, 1 missed'])
    const [one, other] = ntfy.posted.filter(({ json }) => json.topic !== OF_HOME)
    expect(one!.json.sequence_id).not.toBe(other!.json.sequence_id)
    const office1 = ntfy.posted.find(({ json }) => json.topic === OF_OFFICE)!
    expect(office1.json.click).toMatch(/calls\?tab=all&line=Office$/)
    expect(JSON.stringify(office1.json)).not.toContain('Shop')
    expect((await digests()).every(({ channel }) => channel.length <= 16)).toBe(true)
  }
})

test('whatever is set, no line’s calls are told by another’s channels, in notices or digests', async () => {
  // By chance, and the same each time.
  let seed = 7261
  const chance = (of: number) => (seed = (seed * 48_271) % 2_147_483_647) % of
  for (let round = 0; round < 4; round++) {
    const ntfy = await startReceiver()
    const labels = ['Home', 'Office', 'Shop']
    const numbers = [OUR_NUMBER, OFFICE, SHOP]
    const isOwn = labels.map(() => chance(3) > 0)
    const LINES = JSON.stringify(
      labels.map((label, index) => ({
        number: numbers[index],
        label,
        ...(isOwn[index] && {
          notices: {
            NTFY_URL: `${ntfy.url}/topic-of-${label}-7261`,
            ...(chance(2) > 0 && { DIGEST: 'ntfy' }),
            ...(chance(2) > 0 && { DIGEST_AT: '17:00' }),
          },
        }),
      })),
    )
    const { phone, pass, database } = await withClock({
      begin: BEGIN,
      screener,
      ntfy,
      settings: { LINES, DIGEST: 'ntfy' },
    })
    const digests = () => database.queries.selectFrom('digests').selectAll().execute()
    await expect.poll(async () => (await digests()).length).toBeGreaterThan(0)
    for (const to of [...numbers, ...numbers]) {
      const caller = await phone.ring({ from: MOTHER.phoneNumber, to })
      await caller.dialEnds('busy')
      await caller.hangUp()
    }
    pass(7 * HOUR_MS)
    await expect
      .poll(async () => (await digests()).filter(({ state }) => state === 'waiting'))
      .toEqual([])
    await expect.poll(() => ntfy.posted.length).toBeGreaterThanOrEqual(6)
    for (const { json } of ntfy.posted) {
      const said = `${String(json.title)} ${String(json.message)}`
      const others = labels.filter((label, index) =>
        isOwn[index] ? json.topic !== `topic-of-${label}-7261` : json.topic !== 'owner',
      )
      expect(others.filter((label) => said.includes(label))).toEqual([])
    }
  }
})

test('a line that names none is told by nobody', async () => {
  const ntfy = await startReceiver()
  const LINES = JSON.stringify([{ number: OFFICE, notices: {} }])
  const concierge = await withClock({ begin: BEGIN, screener, ntfy, settings: { LINES } })
  for (const to of [OFFICE, OUR_NUMBER]) {
    const caller = await concierge.phone.ring({ from: MOTHER.phoneNumber, to })
    await caller.dialEnds('busy')
    await caller.hangUp()
  }
  await expect.poll(() => ntfy.posted.length).toBe(1)
  const { queries } = concierge.database
  const deliveries = await queries.selectFrom('deliveries').select('notice_id').execute()
  expect(deliveries).toHaveLength(1)
})

test.each<[Record<string, unknown>, string]>([
  [{ NTFY_URL: 'ntfy' }, 'notices: NTFY_URL: '],
  [{ NTFY_URL: 5 }, 'notices: NTFY_URL: write it in quotes'],
  [{ NOTIFY_EMAIL: 'all' }, 'notices: NOTIFY_EMAIL: nothing goes by email'],
  [{ NOTIFY_PUSH: 'all' }, "notices: there is no 'NOTIFY_PUSH'"],
  [{ DIGEST: 'ntfy' }, 'notices: DIGEST: nothing goes by ntfy: NTFY_URL is missing'],
  [{ NTFY_URL: 'https://ntfy.sh/a-topic-8172', DIGEST_AT: '25:00' }, 'notices: DIGEST_AT: '],
  [{ NTFY_URL: 'https://ntfy.sh/<your-topic>' }, 'notices: NTFY_URL: '],
])('%j is refused', (notices, problem) => {
  const LINES = JSON.stringify([{ number: OFFICE, notices }])
  expect(() => readConfig({ ...SETTINGS, LINES })).toThrow(`LINES: line 1: ${problem}`)
})

test('a text goes from the number called to the phone of its owner', () => {
  const LINES = JSON.stringify([
    { number: OFFICE, phone: '+14155550107', notices: { NOTIFY_SMS: 'urgent' } },
  ])
  const TWILIO_ACCOUNT_SID = `AC${'0123456789abcdef'.repeat(2)}`
  const { houses } = readConfig({ ...SETTINGS, TWILIO_ACCOUNT_SID, LINES })
  expect(houses[0]!.notices!.settings.sms).toMatchObject({ from: OFFICE, to: '+14155550107' })
})

test('what was given up for a line is listed with it, and tried again by its own channels', async () => {
  const ntfy = await startReceiver()
  const notices = { NTFY_URL: `${ntfy.url}/${OF_OFFICE}` }
  const managed = await createManaged({
    settings: { LINES: JSON.stringify([{ number: OFFICE, label: 'Office', notices }]) },
    contacts: [MOTHER],
    notices: { everyMs: 10 },
  })
  const caller = await managed.phone.ring({ from: MOTHER.phoneNumber, to: OFFICE })
  await caller.dialEnds('busy')
  await caller.hangUp()
  await expect.poll(() => ntfy.posted.length).toBe(1)
  const { queries } = managed.database
  const states = () => queries.selectFrom('deliveries').select('state').execute()
  await expect.poll(states).toEqual([{ state: 'sent' }])
  await queries.updateTable('deliveries').set({ state: 'given up' }).execute()
  const { body } = await managed.api.get('/notices?line=office')
  expect(body.notices).toMatchObject([{ line: 'Office', deliveries: [{ channel: 'ntfy' }] }])
  expect((await managed.api.get(`/notices?line=%2B12125550144`)).body.notices).toEqual([])
  const path = `/notices/${body.notices[0].id}/retry`
  expect(await managed.api.post(path, { channel: 'ntfy' })).toMatchObject({ status: 200 })
  await expect.poll(() => ntfy.posted.length).toBe(2)
})

test('whether its owner is asked while a caller waits goes by the channels of the line', async () => {
  const ntfy = await startReceiver()
  const LINES = JSON.stringify([{ number: OFFICE, notices: {} }, { number: SHOP }])
  const { phone, call } = await withClock({ begin: BEGIN, screener, ntfy, settings: { LINES } })
  const askOwner = async (to: string) => {
    const { callSid } = await phone.ring({ from: '+14155550123', to })
    const { context } = JSON.parse((await call(callSid)).snapshot!)
    return context.limits.askOwner
  }
  expect(await askOwner(OFFICE)).toBe('never')
  expect(await askOwner(SHOP)).toBe('unclear')
})
