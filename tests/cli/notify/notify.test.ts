import { expect, test } from 'vitest'
import { notify } from '../../../server/cli/notify/notify.ts'
import { saveSubscription } from '../../../storage/notices/push-subscriptions.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { runHere, startConcierge } from '../../support/command.ts'
import { startReceiver } from '../../support/receiver.ts'

test('A sample goes by every channel, and what came of it is said', async () => {
  const receiver = await startReceiver(({ path }) => (path === '/hook' ? 401 : 200))
  const env = { NTFY_URL: `${receiver.url}/owner`, WEBHOOK_URL: `${receiver.url}/hook` }
  const { code, out } = await runHere(notify, ['test'], { env })
  expect(code).toBe(1)
  expect(out).toContain('ntfy     taken; it is told of: urgent, missed, message, asking\n')
  expect(out).toContain('webhook  answers 401: it refuses the token or the password')
  const sample = receiver.posted.find(({ path }) => path === '/')
  expect(sample!.json).toMatchObject({ topic: 'owner', title: 'A test of your notices' })

  receiver.answer = () => 200
  const json = await runHere(notify, ['test', '--json'], { env })
  expect(json.code).toBe(0)
  expect(JSON.parse(json.out)).toMatchObject([
    { channel: 'ntfy', taken: true, failure: null },
    { channel: 'webhook', taken: true, failure: null },
  ])
})

test('Where no channel is set up it says which is the quickest', async () => {
  const { code, err } = await runHere(notify, ['test'])
  expect(code).toBe(2)
  expect(err).toContain('NTFY_URL=https://ntfy.sh/')
  expect((await runHere(notify, [])).err).toContain('Say test')
})

/** A server that tells ntfy, and `npm run notify` against it. */
async function withServer(more: Record<string, string> = {}) {
  const ntfy = await startReceiver()
  const settings = { NTFY_URL: `${ntfy.url}/owner`, NOTIFY_NTFY: 'all', TIME_ZONE: 'UTC' }
  const server = await startConcierge({ ...settings, ...more })
  const run = (...args: string[]) => runHere(notify, args, { env: server.env })
  return { ...server, ntfy, run }
}

test('what is told is listed with who says so, changed, and goes back to the environment', async () => {
  const { run } = await withServer({ QUIET_HOURS: '22:00-07:00' })
  const { out } = await run('list')
  expect(out).toMatch(/^E-mail +not set up: SMTP_URL and EMAIL_TO are missing$/m)
  expect(out).toMatch(/^QUIET_HOURS +22:00-07:00 +from the environment$/m)
  expect(out).toMatch(/^NOTICE_DETAIL +private +by default$/m)
  const set = await run('set', 'quiet_hours', 'none')
  expect(set).toMatchObject({ code: 0, err: '' })
  expect(set.out).toBe('QUIET_HOURS  none  changed on the console; otherwise 22:00-07:00\n')
  expect((await run('list')).out).toMatch(/^QUIET_HOURS +none +changed on the console/m)
  expect((await run('reset', 'QUIET_HOURS')).out).toBe(
    'QUIET_HOURS  22:00-07:00  from the environment\n',
  )
  const json = JSON.parse((await run('list', '--json')).out)
  expect(json).toMatchObject({ notices: [], channels: expect.any(Array), time_zone: 'UTC' })
})

test('the last notices are listed with what came of each', async () => {
  const { run, ntfy, phone } = await withServer()
  ntfy.answer = () => 401
  const caller = await phone.ring({ from: '+14155550123' })
  await caller.hangUp()
  await expect
    .poll(async () => (await run('list')).out)
    .toMatch(
      /^\d{4}-\d\d-\d\d [\d:]{8} {2}Turned away: a caller {2}ntfy {2}Trying again: answers 401: it refuses/m,
    )
  expect((await run('list')).out).not.toContain('0123')
})

test.each([
  [['set', 'QUIET_HOURS', '22-7'], 'write from when to when'],
  [['set', 'NTFY_URL', 'https://ntfy.sh/x'], 'NTFY_URL'],
  [['set', 'QUIET_HOURS'], 'Say test'],
  [['reset'], 'Say test'],
  [['list', 'everything'], 'Say test'],
  [['paint'], 'Say test'],
])('%j is refused with what to do', async (args, words) => {
  const { run } = await withServer()
  const { code, err } = await run(...args)
  expect(code).toBe(2)
  expect(err).toContain(words)
})

test('It goes to the browsers that have signed up with the server, and says how many were not told', async () => {
  const { file } = await startConcierge()
  const env = { SQLITE_DB_PATH: file }
  expect((await runHere(notify, ['test'], { env })).code).toBe(2)
  const database = openSqlite(file)
  // Such an address nobody can sign up with: what is tried asks nobody.
  for (const id of ['a', 'b']) {
    const given = { id, endpoint: `https://127.0.0.1/${id}`, p256dh: 'p', auth: 'a', device: 'x' }
    await saveSubscription(database, given, new Date().toISOString())
  }
  await database.close()
  const { code, out } = await runHere(notify, ['test'], { env })
  expect(code).toBe(1)
  expect(out).toBe('push  2 of 2 browsers: its address has no name, only a number\n')
  const none = await runHere(notify, ['test'], { env: { ...env, NOTIFY_PUSH: 'none' } })
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('the switch on the console')])
})

test('a sample goes by the channels of one line, by its label or its number', async () => {
  const receiver = await startReceiver()
  const notices = { NTFY_URL: `${receiver.url}/a-topic-of-the-office` }
  const LINES = JSON.stringify([{ number: '+12125550143', label: 'Office', notices }])
  const env = { NTFY_URL: `${receiver.url}/owner`, LINES }
  for (const line of ['office', '+12125550143'])
    expect((await runHere(notify, ['test', '--line', line], { env })).code).toBe(0)
  expect(receiver.posted.map(({ json }) => json.topic)).toEqual(
    Array.from({ length: 2 }, () => 'a-topic-of-the-office'),
  )
  const { code, err } = await runHere(notify, ['test', '--line', 'Shop'], { env })
  expect([code, err]).toEqual([2, expect.stringContaining("no line 'Shop': known are Office")])
})
