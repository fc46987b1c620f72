/** What nobody could be told of, as nothing led to anybody: it is not told by what is set up later. */
import { expect, test } from 'vitest'
import { MOTHER, OUR_NUMBER, temporaryFile, verdict } from '../support/concierge.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { withClock } from './with-clock.ts'

const BEGIN = '2026-11-26T12:00:00Z'
const NONE = { NTFY_URL: '', NOTIFY_PUSH: 'none' }

async function server(file: string, ntfy: Receiver, settings: Record<string, string> = {}) {
  const screener = () => verdict('end', 'Goodbye.')
  const concierge = await withClock({ begin: BEGIN, file, ntfy, screener, settings })
  const { database, phone } = concierge
  return {
    ...concierge,
    async missed(to = OUR_NUMBER): Promise<string> {
      const caller = await phone.ring({ from: MOTHER.phoneNumber, to })
      await caller.dialEnds('busy')
      await caller.hangUp()
      return `${caller.callSid}_missed`
    },
    unrouted: () =>
      database.queries.selectFrom('notices').select('id').where('routed_at', 'is', null).execute(),
  }
}

const told = ({ posted }: Receiver) => posted.map(({ json }) => json.sequence_id)

test.each([
  ['with no channel at all', NONE],
  ['where no browser has signed up', { NTFY_URL: '' }],
])('%s what is told is for nobody, also after a channel is set up', async (_, settings) => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const before = await server(file, ntfy, settings)
  await before.missed()
  await expect.poll(before.unrouted).toEqual([])
  await before.stop()
  const after = await server(file, ntfy)
  const missed = await after.missed()
  await expect.poll(() => told(ntfy)).toEqual([missed])
})

test.each([
  ['with no channel at all', NONE],
  ['where no browser has signed up', { NTFY_URL: '' }],
])('%s so is what comes right before the server stops', async (_, settings) => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const before = await server(file, ntfy, settings)
  const sid = (await before.missed()).replace('_missed', '')
  const { id } = await before.call(sid)
  const late = { call_id: id, kind: 'urgent', at: BEGIN }
  await Promise.all([
    before.database.queries.insertInto('notices').values(late).execute(),
    before.stop(),
  ])
  const after = await server(file, ntfy)
  const missed = await after.missed()
  await expect.poll(() => told(ntfy)).toEqual([missed])
  expect(await after.unrouted()).toEqual([])
})

test('a line without channels tells nobody, also after it has some', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const LINES = (notices: object) =>
    JSON.stringify([{ number: OUR_NUMBER, label: 'Home', notices }, { number: '+12125550143' }])
  const before = await server(file, ntfy, { LINES: LINES({}) })
  await before.missed()
  await expect.poll(before.unrouted).toEqual([])
  await before.stop()
  const after = await server(file, ntfy, { LINES: LINES({ NTFY_URL: `${ntfy.url}/home` }) })
  const missed = await after.missed()
  await expect.poll(() => told(ntfy)).toEqual([missed])
})

test('what a server with a channel had not come to is told after its restart', async () => {
  const [file, ntfy] = [await temporaryFile(), await startReceiver()]
  const before = await server(file, ntfy)
  const missed = await before.missed()
  await expect.poll(() => told(ntfy)).toEqual([missed])
  await before.stop()
  // As a process leaves it that is killed between the turn and the telling.
  const nobody = await server(file, ntfy)
  await nobody.stop()
  const { openSqlite } = await import('../../storage/sqlite/open-sqlite.ts')
  const database = openSqlite(file)
  const left = { call_id: 1, kind: 'urgent', at: BEGIN }
  await database.queries.insertInto('notices').values(left).execute()
  await database.close()
  await server(file, ntfy)
  await expect.poll(() => told(ntfy)).toEqual([missed, missed.replace('missed', 'urgent')])
})
