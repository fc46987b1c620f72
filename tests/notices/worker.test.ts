/** The worker by itself: what it says, and how it ends. */
import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { ChannelError, type Channel } from '../../server/notices/channel.ts'
import { NOTICE_TIMING } from '../../server/notices/timing.ts'
import { startNoticeWorker } from '../../server/notices/worker.ts'
import { createLog } from '../../server/watch/log.ts'
import { commit } from '../../storage/calls/commit.ts'
import { receive } from '../../storage/calls/receive.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { oneList } from '../support/one-list.ts'
import { temporaryFile } from '../support/concierge.ts'
import { arrived, at, turn } from '../storage/calls-to-store.ts'

async function working(send: Channel['send'], timing: Partial<typeof NOTICE_TIMING> = {}) {
  const database = openSqlite(await temporaryFile())
  await migrate(database.queries)
  let said = ''
  const destination = new PassThrough().setEncoding('utf8')
  destination.on('data', (chunk: string) => (said += chunk))
  const settled: string[] = []
  const channel: Channel = { name: 'ntfy', told: ['missed'], isForPeople: true, send }
  let time = Date.parse(at(1))
  const worker = startNoticeWorker({
    database,
    channels: [channel],
    quietHours: null,
    timeZone: 'UTC',
    detail: 'full',
    baseUrl: 'https://concierge.example.com',
    rollOf: oneList,
    timing: { ...NOTICE_TIMING, everyMs: 10, ...timing },
    now: () => new Date(time),
    log: createLog('info', false, { destination }),
    onSettled: (name, state) => settled.push(`${name} ${state}`),
  })
  onTestFinished(async () => {
    await worker.stop()
    await database.close()
  })
  const receipt = await receive(database, arrived(1, 'first'))
  if (!('received' in receipt)) throw new Error('not received')
  const record = turn(receipt.received, { words: 'my secret' })
  await commit(database, { ...record, tells: ['missed'] })
  return {
    worker,
    database,
    settled,
    said: () => said,
    pass: (ms: number) => (time += ms),
    states: async () =>
      (await database.queries.selectFrom('deliveries').select('state').execute()).map(
        ({ state }) => state,
      ),
  }
}

test('what is given up is told as an error, without anybody’s words or number', async () => {
  const { pass, said, settled, states } = await working(() =>
    Promise.reject(new ChannelError('answers 503')),
  )
  await expect.poll(() => settled).toEqual(['ntfy waiting'])
  pass(24 * 60 * 60_000)
  await expect.poll(states).toEqual(['given up'])
  await expect.poll(said).toContain('notice given up: the owner was not told')
  const last = said()
    .split('\n')
    .find((line) => line.includes('given up'))
  expect(JSON.parse(last!)).toMatchObject({ level: 50, channel: 'ntfy', failure: 'answers 503' })
  expect(said()).not.toMatch(/secret|0123/)
  expect(settled).toEqual(['ntfy waiting', 'ntfy given up'])
})

test('a channel that breaks is no end of the worker', async () => {
  let broken = 0
  const { pass, said, states } = await working(() => {
    if (broken++ === 0) throw new TypeError('undefined is not a channel')
    return Promise.resolve()
  })
  await expect.poll(said).toContain('notice not sent')
  pass(60_000)
  await expect.poll(states).toEqual(['sent'])
})

test('a channel that heeds no deadline is left', async () => {
  const { settled } = await working(() => new Promise(() => {}), { deadlineMs: 20 })
  await expect.poll(() => settled).toEqual(['ntfy waiting'])
})

test('what is being sent as it stops may arrive', async () => {
  const { promise: arriving, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { worker, states } = await working(() => {
    begin()
    return arriving
  })
  await begun
  const stopped = worker.stop()
  arrive()
  await stopped
  expect(await states()).toEqual(['sent'])
})

test('what hangs as it stops is left to the next, which sends it when the lease is over', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { worker, states, settled } = await working(() => {
    begin()
    return new Promise(() => {})
  })
  await begun
  await worker.stop()
  expect(await states()).toEqual(['waiting'])
  expect(settled).toEqual([])
})

test('what was told before the first channel was there, days ago, is not told any more', async () => {
  const { database, pass, states } = await working(() => Promise.resolve())
  await expect.poll(states).toEqual(['sent'])
  pass(25 * 60 * 60_000)
  const old = { call_id: 1, kind: 'urgent', at: at(1) }
  await database.queries.insertInto('notices').values(old).execute()
  await expect
    .poll(() =>
      database.queries.selectFrom('notices').select('id').where('routed_at', 'is', null).execute(),
    )
    .toEqual([])
  expect(await states()).toEqual(['sent'])
})
