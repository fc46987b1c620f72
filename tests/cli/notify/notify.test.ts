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
  expect(out).toContain('ntfy     taken; it is told of: urgent, missed, message\n')
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
