/** What each channel sends, to servers that speak its protocol. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ChannelError } from '../../server/notices/channel.ts'
import { createChannels } from '../../server/notices/create-channels.ts'
import { noticeOf, type Notice } from '../../server/notices/notice.ts'
import { readConfig } from '../../server/settings/config.ts'
import { OUR_NUMBER, OWNER, PUBLIC_URL, SETTINGS } from '../support/concierge.ts'
import { startSmtp } from '../support/mailbox.ts'
import { startReceiver } from '../support/receiver.ts'

const CALL_SID = 'CA0123456789abcdef0123456789abcdef'

function notice(change: Partial<Notice> = {}): Notice {
  const told = {
    kind: 'missed',
    at: '2026-11-26T09:00:00.000Z',
    call_sid: CALL_SID,
    final_decision: 'transferred',
    transfer_status: 'no-answer',
    call_type: 'emergency',
  }
  const known = { name: null, number: null, words: null, baseUrl: PUBLIC_URL }
  return { ...noticeOf(told, known), ...change }
}

async function channelOf(settings: Record<string, string>, twilioUrl?: string) {
  const { notices } = readConfig({ ...SETTINGS, ...settings })
  const [channel] = await createChannels(notices, twilioUrl === undefined ? {} : { twilioUrl })
  return channel!
}

const soon = () => AbortSignal.timeout(60_000)

/** What it says where it fails. */
async function failure(settings: Record<string, string>, change?: Partial<Notice>) {
  const channel = await channelOf(settings)
  const error = await channel.send(notice(change), soon()).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ChannelError)
  return error as ChannelError
}

describe('ntfy', () => {
  test('is posted to below the path that its server has', async () => {
    const ntfy = await startReceiver()
    const channel = await channelOf({ NTFY_URL: `${ntfy.url}/push/my-topic/` })
    await channel.send(notice(), soon())
    expect(ntfy.posted[0]).toMatchObject({ path: '/push/', json: { topic: 'my-topic' } })
  })

  test('gets no more than it takes, cut between two letters', async () => {
    const ntfy = await startReceiver()
    const channel = await channelOf({ NTFY_URL: `${ntfy.url}/t` })
    await channel.send(notice({ lines: ['é🔥'.repeat(3_000)] }), soon())
    const message = ntfy.posted[0]!.json.message as string
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096)
    expect(message).toMatch(/^(é🔥)+é?…$/u)
  })

  test.each([
    [401, 'answers 401: it refuses the token or the password, or asks for one'],
    [302, 'answers 302, a redirect, which is not followed: give the address it leads to'],
    [404, 'answers 404: there is nothing at this address'],
    [500, 'answers 500'],
  ])('that answers %s has failed, and why', async (status, message) => {
    const ntfy = await startReceiver(() => status)
    expect((await failure({ NTFY_URL: `${ntfy.url}/t` })).message).toBe(message)
  })

  test('says how long it wants to be left alone', async () => {
    const ntfy = await startReceiver((_, response) => {
      response.writeHead(429, { 'retry-after': '90' }).end()
    })
    expect((await failure({ NTFY_URL: `${ntfy.url}/t` })).pauseMs).toBe(90_000)
  })

  test('that answers without end is not listened to for long', async () => {
    const ntfy = await startReceiver((_, response) => {
      response.writeHead(200)
      const more = () => {
        if (!response.destroyed) response.write(Buffer.alloc(64 * 1024), more)
      }
      more()
    })
    const channel = await channelOf({ NTFY_URL: `${ntfy.url}/t` })
    await channel.send(notice(), soon())
    expect(ntfy.posted).toHaveLength(1)
  })

  test('that is not there has failed; neither topic nor server is told', async () => {
    const { message } = await failure({ NTFY_URL: 'http://127.0.0.1:1/my-secret-topic' })
    expect(message).toMatch(/^cannot be reached: \w+/)
    expect(message).not.toMatch(/secret|127/)
  })

  test('that hangs is left when time is up', async () => {
    const ntfy = await startReceiver(() => undefined)
    const channel = await channelOf({ NTFY_URL: `${ntfy.url}/t` })
    const leaving = new AbortController()
    const sending = channel.send(notice(), leaving.signal)
    await expect.poll(() => ntfy.posted).toHaveLength(1)
    leaving.abort()
    await expect(sending).rejects.toThrow('gave no answer in time')
  })
})

