import { describe, expect, onTestFinished, test, vi } from 'vitest'
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
