/** The FTC's reports, from a server that has them as the FTC does. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listedOn } from '../support/listed-on.ts'
import { createConcierge } from '../support/concierge.ts'
import { startEndlessPeer } from '../support/endless.ts'
import { fileNamed, ftcFile, startFtc, type FtcServer } from '../support/ftc-server.ts'

const NOW = new Date('2026-11-26T12:00:00.000Z')
const [ONE, TWO] = ['2125550190', '2125550191']

async function reading(url: string, settings: Record<string, string> = {}) {
  const clock = { now: NOW }
  const concierge = await createConcierge({
    settings: { FTC_URL: url, ...settings },
    now: () => clock.now,
    lists: { everyMs: 20 },
  })
  const { database } = concierge
  const list = async () =>
    (await database.queries.selectFrom('lists').selectAll().execute()).find(
      ({ name }) => name === 'ftc',
    )
  return {
    ...concierge,
    clock,
    list,
    /** Until it has been read, well or badly, once more. */
    async read() {
      const before = await list()
      clock.now = new Date(Math.max(clock.now.getTime(), Date.parse(before?.due_at ?? '') || 0))
      await expect
        .poll(async () => {
          const now = await list()
          return now?.lease_until === null && now.due_at !== before?.due_at
        })
        .toBe(true)
      return (await list())!
    },
    reports: async (number: string) =>
      (await listedOn(database.queries, `+1${number}`))[0]?.reports ?? 0,
  }
}

async function withFtc(files: Record<string, string | null>): Promise<FtcServer> {
  const ftc = await startFtc()
  for (const [name, file] of Object.entries(files)) ftc.files.set(name, file)
  return ftc
}

test('once it is asked for, it is read every day: what is new is counted, the same row once in all files', async () => {
  const ftc = await withFtc({
    [fileNamed('2026-11-20')]: ftcFile([
      [ONE, 'a'],
      [ONE, 'b'],
      [ONE, 'b'],
      [TWO, 'a'],
    ]),
    [fileNamed('2026-11-20', '_0')]: ftcFile([
      [ONE, 'b'],
      [ONE, 'c'],
    ]),
  })
  const { read, reports, list } = await reading(ftc.url, { LISTS: 'ftc' })
  expect(await read()).toMatchObject({ failure: null, read_at: NOW.toISOString() })
  expect([await reports(ONE), await reports(TWO)]).toEqual([3, 1])
  ftc.files.set(fileNamed('2026-11-21'), ftcFile([[TWO, 'z']], '2026-11-21'))
  ftc.asked.length = 0
  await read()
  expect(await reports(TWO)).toBe(2)
  expect(ftc.asked).toEqual([
    `${fileNamed('2026-11-20')} 304`,
    `${fileNamed('2026-11-20', '_0')} 304`,
    `${fileNamed('2026-11-21')} 200`,
  ])
  expect(Date.parse((await list())!.due_at!)).toBeGreaterThan(NOW.getTime() + 24 * 3_600_000)
})

test('a day without a file is none, whether it is said with 404 or with a page', async () => {
  const ftc = await withFtc({
    [fileNamed('2026-11-23')]: null,
    [fileNamed('2026-11-24')]: ftcFile([[ONE, 'a']]),
  })
  const { read, reports } = await reading(ftc.url, { LISTS: 'ftc' })
  expect((await read()).failure).toBeNull()
  expect(await reports(ONE)).toBe(1)
})

test('where its page says nothing the files are found by the calendar, second tries among them', async () => {
  const ftc = await withFtc({
    [fileNamed('2026-11-03')]: ftcFile([[ONE, 'a']]),
    [fileNamed('2026-11-24', '_0')]: ftcFile([[ONE, 'b']]),
  })
  ftc.hasPage = false
  const { read, reports } = await reading(ftc.url, { LISTS: 'ftc' })
  expect((await read()).failure).toBeNull()
  expect(await reports(ONE)).toBe(2)
})

