/** Listening to calls: how many may, and that nobody does whose session has ended. */
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MOST_STREAMS } from '../../../server/owner/console/live-streams.ts'
import { createPhone } from '../../../server/phone/phone.ts'
import { startServer } from '../../../server/serve.ts'
import {
  AUTH_TOKEN,
  KEY,
  KEYLESS,
  PUBLIC_URL,
  SETTINGS,
  STRANGER,
  temporaryFile,
} from '../../support/concierge.ts'

async function start(file: string, settings: Record<string, string> = {}) {
  const env = { ...SETTINGS, HOST: '127.0.0.1', PORT: '0', SQLITE_DB_PATH: file, ...settings }
  const { url, stop } = await startServer(env)
  onTestFinished(stop)

  async function post(path: string, form: Record<string, string>, cookie = '') {
    return fetch(`${url}/console/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', cookie },
      body: new URLSearchParams(form),
    })
  }

  return {
    post,
    phone: createPhone({ url, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN }),
    async signIn(): Promise<string> {
      const answer = await post('sign-in', { key: KEY })
      return answer.headers.get('set-cookie')!.split(';')[0]!
    },
    /** Resolves once nothing is missed any more. */
    async listen(cookie = '') {
      const asked = get(`${url}/console/live`, { headers: { cookie }, agent: false })
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      const heard = { text: '', isOver: false, status: answer.statusCode, headers: answer.headers }
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => (heard.text += text))
      answer.on('error', () => undefined)
      answer.on('close', () => (heard.isOver = true))
      onTestFinished(() => void asked.destroy())
      await expect.poll(() => heard.isOver || heard.text.includes('event: ready')).toBe(true)
      return heard
    },
  }
}

type Heard = Awaited<ReturnType<Awaited<ReturnType<typeof start>>['listen']>>

const open = (streams: Heard[]) => streams.filter(({ isOver }) => !isOver).length

describe('Of one browser', () => {
  test('so many listen, and with one more the oldest is asked to come later', async () => {
    const server = await start(await temporaryFile())
    const [cookie, other] = [await server.signIn(), await server.signIn()]
    const elsewhere = await server.listen(other)
    const streams: Heard[] = []
    for (let opened = 0; opened < MOST_STREAMS.ofOne + 5; opened++)
      streams.push(await server.listen(cookie))
    await expect.poll(() => open(streams)).toBe(MOST_STREAMS.ofOne)
    expect(streams.slice(0, 5).every(({ isOver }) => isOver)).toBe(true)
    expect(streams[0]!.text).toMatch(/retry: 60000\n\n$/)
    expect(elsewhere.isOver).toBe(false)

    // Those that are left hear of calls.
    await server.phone.ring({ from: STRANGER })
    const left = [...streams.slice(5), elsewhere]
    await expect
      .poll(() => left.filter(({ text }) => text.includes(STRANGER)).length)
      .toBe(left.length)
  })

  test('it is the same without a key', async () => {
    const server = await start(await temporaryFile(), KEYLESS)
    const streams: Heard[] = []
    for (let opened = 0; opened < MOST_STREAMS.ofOne + 2; opened++)
      streams.push(await server.listen())
    await expect.poll(() => open(streams)).toBe(MOST_STREAMS.ofOne)
  })
})

test('of all browsers together there are no more than so many', async () => {
  const server = await start(await temporaryFile())
  const streams: Heard[] = []
  for (let browser = 0; browser * MOST_STREAMS.ofOne < MOST_STREAMS.inAll + 6; browser++) {
    const cookie = await server.signIn()
    for (let opened = 0; opened < MOST_STREAMS.ofOne; opened++)
      streams.push(await server.listen(cookie))
  }
  expect(streams.length).toBeGreaterThan(MOST_STREAMS.inAll)
  await expect.poll(() => open(streams)).toBe(MOST_STREAMS.inAll)
})

describe('A session that has ended hears nothing more', () => {
  test('at once, where it ended here', async () => {
    const server = await start(await temporaryFile())
    const [cookie, other] = [await server.signIn(), await server.signIn()]
    const [heard, elsewhere] = [await server.listen(cookie), await server.listen(other)]
    await server.post('sign-out', {}, cookie)
    await expect.poll(() => heard.isOver).toBe(true)
    expect(elsewhere.isOver).toBe(false)
    expect((await server.listen(cookie)).status).toBe(401)
    await server.post('sign-out-everywhere', {}, other)
    await expect.poll(() => elsewhere.isOver).toBe(true)
  })

  test('not even the next call, where it ended on another instance', async () => {
    const file = await temporaryFile()
    const [here, there] = [await start(file), await start(file)]
    const [cookie, other] = [await here.signIn(), await here.signIn()]
    const [heard, elsewhere] = [await here.listen(cookie), await here.listen(other)]
    await there.post('sign-out', {}, cookie)
    await here.phone.ring({ from: STRANGER })
    await expect.poll(() => elsewhere.text).toContain(STRANGER)
    await expect.poll(() => heard.isOver).toBe(true)
    expect(heard.text).not.toContain(STRANGER)
  })
})
