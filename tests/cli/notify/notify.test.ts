import { expect, test } from 'vitest'
import { notify } from '../../../server/cli/notify/notify.ts'
import { runHere } from '../../support/command.ts'
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