describe('a webhook', () => {
  const key = Buffer.alloc(32, 7)
  const WEBHOOK_SECRET = `whsec_${key.toString('base64')}`

  test('is signed as Standard Webhooks are, and is the same when it comes again', async () => {
    const receiver = await startReceiver()
    const channel = await channelOf({ WEBHOOK_URL: `${receiver.url}/hook/?a=1`, WEBHOOK_SECRET })
    await channel.send(notice(), soon())
    await channel.send(notice(), soon())
    for (const { headers, body, path } of receiver.posted) {
      expect(path).toBe('/hook/?a=1')
      const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
      const expected = createHmac('sha256', key).update(signed).digest()
      const [version, given = ''] = String(headers['webhook-signature']).split(',')
      expect(version).toBe('v1')
      expect(timingSafeEqual(Buffer.from(given, 'base64'), expected)).toBe(true)
    }
    const ids = receiver.posted.map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([`${CALL_SID}_missed`, `${CALL_SID}_missed`])
    expect(receiver.posted[0]!.json).toEqual({
      type: 'call.missed',
      timestamp: '2026-11-26T09:00:00.000Z',
      data: {
        call_sid: CALL_SID,
        title: 'You missed a caller',
        contact_name: null,
        call_type: 'emergency',
        final_decision: 'transferred',
        transfer_status: 'no-answer',
        url: `${PUBLIC_URL}/console/calls/${CALL_SID}`,
        caller: null,
        words: null,
        decisions: null,
      },
    })
  })

  test('is told of everything unless it is said otherwise', async () => {
    const { told } = await channelOf({ WEBHOOK_URL: 'https://example.com/hook' })
    expect(told).toEqual(['urgent', 'missed', 'message', 'turned away', 'asking'])
  })
})

describe('Apprise', () => {
  test('gets title and body', async () => {
    const apprise = await startReceiver()
    const channel = await channelOf({ APPRISE_URL: `${apprise.url}/notify/home` })
    await channel.send(notice(), soon())
    expect(apprise.posted[0]).toMatchObject({
      path: '/notify/home',
      json: { title: 'You missed a caller', type: 'warning', format: 'text' },
    })
    expect(apprise.posted[0]!.json.body).toContain(`/console/calls/${CALL_SID}`)
  })

  test('without a service under its key has told nobody', async () => {
    const apprise = await startReceiver((_, response) => void response.writeHead(204).end())
    const { message } = await failure({ APPRISE_URL: `${apprise.url}/notify/home` })
    expect(message).toMatch(/^has no service under this key/)
  })
})

describe('a text by Twilio', () => {
  const settings = {
    NOTIFY_SMS: 'urgent',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'the-first-one, the-second-one',
  }

  test('goes from our number to the owner, short and with the link', async () => {
    const twilio = await startReceiver(() => 201)
    const channel = await channelOf(settings, twilio.url)
    await channel.send(notice({ lines: ['x'.repeat(2_000)] }), soon())
    const [{ path, headers, body }] = twilio.posted as [(typeof twilio.posted)[0]]
    expect(path).toBe(`/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`)
    const credentials = Buffer.from(`${settings.TWILIO_ACCOUNT_SID}:the-first-one`).toString(
      'base64',
    )
    expect(headers.authorization).toBe(`Basic ${credentials}`)
    const form = new URLSearchParams(body)
    expect(form.get('From')).toBe(OUR_NUMBER)
    expect(form.get('To')).toBe(OWNER)
    expect(form.get('Body')).toMatch(/^You missed a caller\. x+… https:\S+\/console\/calls\/CA\w+$/)
    expect(form.get('Body')!.length).toBeLessThan(420)
  })

  test('is not sent unless it is asked for', async () => {
    const { NOTIFY_SMS: _, ...silent } = settings
    expect(readConfig({ ...SETTINGS, ...silent }).notices.sms).toBeNull()
  })
})

