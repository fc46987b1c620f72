/** What load balancers, proxies and people by hand send, byte by byte: no client library stands in between. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../server/serve.ts'
import { KEYLESS, SETTINGS, temporaryFile } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'

/** Gives a way to send it bytes; the answer is complete when the server has closed. */
async function listening(settings: Record<string, string> = { ADMIN_API_KEY: KEY }) {
  const { url, stop } = await startServer({
    ...SETTINGS,
    HOST: '127.0.0.1',
    PORT: '0',
    SQLITE_DB_PATH: await temporaryFile(),
    ...settings,
  })
  onTestFinished(stop)
  return async (head: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    const answered = text(socket)
    socket.write(`${head.replaceAll('\n', '\r\n')}\r\n\r\n`)
    const answer = await answered
    const [top = '', body = ''] = answer.split('\r\n\r\n')
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(top)?.[1]), top, body }
  }
}

/** So that the server closes when it has answered. */
const LAST = 'Connection: close'

describe('What checks whether we live is answered', () => {
  test.each([
    ['HAProxy with a path', 'GET /healthz HTTP/1.0', 200],
    ['HAProxy with nothing said', 'OPTIONS / HTTP/1.0', 204],
    ['one that wants no body', 'HEAD /healthz HTTP/1.0', 200],
    ['one that asks whether we are ready', 'GET /readyz HTTP/1.0', 200],
    ['one that wants to keep its connection', `GET /readyz HTTP/1.0\nConnection: close`, 200],
    ['one that ends in a slash', 'GET /readyz/ HTTP/1.0', 200],
    ['one that does both', 'HEAD /healthz/ HTTP/1.0', 200],
    ['one older than versions', 'GET /healthz', 200],
    ['one with an empty host', `GET /healthz HTTP/1.1\nHost:\n${LAST}`, 200],
    ['one with an address as host', `GET /healthz HTTP/1.1\nHost: [::1]:8000\n${LAST}`, 200],
    ['one with capitals and a dot', `GET /healthz HTTP/1.1\nHost: CALLS.Example.:80\n${LAST}`, 200],
    ['a proxy', `GET http://calls.example/healthz HTTP/1.1\nHost: x\n${LAST}`, 200],
    ['a proxy in capitals', `GET HTTP://calls.example/healthz HTTP/1.1\nHost: x\n${LAST}`, 200],
    ['one that asks for the server as a whole', `OPTIONS * HTTP/1.1\nHost: x\n${LAST}`, 204],
  ])('%s: %j', async (_, head, status) => {
    const ask = await listening()
    expect((await ask(head)).status).toBe(status)
  })

  test('and who asks in the wrong way is told the right one', async () => {
    const ask = await listening()
    for (const path of ['/', '/healthz', '/readyz']) {
      const answer = await ask(`POST ${path} HTTP/1.0`)
      expect(answer.status).toBe(405)
      expect(answer.top).toMatch(/^allow: GET, HEAD, OPTIONS$/im)
    }
  })
})

test.each([
  ['no host, where one has to be', `GET /healthz HTTP/1.1\n${LAST}`],
  ['two hosts', `GET /healthz HTTP/1.1\nHost: a\nHost: b\n${LAST}`],
  ['two hosts that are the same', `GET /healthz HTTP/1.1\nHost: a\nhost: a\n${LAST}`],
  ['a host with a path', `GET /healthz HTTP/1.1\nHost: a/b\n${LAST}`],
  ['a host with a name before it', `GET /healthz HTTP/1.1\nHost: a@b\n${LAST}`],
  ['a host of two words', `GET /healthz HTTP/1.1\nHost: a b\n${LAST}`],
  // Methods are told apart by case: https://www.rfc-editor.org/rfc/rfc9110#section-9.1
  ['a method in small letters', `get /healthz HTTP/1.1\nHost: x\n${LAST}`],
  ['no path', `GET * HTTP/1.1\nHost: x\n${LAST}`],
])('what cannot be meant is refused: %s', async (_, head) => {
  const ask = await listening()
  expect((await ask(head)).status).toBe(400)
})

test('who names no host has no more rights than anybody', async () => {
  const open = await listening(KEYLESS)
  expect((await open(`GET /exceptions HTTP/1.1\nHost: localhost\n${LAST}`)).status).toBe(200)
  for (const head of ['GET /exceptions HTTP/1.0', `GET /exceptions HTTP/1.1\nHost:\n${LAST}`])
    expect((await open(head)).status).toBe(403)
  const closed = await listening()
  expect((await closed('GET /exceptions HTTP/1.0')).status).toBe(401)
})

test('a proxy that passes on as nginx does by itself is not taken for this machine', async () => {
  const open = await listening(KEYLESS)
  // It gives the name that it was told to pass on to, and nothing of whom it does that for.
  for (const path of ['/exceptions', '/metrics', '/conversations', '/console/calls', '/docs']) {
    const answer = await open(`GET ${path} HTTP/1.0\nHost: localhost\n${LAST}`)
    expect(answer.status).toBe(403)
  }
})

test('who hangs up in the middle of what he sends is no failure of ours', async () => {
  const logTo = new PassThrough({ encoding: 'utf8' })
  const log: string[] = []
  logTo.on('data', (line: string) => log.push(line))
  const { url, stop } = await startServer(
    {
      ...SETTINGS,
      HOST: '127.0.0.1',
      PORT: '0',
      SQLITE_DB_PATH: await temporaryFile(),
      LOG_LEVEL: 'info',
    },
    { logTo },
  )
  onTestFinished(stop)
  for (const path of ['/twilio/voice', '/console/sign-in']) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    const signed = `X-Twilio-Signature: ${'A'.repeat(27)}=`
    const type = `${signed}\r\nContent-Type: application/x-www-form-urlencoded`
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n${type}`
    socket.write(`${head}\r\nContent-Length: 100\r\n\r\nCallSid=`)
    // It has the head once it waits for the rest; a second request tells that it does.
    await fetch(`${url}/healthz`)
    socket.destroy()
    const route = `"route":"/${path.split('/')[1]}/`
    await expect.poll(() => log.findLast((line) => line.includes(route))).toMatch(/broken off/)
  }
  expect(log.join('')).not.toContain('"level":50')
})
