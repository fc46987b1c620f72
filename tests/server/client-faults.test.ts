/** What a client does wrong is never an error of ours: an alert of the first severity listens to those. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServer, type RunningServer } from '../../server/serve.ts'
import { SETTINGS, temporaryFile } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'

const FORM = 'application/x-www-form-urlencoded'
const SIGNED = `X-Twilio-Signature: ${'A'.repeat(27)}=`
const OWNERS = `Authorization: Bearer ${KEY}`

/** Where something is read: what is asked, as what, and what else is in its head. */
const ROUTES = [
  ['POST /twilio/voice', FORM, SIGNED],
  ['POST /twilio/voice', FORM, 'X-Unsigned: yes'],
  ['POST /twilio/ai-response?turn=1', FORM, SIGNED],
  ['POST /twilio/status', FORM, SIGNED],
  ['POST /console/sign-in', FORM, 'Sec-Fetch-Site: same-origin'],
  ['POST /console/sign-in', 'multipart/form-data; boundary=x', 'Sec-Fetch-Site: same-origin'],
  ['POST /console/sign-out', FORM, 'Sec-Fetch-Site: same-origin'],
  ['POST /console/phone/calls', 'application/json', 'Sec-Fetch-Site: same-origin'],
  ['POST /console/simulate/twiml', 'application/json', 'Sec-Fetch-Site: same-origin'],
  ['POST /exceptions', 'application/json', OWNERS],
  ['PATCH /exceptions/+14155550111', 'application/json', OWNERS],
  ['PATCH /conversations/CA1', 'application/json', OWNERS],
  ['POST /exceptions/import', 'text/csv', OWNERS],
  ['POST /exceptions/import', 'text/vcard', OWNERS],
  ['POST /exceptions', 'application/json', 'X-No-Key: yes'],
  ['POST /nowhere', 'text/plain', OWNERS],
  ['POST /', 'text/plain', 'X-None: yes'],
  ['POST /healthz', 'text/plain', 'X-None: yes'],
] as const

/** The rest of a head, the body, and how the connection ends. */
type Fault = [
  name: string,
  head: string,
  body: string | Buffer,
  end: 'reset' | 'closed' | 'reset at once' | 'closed at once' | 'open',
]

const FAULTS: Fault[] = [
  ['half a body, then reset', 'Content-Length: 100', '{"a":', 'reset'],
  ['half a body, then closed', 'Content-Length: 100', '{"a":', 'closed'],
  ['half a chunk, then reset', 'Transfer-Encoding: chunked', '5\r\n{"', 'reset'],
  ['half a chunk, then closed', 'Transfer-Encoding: chunked', '5\r\n{"', 'closed'],
  ['no last chunk, then reset', 'Transfer-Encoding: chunked', '2\r\n{"\r\n', 'reset'],
  ['no last chunk, then closed', 'Transfer-Encoding: chunked', '2\r\n{"\r\n', 'closed'],
  ['half a body, reset at once', 'Content-Length: 100', '{"a":', 'reset at once'],
  ['half a body, closed at once', 'Content-Length: 100', '{"a":', 'closed at once'],
  ['half a chunk, reset at once', 'Transfer-Encoding: chunked', '5\r\n{"', 'reset at once'],
  ['half a chunk, closed at once', 'Transfer-Encoding: chunked', '5\r\n{"', 'closed at once'],
  ['no byte of a body, reset at once', 'Content-Length: 100', '', 'reset at once'],
  ['no byte of a body, closed at once', 'Content-Length: 100', '', 'closed at once'],
  ['a whole body, reset at once', 'Content-Length: 2', '{}', 'reset at once'],
  ['a whole body, then reset', 'Content-Length: 2', '{}', 'reset'],
  ['a chunk that is none', 'Transfer-Encoding: chunked', '2\r\n{"\r\nzz\r\n', 'open'],
  ['a body too long for its length', 'Content-Length: 2', '{}{}{}', 'open'],
  ['no body', 'Content-Length: 0', '', 'open'],
  ['half of JSON', 'Content-Length: 4', '{"a"', 'open'],
  ['bytes that are no text', 'Content-Length: 4', Buffer.from([0xff, 0xfe, 0x00, 0xc3]), 'open'],
  ['broken escapes', 'Content-Length: 8', '%ZZ=%E0%', 'open'],
  ['JSON 20,000 deep', 'Content-Length: 20000', '['.repeat(20_000), 'open'],
  ['more than is taken', 'Content-Length: 999999999', 'a'.repeat(70_000), 'reset'],
  [
    'more than is taken, in chunks',
    'Transfer-Encoding: chunked',
    `fffff\r\n${'a'.repeat(0xfffff)}\r\n0\r\n\r\n`,
    'open',
  ],
  ['what is packed, and is not', 'Content-Encoding: gzip\r\nContent-Length: 4', 'gzip', 'open'],
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 5', 'abcde', 'open'],
  ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked', '0\r\n\r\n', 'open'],
  ['a length below nothing', 'Content-Length: -1', 'a', 'open'],
  ['a wish to be told to go on', 'Expect: 100-continue\r\nContent-Length: 4', '', 'reset'],
  ['an expectation that is none', 'Expect: the-worst\r\nContent-Length: 4', 'abcd', 'open'],
  [
    'another protocol',
    'Connection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 2',
    '{}',
    'open',
  ],
  [
    'cookies that are none',
    `Cookie: ;;=;console=%E0%A4%A;${'='.repeat(999)}\r\nContent-Length: 2`,
    '{}',
    'open',
  ],
  ['a head that is too long', `X-Long: ${'a'.repeat(40_000)}\r\nContent-Length: 2`, '{}', 'open'],
  ['a head with a zero in it', 'X-Zero: a\0b\r\nContent-Length: 2', '{}', 'open'],
]