describe('an e-mail', () => {
  test.each(['220-', '220-hello\r\n'])(
    'is given up where %j greets without an end',
    async (words) => {
      let taken = 0
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        const flood = () => {
          while (!socket.destroyed && socket.write(words.repeat(10_000)));
          taken = socket.bytesWritten
        }
        socket.on('drain', flood)
        flood()
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      const { port } = server.address() as AddressInfo
      const settings = { SMTP_URL: `smtp://127.0.0.1:${port}`, EMAIL_TO: 'me@example.com' }
      expect(await failure(settings)).toMatchObject({
        message: expect.stringMatching(/cannot|refuses/),
      })
      expect(taken).toBeLessThan(32 * 2 ** 20)
    },
  )

  test('comes as text and as a page, known by its id', async () => {
    const { mails, host } = await startSmtp()
    const channel = await channelOf({
      SMTP_URL: `smtp://me%40example.com:p%40ss%20word@${host}`,
      EMAIL_TO: 'me@example.com, you@example.com',
    })
    const bold = notice({ title: 'You missed <b>Zoë</b>', lines: ['“5 < 6 & "7"”'] })
    await channel.send(bold, soon())
    expect(mails).toHaveLength(1)
    const { from, to, raw } = mails[0]!
    expect([from, ...to]).toEqual(['me@example.com', 'me@example.com', 'you@example.com'])
    expect(raw).toContain(`Message-ID: <${CALL_SID}_missed@example.com>`)
    expect(raw).toContain('Auto-Submitted: auto-generated')
    expect(raw).toMatch(/text\/plain[^]*text\/html/)
    expect(raw).toContain('&#60;b&#62;')
    expect(raw.split('text/html')[1]).not.toContain('<b>')
  })

  test('has the page where it is decided, in both of its forms', async () => {
    const { mails, host } = await startSmtp()
    const channel = await channelOf({ SMTP_URL: `smtp://${host}`, EMAIL_TO: 'me@example.com' })
    const page = `${PUBLIC_URL}/decide/one.two`
    await channel.send(notice({ decisions: { choices: [], page } }), soon())
    const raw = mails[0]!.raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=')
    expect(raw).toContain(`Decide: ${page}`)
    expect(raw).toContain(`href="${page}"`)
  })

  test('that is refused has failed, without the words of the server', async () => {
    const { host } = await startSmtp({ isRefusing: true })
    const settings = { SMTP_URL: `smtp://${host}`, EMAIL_TO: 'me@example.com' }
    expect((await failure(settings)).message).toBe('refuses the e-mail with 452')
  })

  test('with a wrong password has failed, and it is not told', async () => {
    const { host } = await startSmtp()
    const SMTP_URL = `smtp://me%40example.com:wrong@${host}`
    const { message } = await failure({ SMTP_URL, EMAIL_TO: 'me@example.com' })
    expect(message).toBe('refuses user or password of SMTP_URL (535)')
  })

  test('to a server that says nothing is left when time is up', async () => {
    const silent = createServer()
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => void silent.close())
    const arrived = once(silent, 'connection')
    const { port } = silent.address() as AddressInfo
    const channel = await channelOf({
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      EMAIL_TO: 'me@example.com',
    })
    const leaving = new AbortController()
    const sending = channel.send(notice(), leaving.signal).catch((error: unknown) => error)
    const [socket] = (await arrived) as [Socket]
    leaving.abort()
    await expect.poll(() => socket.destroyed || socket.readableEnded).toBe(true)
    socket.destroy()
    expect(await sending).toBeInstanceOf(ChannelError)
  })
})

test('a call whose id is long or strange has an id that every channel takes', () => {
  const told = { kind: 'turned away', at: '', final_decision: null, transfer_status: null }
  const known = { name: null, number: null, words: null, baseUrl: PUBLIC_URL }
  const ids = ['v3:abc.def/ghi', 'x'.repeat(128), 'y'.repeat(128)].map(
    (call_sid) => noticeOf({ ...told, call_type: null, call_sid }, known).id,
  )
  for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/)
  expect(new Set(ids).size).toBe(3)
})
