import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createAdminKeys, networkOf } from '../../../server/owner/door/admin-keys.ts'
import { createWrongKeyLog } from '../../../server/owner/door/wrong-key-log.ts'
import { connectedFrom, createManaged, KEY } from '../../support/management.ts'

const SOMEBODY = '203.0.113.7'
const SOMEBODY_ELSE = '203.0.113.8'
/** From one address, before it has to wait. */
const ATTEMPTS = 10

/** The two ways to try a key; each gives the status of the answer. */
async function openDoor() {
  const { app, api } = await createManaged()
  return {
    async overRest(key: string, from: string): Promise<number> {
      return (await api.get('/exceptions', { key, from })).status
    },
    async onSignInPage(key: string, from: string): Promise<number> {
      const answer = await app.request(
        '/console/sign-in',
        {
          method: 'POST',
          headers: { host: 'localhost', 'sec-fetch-site': 'same-origin' },
          body: new URLSearchParams({ key }),
        },
        connectedFrom(from),
      )
      return answer.status
    },
  }
}

describe.each([
  ['over REST', 'at the sign-in page', 'overRest', 'onSignInPage', 303],
  ['at the sign-in page', 'over REST', 'onSignInPage', 'overRest', 200],
] as const)('Wrong keys %s', (_, elsewhere, here, there, welcome) => {
  test(`count ${elsewhere}: there are as many attempts in all, from each address`, async () => {
    const door = await openDoor()
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      expect(await door[here](`guess-${attempt}`, SOMEBODY)).toBe(401)
    expect(await door[there]('one-guess-more', SOMEBODY)).toBe(429)
    expect(await door[there]('one-guess-more', SOMEBODY_ELSE)).toBe(401)
    expect(await door[there](KEY, SOMEBODY)).toBe(welcome)
  })
})

test('Whoever has used up his attempts by half on either side has none left on any', async () => {
  const door = await openDoor()
  for (let attempt = 0; attempt < ATTEMPTS / 2; attempt++) {
    expect(await door.overRest('a-guess', SOMEBODY)).toBe(401)
    expect(await door.onSignInPage('a-guess', SOMEBODY)).toBe(401)
  }
  expect(await door.overRest('a-guess', SOMEBODY)).toBe(429)
  expect(await door.onSignInPage('a-guess', SOMEBODY)).toBe(429)
})

test('Who has to wait is told no longer than it takes, also where the clock has stepped back', async () => {
  const { api } = await createManaged()
  const guess = () => api.get('/exceptions', { key: 'a-guess', from: SOMEBODY })
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) await guess()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
  onTestFinished(() => void vi.useRealTimers())
  const { status, headers } = await guess()
  expect(status).toBe(429)
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
})

describe('The log', () => {
  test('has the first wrong key at once, and of those that follow a number, once a minute', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const lines: [object, string][] = []
    const tell = createWrongKeyLog({ warn: (facts, text) => void lines.push([facts, text]) })
    for (let attempt = 0; attempt < 50_000; attempt++)
      tell(`203.0.113.${attempt % 7}`, { request_id: `${attempt}` })
    expect(lines).toEqual([[{ request_id: '0' }, 'wrong key']])
    vi.advanceTimersByTime(60_000)
    expect(lines.slice(1)).toEqual([[{ tries: 49_999, from: 7, seconds: 60 }, 'more wrong keys']])
    vi.advanceTimersByTime(600_000)
    expect(lines).toHaveLength(2)
    // After a quiet minute the next one is told at once again.
    tell(SOMEBODY, { request_id: 'next' })
    expect(lines[2]).toEqual([{ request_id: 'next' }, 'wrong key'])
  })
})

describe('An address', () => {
  test('of IPv6 is that of a network: who has one has no more attempts than others', async () => {
    const { overRest } = await openDoor()
    for (let attempt = 0; attempt < ATTEMPTS; attempt++)
      expect(await overRest('a-guess', `2001:db8:1:2::${attempt + 1}`)).toBe(401)
    expect(await overRest('a-guess', '2001:db8:1:2:ffff::1')).toBe(429)
    expect(await overRest('a-guess', '2001:db8:1:3::1')).toBe(401)
    expect(await overRest(KEY, '2001:db8:1:2::1')).toBe(200)
  })

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  test('of which there are too many share what is left; the right key is let in from any', async () => {
    const keys = createAdminKeys([KEY])
    let waits = 0
    for (let attempt = 0; attempt < 10_100; attempt++) {
      const refusal = await keys.refusal(
        'a-guess',
        `10.${attempt >> 16}.${(attempt >> 8) & 255}.${attempt & 255}`,
      )
      if (refusal?.why === 'too many wrong keys') waits++
    }
    expect(waits).toBe(90)
    expect(await keys.refusal(KEY, '192.0.2.1')).toBeNull()
  })
})