let server: RunningServer
let log: string[]

beforeEach(async () => {
  const logTo = new PassThrough({ encoding: 'utf8' })
  log = []
  logTo.on('data', (line: string) => log.push(line))
  const settings = { ...SETTINGS, ADMIN_API_KEY: KEY, HOST: '127.0.0.1', PORT: '0' }
  server = await startServer(
    { ...settings, SQLITE_DB_PATH: await temporaryFile(), LOG_LEVEL: 'info' },
    { logTo },
  )
})
afterEach(() => server.stop())

async function send(head: string, body: string | Buffer, end: Fault[3]): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  const answered = text(socket).catch(() => '')
  socket.write(`${head}\r\n\r\n`)
  socket.write(body)
  if (end === 'open') return answered
  // It has the head once it waits for the rest; a second request tells that it does.
  if (!end.endsWith('at once')) await fetch(`${server.url}/healthz`)
  if (end.startsWith('closed')) socket.end()
  else socket.resetAndDestroy()
  await once(socket, 'close')
  return ''
}

/** When all that is under way has come to its end. */
async function errors(): Promise<string[]> {
  await server.stop()
  await new Promise((resolve) => setImmediate(resolve))
  return log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)
}

test.each(FAULTS)('%s', async (_, head, body, end) => {
  for (const [what, type, more] of ROUTES) {
    const lines = [`${what} HTTP/1.1`, 'Host: localhost', `Content-Type: ${type}`, more, head]
    const answer = await send([...lines, 'Connection: close'].join('\r\n'), body, end)
    expect([what, answer.slice(9, 10)]).not.toEqual([what, '5'])
  }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect(await errors()).toEqual([])
})

const PLACES = [
  '/',
  '/%',
  '/%E0%A4%A',
  '/%00',
  '/?%E0%A4%A=%',
  '/console/%ff',
  '/console/calls/%E0%A4%A',
]
  .concat([
    '/console/calls?q=%E0%A4%A',
    '/console/assets/%2e%2e%2f%2e%2e%2f.env',
    '/console/live?%',
  ])
  .concat([
    '/conversations/%E0%A4%A',
    '/conversations?limit=%&cursor=%00',
    '/conversations?cursor=e30',
  ])
  .concat(['/exceptions/%', '/exceptions/%2B1%00', '/exceptions?cursor=W10', '/statistics?from=%'])
  .concat([
    '/twilio/%76oice',
    '/twilio/%',
    '/twilio/',
    '//',
    '//x//y',
    '/\\',
    '/..;/',
    '/docs/%2e%2e',
    '/*',
  ])
  .concat([
    `/${'a/'.repeat(5_000)}`,
    `/?${'a&'.repeat(5_000)}`,
    `/conversations?q=${'%25'.repeat(3_000)}`,
  ])

test.each([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'QUERY',
  'PROPFIND',
])('%s of what is no place', async (method) => {
  for (const place of PLACES)
    for (const more of [OWNERS, 'Accept: text/html', SIGNED]) {
      const head = [`${method} ${place} HTTP/1.1`, 'Host: localhost', more, 'Connection: close']
      const answer = await send(head.join('\r\n'), '', 'open')
      expect([place, answer.slice(9, 10)]).not.toEqual([place, '5'])
    }
  expect(await errors()).toEqual([])
})
