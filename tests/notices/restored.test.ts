/** What a backup had not told yet, when it is the database again: told within its time, or not at all. */
import { copyFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { alone } from '../../storage/backup/alone.ts'
import { restoreBackup } from '../../storage/backup/restore-backup.ts'
import { writeBackup } from '../../storage/backup/write-backup.ts'
import { MOTHER, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { DAY_MS, HOUR_MS, withClock } from './with-clock.ts'

const BEGIN = '2026-11-26T12:00:00.000Z'
const screener = () => verdict('ask', 'What is it about?')
const after = (ms: number) => new Date(Date.parse(BEGIN) + ms).toISOString()

async function server(
  file: string,
  ntfy: Receiver,
  { begin = BEGIN, ...settings }: Record<string, string> = {},
) {
  return withClock({ begin, file, ntfy, screener, settings })
}

/** Backed up as it is, and restored so much later. */
async function restored(file: string, ms: number): Promise<string> {
  using lock = (await alone(file))!
  const [backup, place] = [await temporaryFile('backup.db'), await temporaryFile()]
  const about = { lock, passphrase: null, replace: false, onProgress() {} }
  await writeBackup({ ...about, database: file, file: backup })
  copyFileSync(backup, place)
  const now = () => new Date(after(ms))
  await restoreBackup({ lock, file: backup, database: place, passphrase: async () => '', now })
  return place
}

const told = ({ posted }: Receiver) => posted.map(({ json }) => json.title)

test.each([
  ['an hour', HOUR_MS, ['You missed Mom', 'You missed Mom']],
  ['a week', 7 * DAY_MS, ['You missed Mom']],
])(
  'a notice that waited then and is restored %s later is told while it is news',
  async (_, ms, titles) => {
    const [file, ntfy] = [await temporaryFile(), await startReceiver(() => 503)]
    const before = await server(file, ntfy)
    const caller = await before.phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('busy')
    await caller.hangUp()
    await expect.poll(() => told(ntfy)).toEqual(['You missed Mom'])
    await before.stop()
    const place = await restored(file, ms)
    ntfy.answer = () => 200
    const now = await server(place, ntfy, { begin: after(ms) })
    const waiting = () =>
      now.database.queries
        .selectFrom('deliveries')
        .select('state')
        .where('state', '=', 'waiting')
        .execute()
    await expect.poll(waiting).toEqual([])
    expect(told(ntfy)).toEqual(titles)
  },
)

test('nobody is asked about a caller who waited then', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver(() => 503)]
  const before = await server(file, ntfy, { ASK_OWNER: 'unclear', MAX_TURNS: '1' })
  const caller = await before.phone.ring({ from: STRANGER })
  await caller.say('it is me')
  await caller.say('well, me')
  await expect.poll(() => told(ntfy)).toEqual(['A caller is waiting for your answer'])
  await before.stop()
  const place = await restored(file, HOUR_MS)
  ntfy.answer = () => 200
  const { database } = await server(place, ntfy, { begin: after(HOUR_MS) })
  const states = () => database.queries.selectFrom('deliveries').select('state').execute()
  await expect.poll(states).toEqual([{ state: 'dropped' }])
  expect(ntfy.posted).toHaveLength(1)
})

test.each<[string, number, number]>([
  ['a week', 7 * DAY_MS, 0],
  ['six hours', 6 * HOUR_MS, 1],
])(
  'a call that was under way %s ago ends when it was last heard of, and is told by its age',
  async (_, ms, notices) => {
    const [file, ntfy] = [await temporaryFile(), await startReceiver()]
    const before = await server(file, ntfy, { NOTIFY_NTFY: 'all' })
    const caller = await before.phone.ring({ from: STRANGER })
    await before.stop()
    const place = await restored(file, ms)
    const { call, database } = await server(place, ntfy, { begin: after(ms), NOTIFY_NTFY: 'all' })
    await expect.poll(async () => (await call(caller.callSid)).end_time).toBe(BEGIN)
    const { queries } = database
    const notes = () => queries.selectFrom('notices').select(['at', 'routed_at']).execute()
    await expect.poll(notes).toEqual([{ at: BEGIN, routed_at: after(ms) }])
    const waiting = () =>
      queries.selectFrom('deliveries').select('state').where('state', '=', 'waiting').execute()
    await expect.poll(waiting).toEqual([])
    expect(ntfy.posted).toHaveLength(notices)
  },
)
