/** Who only waits, says half of it, or does not listen, keeps nobody out. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import type { ConnectionLimits } from '../../server/connections.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { startServer } from '../../server/serve.ts'
import { AUTH_TOKEN, PUBLIC_URL, SETTINGS, STRANGER, temporaryFile } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'

const FORM = 'Content-Type: application/x-www-form-urlencoded'
const SIGNED = `X-Twilio-Signature: ${'A'.repeat(27)}=`
const VOICE = `POST /twilio/voice HTTP/1.1\r\nHost: x\r\n${FORM}\r\n`

async function listening(
  connections: Partial<ConnectionLimits>,
  more: Record<string, string> = {},
) {
  const logTo = new PassThrough({ encoding: 'utf8' })
  const log: string[] = []
  logTo.on('data', (line: string) => log.push(line))
  const settings = {
    ...SETTINGS,
    ADMIN_API_KEY: KEY,
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    PORT: '0',
    ...more,
  }
  const { url, stop } = await startServer(
    { ...settings, SQLITE_DB_PATH: await temporaryFile() },
    { logTo, connections },
  )
  onTestFinished(stop)

  /** Open, and having said that much. */
  async function open(said = ''): Promise<Socket> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => {})
    await once(socket, 'connect')
    if (said) socket.write(said)
    return socket
  }
  /** What it has been told when the server has closed it. */
  const toldUntilClosed = async (said = '') => text(await open(said)).catch(() => '')
  const phone = createPhone({ url, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN })
  return { url, log, open, toldUntilClosed, phone }
}

test('a caller’s socket waits for nothing, and makes no room', async () => {
  const { open, phone, log } = await listening({ most: 20 }, { VOICE_LINE: 'relay' })
  const caller = await phone.ring({ from: STRANGER })
  const sockets = await Promise.all(Array.from({ length: 100 }, () => open()))
  await expect.poll(() => log.join('')).toContain('made room')
  await expect
    .poll(() => sockets.filter(({ destroyed }) => !destroyed).length)
    .toBeLessThanOrEqual(20)
  await caller.say('hello, I am calling about the piano')
  expect(caller.relay).not.toBeNull()
  expect(caller.exchanges).toHaveLength(1)
})

test.each([
  ['nothing', ''],
  ['half a head', 'POST /twilio/voice HTTP/1.1\r\nHos'],
  ['a head without an end', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['half a body', `${VOICE}${SIGNED}\r\nContent-Length: 100\r\n\r\nCallSid=`],
  ['a chunk that stops', `${VOICE}${SIGNED}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab`],
  ['a request that is answered', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
])('many that said %s and then nothing keep no caller out', async (_, said) => {
  const { open, phone, log } = await listening({ most: 20, headMs: 300_000, bodyMs: 300_000 })
  const sockets = await Promise.all(Array.from({ length: 100 }, () => open(said)))
  for (const socket of sockets) socket.resume()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  expect(caller.failures).toEqual([])
  await expect
    .poll(() => sockets.filter(({ destroyed }) => !destroyed).length)
    .toBeLessThanOrEqual(20)
  // Once a minute, however many they are.
  expect(log.filter((line) => line.includes('made room'))).toHaveLength(1)
  expect(log.join('')).not.toContain('"level":50')
})

test('those that do not read what they asked for make room as well', async () => {
  const { open, phone } = await listening({ most: 4 })
  const head = `GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\n\r\n`
  const greedy = await Promise.all(Array.from({ length: 4 }, () => open(head.repeat(20))))
  // They have the first of it, and take no more.
  await Promise.all(greedy.map((socket) => once(socket, 'readable')))
  const ring = () => phone.ring({ from: STRANGER }).catch(() => null)
  await expect.poll(async () => (await ring())?.state).toBe('listening')
})

test('the one that has waited longest goes first', async () => {
  const { open } = await listening({ most: 3 })
  const [first, second, third] = [await open(), await open(), await open()]
  const answered = once(first, 'data')
  first.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  await answered
  const closed = once(second, 'close')
  await open()
  await closed
  expect([first.destroyed, third.destroyed]).toEqual([false, false])
})

test.each([
  ['nothing comes', '', { headMs: 100 }],
  ['a head does not end', 'GET / HTTP/1.1\r\nHost: x\r\n', { headMs: 100 }],
  ['a body does not end', `${VOICE}${SIGNED}\r\nContent-Length: 9\r\n\r\nC`, { bodyMs: 100 }],
  [
    'a body without a length does not end',
    `${VOICE}${SIGNED}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nC\r\n`,
    { bodyMs: 100 },
  ],
  ['nothing more is asked', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n', { keptMs: 100 }],
])('a connection is closed where %s', async (_, said, limits) => {
  const { toldUntilClosed } = await listening(limits)
  expect(await toldUntilClosed(said)).toMatch(/^(HTTP\/1\.1 (200|408).*)?/)
})

test("the owner's file may take its time, and nobody else's", async () => {
  const { open, toldUntilClosed } = await listening({ bodyMs: 100 })
  const head =
    'POST /exceptions/import HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 55'
  expect(await toldUntilClosed(`${head}\r\n\r\nname`)).toContain('401')
  const file = await open(
    `${head}\r\nAuthorization: Bearer ${KEY}\r\nConnection: close\r\n\r\nname,phone`,
  )
  // Somebody else's has been cut off meanwhile.
  await toldUntilClosed(`${VOICE}${SIGNED}\r\nContent-Length: 9\r\n\r\nC`)
  file.write(`_number,category\n${'Mom,+14155550111,family'.padEnd(28)}`)
  expect(await text(file)).toContain('200 OK')
})