test('numbers are taken as they are written, and rows that are none are left out', async () => {
  const rows: [string, string][] = [
    [ONE, 'a'],
    ['1-212-555-0190', 'b'],
    ['', 'c'],
    ['123', 'd'],
    ['unknown', 'e'],
  ]
  const ftc = await withFtc({
    [fileNamed('2026-11-24')]: `\ufeff${ftcFile(rows)}"an open quote,\n${TWO},short\n`,
  })
  const { read, reports } = await reading(ftc.url, { LISTS: 'ftc' })
  expect((await read()).failure).toBeNull()
  expect([await reports(ONE), await reports(TWO)]).toEqual([2, 0])
})

test('who has not been reported for 90 days is on it no more', async () => {
  const ftc = await withFtc({ [fileNamed('2026-11-24')]: ftcFile([[ONE, 'a']], '2026-11-20') })
  const { read, reports, clock } = await reading(ftc.url, { LISTS: 'ftc' })
  await read()
  ftc.files.clear()
  ftc.files.set(fileNamed('2027-02-10'), ftcFile([[TWO, 'a']], '2027-02-10'))
  clock.now = new Date('2027-02-17T12:00:00.000Z')
  await read()
  expect([await reports(ONE), await reports(TWO)]).toEqual([1, 1])
  clock.now = new Date('2027-02-19T12:00:00.000Z')
  await read()
  expect([await reports(ONE), await reports(TWO)]).toEqual([0, 1])
})

test('what could not be read is said, what was counted stays, and it is tried again within the hour', async () => {
  const ftc = await withFtc({ [fileNamed('2026-11-24')]: ftcFile([[ONE, 'a']]) })
  const { read, reports } = await reading(ftc.url, { LISTS: 'ftc' })
  await read()
  ftc.answer = () => 503
  const failed = await read()
  expect(failed.failure).toMatch(/is answered with 503$/)
  expect(failed.read_at).toBe(NOW.toISOString())
  expect(await reports(ONE)).toBe(1)
  ftc.files.clear()
  ftc.answer = () => 404
  expect((await read()).failure).toBe('has no file of any day: has the place changed?')
})

test('a file that has no end is not read to it', async () => {
  const endless = await startEndlessPeer(
    200,
    { 'content-type': 'text/csv' },
    `${ONE},2026-11-20 10:00:00\n`,
    'Company_Phone_Number,Created_Date\n',
  )
  const { read } = await reading(endless.url, { LISTS: 'ftc' })
  expect((await read()).failure).toMatch(/has more than 100000 rows$/)
  await endless.left()
})

test('it leads to no other server', async () => {
  const other = await startFtc()
  const server = createServer((request, response) =>
    response.writeHead(302, { location: `${other.url}${request.url}` }).end(),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { read } = await reading(url, { LISTS: 'ftc' })
  expect((await read()).failure).toMatch(/leads to another server$/)
  expect(other.posted).toEqual([])
})

test('nobody is asked before anybody wants it', async () => {
  const ftc = await withFtc({})
  const { list } = await reading(ftc.url)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(ftc.posted).toEqual([])
  expect(await list()).toBeUndefined()
})

test('of two instances one reads', async () => {
  const ftc = await withFtc({ [fileNamed('2026-11-24')]: ftcFile([[ONE, 'a']]) })
  const one = await reading(ftc.url, { LISTS: 'ftc' })
  await one.read()
  const asked = ftc.asked.length
  const other = await reading(ftc.url, { LISTS: 'ftc', SQLITE_DB_PATH: one.file })
  one.clock.now = other.clock.now = new Date('2026-11-28T12:00:00.000Z')
  await expect.poll(() => ftc.asked.length).toBeGreaterThan(asked)
  await expect.poll(async () => (await one.list())!.lease_until).toBeNull()
  expect(ftc.asked.length).toBe(asked + 1)
})
