/** Calls of `npm run call`: they come as a carrier's do, and say of themselves that they are only played. */
import { expect, test } from 'vitest'
import { checkForwarding } from '../../server/doctor/checks/forwarding.ts'
import { readConfig } from '../../server/settings/config.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { PLAYED_ACCOUNT } from '../../server/settings/played-account.ts'
import {
  AUTH_TOKEN,
  MOTHER,
  PUBLIC_URL,
  SETTINGS,
  STRANGER,
  verdict,
} from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'
import { startReceiver } from '../support/receiver.ts'

async function played(settings: Record<string, string> = {}) {
  const concierge = await createManaged({
    settings,
    contacts: [MOTHER],
    screener: () => verdict('end', 'Good day.'),
    phone: { accountSid: PLAYED_ACCOUNT },
    notices: { everyMs: 10 },
  })
  const real = createPhone({
    url: PUBLIC_URL,
    authToken: AUTH_TOKEN,
    fetch: (url, init) => concierge.app.request(url, init),
  })
  return { ...concierge, real }
}

test('are told to the owner, who tries how that goes', async () => {
  const ntfy = await startReceiver()
  const { phone } = await played({ NTFY_URL: `${ntfy.url}/owner` })
  const caller = await phone.ring({ from: MOTHER.phoneNumber })
  await caller.dialEnds('busy')
  await caller.hangUp()
  await expect.poll(() => ntfy.posted.map(({ json }) => json.title)).toEqual(['You missed Mom'])
})

test('are shown and counted with those that are played on the console', async () => {
  const { phone, real, api, database } = await played()
  const caller = await phone.ring({ from: MOTHER.phoneNumber })
  await caller.dialEnds('busy')
  await caller.hangUp()
  await (await real.ring({ from: STRANGER })).hangUp()
  const listed = async (query: string) => {
    const { body } = await api.get(`/conversations${query}`)
    return (body.conversations as { caller: string; simulated: boolean }[]).map(
      ({ simulated }) => simulated,
    )
  }
  expect(await listed('')).toEqual([false, true])
  expect(await listed('?simulated=true')).toEqual([true])
  expect(await listed('?simulated=false')).toEqual([false])
  expect((await api.get('/stats')).body.calls).toBe(1)
  expect((await api.get('/stats?simulated=true')).body.calls).toBe(2)
  expect(await listed('?tab=to_call_back')).toEqual([])
  // What they tell of forwarding is nothing, also where the demo has gone live since.
  const config = readConfig(SETTINGS)
  expect(await checkForwarding({ config, database: async () => database })).toMatchObject({
    says: expect.stringContaining('One call has come, and was not put through'),
  })
})

test('go on as real ones do, whatever their later webhooks say of themselves', async () => {
  const { phone, call, conversation } = await played()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello, it is about solar panels')
  expect(caller.state).toBe('ended')
  expect((await call(caller.callSid)).simulated).toBe(2)
  expect(await conversation(caller.callSid)).toHaveLength(3)
})

test('do not make a real call one that is played, once it has begun', async () => {
  const { phone, real, call } = await played()
  const caller = await real.ring({ from: STRANGER })
  await phone.ring({ from: STRANGER, callSid: caller.callSid })
  expect((await call(caller.callSid)).simulated).toBe(0)
})

test.each([
  ['with another token', 'not-the-token'],
  ['without a signature', undefined],
])('are not begun by whoever signs %s', async (_, authToken) => {
  const { app, database } = await played()
  const stranger = createPhone({
    url: PUBLIC_URL,
    ...(authToken && { authToken }),
    accountSid: PLAYED_ACCOUNT,
    fetch: (url, init) => app.request(url, init),
  })
  await expect(stranger.ring({ from: STRANGER })).rejects.toThrow('403')
  expect(await database.queries.selectFrom('calls').select('id').execute()).toEqual([])
})
