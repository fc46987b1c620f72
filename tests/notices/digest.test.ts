/** The digest: what came since the last one, once a day, by real servers for mail and ntfy, with a clock that is handed in. */
import { expect, test } from 'vitest'
import { eraseCall } from '../../storage/review/erasure.ts'
import { MOTHER, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'
import { partOf, startSmtp } from '../support/mailbox.ts'
import { startReceiver, type Receiver } from '../support/receiver.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, withClock, type WithClockOptions } from './with-clock.ts'

async function withDigest(
  settings: Record<string, string> = {},
  { begin = '2026-11-25T12:00:00Z', ...given }: Partial<WithClockOptions> = {},
) {
  const concierge = await withClock({
    ...given,
    begin,
    settings: { NOTIFY_NTFY: 'none', DIGEST: 'ntfy', ...settings },
    screener: ({ said }) =>
      said.at(-1)!.text.includes('fire')
        ? { ...verdict('transfer', 'One moment.'), kind: 'emergency' }
        : { ...verdict('end', 'Please send a text message.'), kind: 'sales' },
  })
  const { database, phone } = concierge
  const digests = () => database.queries.selectFrom('digests').selectAll().orderBy('day').execute()
  const [channel = ''] = (settings.DIGEST ?? 'ntfy').split(',')
  // What was there before the first one is no news.
  await expect.poll(async () => (await digests()).some((one) => one.channel === channel)).toBe(true)
  return {
    ...concierge,
    digests,
    async missed(from = STRANGER): Promise<string> {
      const caller = await phone.ring({ from })
      await caller.say('there is a fire')
      await caller.dialEnds('no-answer')
      await caller.hangUp()
      return caller.callSid
    },
    async turnedAway(): Promise<void> {
      await (await phone.ring({ from: STRANGER })).say('I sell windows for my secret company')
    },
  }
}

const messages = ({ posted }: Receiver) => posted.map(({ json }) => String(json.message))

test('tells once a day what came since the last, in the words of the inbox', async () => {
  const { ntfy, pass, missed, turnedAway, phone, digests } = await withDigest()
  const sid = await missed()
  await turnedAway()
  const mother = await phone.ring({ from: MOTHER.phoneNumber })
  await mother.dialEnds('completed')
  expect(ntfy.posted).toHaveLength(0)
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  const [{ json }] = ntfy.posted as [(typeof ntfy.posted)[0]]
  expect(json).toMatchObject({
    topic: 'owner',
    title: '3 calls, 1 missed',
    click: 'https://concierge.example.com/console/calls?tab=all',
    sequence_id: expect.stringMatching(/^digest_2026-11-25_[\da-f]{12}$/),
  })
  expect(String(json.message).split('\n')).toEqual([
    'Since Tuesday 24 November, 18:00',
    'Missed: 1 · Put through: 1 · Turned away: 1',
    '',
    'Wed 12:00  Mom: You answered',
    'Wed 12:00  A caller: Turned away',
    '  Kind of call: sales',
    'Wed 12:00  A caller: You missed it: you did not answer',
    '  Kind of call: emergency',
  ])
  expect(ntfy.posted[0]!.body).not.toMatch(/0123|secret|windows/)
  await expect.poll(async () => (await digests()).at(-1)!.state).toBe('sent')

  // The next has nothing of it.
  pass(HOUR_MS)
  await turnedAway()
  pass(DAY_MS - HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(2)
  expect(ntfy.posted[1]!.json.title).toBe('1 call')
  expect(messages(ntfy)[1]).toContain('Since Wednesday 25 November, 18:00')
  expect(messages(ntfy)[1]).not.toContain('Mom')
  expect(sid).toMatch(/^CA/)
})

test('says nothing on a day without calls', async () => {
  const { ntfy, pass, digests, turnedAway } = await withDigest()
  pass(6 * HOUR_MS)
  await expect
    .poll(async () => (await digests()).map(({ state }) => state))
    .toEqual(['nothing', 'nothing'])
  expect(ntfy.posted).toHaveLength(0)
  await turnedAway()
  pass(DAY_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
})

test('has numbers and words only where the owner asks for them', async () => {
  const { ntfy, pass, missed, turnedAway } = await withDigest({ NOTICE_DETAIL: 'full' })
  await missed(MOTHER.phoneNumber.replace('111', '112'))
  await turnedAway()
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  expect(messages(ntfy)[0]).toContain('Wed 12:00  +14155550123: Turned away')
  expect(messages(ntfy)[0]).toContain('“I sell windows for my secret company”')
})

test('comes as an e-mail that has each call with its link, as text and as a page', async () => {
  const mailbox = await startSmtp()
  const { pass, missed, phone } = await withDigest({
    SMTP_URL: `smtp://${mailbox.host}`,
    EMAIL_TO: 'me@example.com',
    NOTIFY_EMAIL: 'none',
    DIGEST: 'email',
    DIGEST_AT: '17:30',
    NOTICE_DETAIL: 'full',
  })
  const sid = await missed()
  const caller = await phone.ring({ from: 'anonymous' })
  await caller.say('<b>5 & 6</b>')
  pass(6 * HOUR_MS)
  await expect.poll(() => mailbox.mails.length).toBe(1)
  const [mail] = mailbox.mails as [(typeof mailbox.mails)[0]]
  expect(mail.raw).toContain('Subject: 2 calls, 1 missed')
  expect(mail.raw).toMatch(/Message-ID: <digest_2026-11-25_\w+@example.com>/)
  const [text, html] = [partOf(mail, 'text/plain'), partOf(mail, 'text/html')]
  const link = `https://concierge.example.com/console/calls/${sid}`
  for (const part of [text, html]) {
    expect(part).toContain('Missed: 1')
    expect(part).toContain('You missed it: you did not answer')
    expect(part).toContain(link)
    expect(part).toContain('Since Tuesday 24 November, 17:30')
  }
  expect(text).toContain('Wed 12:00  A caller: Turned away')
  expect(html).toContain('&#60;b&#62;5 &#38; 6')
  expect(html).not.toContain('<b>5')
  expect(html).toContain('name="viewport"')
})

test('comes by both channels where both are asked for, and a channel that is down keeps the other from nothing', async () => {
  const mailbox = await startSmtp({ isRefusing: true })
  const { ntfy, pass, turnedAway, digests } = await withDigest({
    SMTP_URL: `smtp://${mailbox.host}`,
    EMAIL_TO: 'me@example.com',
    DIGEST: 'email,ntfy',
    NOTIFY_EMAIL: 'none',
  })
  await expect.poll(digests).toHaveLength(2)
  await turnedAway()
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  await expect
    .poll(async () => (await digests()).find(({ failure }) => failure !== null))
    .toMatchObject({ channel: 'email', state: 'waiting', failure: 'refuses the e-mail with 452' })
  mailbox.isRefusing = false
  const before = mailbox.mails.length
  pass(11 * MINUTE_MS)
  await expect.poll(() => mailbox.mails.length).toBe(before + 1)
  expect(new Set(mailbox.mails.map(({ raw }) => /Message-ID: (\S+)/.exec(raw)![1])).size).toBe(1)
})

test('what could not be told in a day is told with the next', async () => {
  const { ntfy, pass, turnedAway, digests } = await withDigest()
  await turnedAway()
  ntfy.answer = () => 503
  pass(6 * HOUR_MS)
  await expect.poll(async () => (await digests()).at(-1)!.failure).toBe('answers 503')
  const tries = ntfy.posted.length
  // The concierge or the channel is away until the next is due.
  ntfy.answer = () => 200
  pass(DAY_MS)
  await expect.poll(() => ntfy.posted.length).toBeGreaterThan(tries)
  expect(messages(ntfy).at(-1)).toContain('Since Tuesday 24 November, 18:00')
  await expect
    .poll(async () => (await digests()).map(({ state }) => state))
    .toEqual(['nothing', 'given up', 'sent'])
})

test('what a clock told that had leapt ahead holds no digest back, and no call is lost to it', async () => {
  const { ntfy, pass, turnedAway, digests } = await withDigest()
  await turnedAway()
  pass(60 * DAY_MS)
  // Of the last week by that clock: nobody called.
  await expect.poll(async () => (await digests()).at(-1)!.state).toBe('nothing')
  await expect.poll(digests).toHaveLength(2)
  pass(-60 * DAY_MS)
  pass(6 * HOUR_MS)
  await new Promise((later) => setTimeout(later, 50))
  // For this while it may be this clock that is wrong.
  expect(await digests()).toHaveLength(2)
  pass(HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  expect(messages(ntfy)[0]).toContain('Since Tuesday 24 November, 18:00')
  expect((await digests()).map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-25'])
})

test('a clock that is behind for a while tells nothing twice', async () => {
  const { ntfy, pass, turnedAway, digests } = await withDigest()
  await turnedAway()
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  pass(-90 * DAY_MS)
  await new Promise((later) => setTimeout(later, 50))
  pass(HOUR_MS / 2)
  await new Promise((later) => setTimeout(later, 50))
  pass(90 * DAY_MS)
  await turnedAway()
  pass(DAY_MS)
  await expect.poll(() => ntfy.posted.length).toBe(2)
  expect(ntfy.posted[1]!.json.title).toBe('1 call')
  expect(await digests()).toHaveLength(3)
})

test('of two processes on one database one tells each day, once', async () => {
  const file = await temporaryFile()
  const ntfy = await startReceiver()
  const one = await withDigest({}, { file, ntfy })
  const other = await withDigest({}, { file, ntfy })
  for (let days = 1; days <= 5; days++) {
    await one.turnedAway()
    other.pass(days === 1 ? 6 * HOUR_MS : DAY_MS)
    one.pass(days === 1 ? 6 * HOUR_MS : DAY_MS)
    await expect.poll(() => ntfy.posted.length).toBe(days)
    await expect.poll(async () => (await one.digests()).at(-1)!.state).toBe('sent')
  }
  expect(ntfy.posted).toHaveLength(5)
  expect(new Set(ntfy.posted.map(({ json }) => json.sequence_id)).size).toBe(5)
})

test.each([
  ['put forward', '2026-03-28T12:00:00Z', '2026-03-28T17:00:00.000Z', '2026-03-29T16:00:00.000Z'],
  ['put back', '2026-10-24T12:00:00Z', '2026-10-24T16:00:00.000Z', '2026-10-25T17:00:00.000Z'],
])(
  'comes by the clock where the owner is, also when that is %s',
  async (_, begin, first, second) => {
    const { pass, digests } = await withDigest({ TIME_ZONE: 'Europe/Berlin' }, { begin })
    pass(Date.parse(first) - Date.parse(begin))
    await expect.poll(async () => (await digests()).at(-1)!.to_at).toBe(first)
    pass(Date.parse(second) - Date.parse(first) - 1)
    await new Promise((later) => setTimeout(later, 50))
    expect((await digests()).at(-1)!.to_at).toBe(first)
    pass(1)
    await expect.poll(async () => (await digests()).at(-1)!.to_at).toBe(second)
  },
)

test('has no call that was erased, and none that the owner played', async () => {
  const { ntfy, pass, missed, turnedAway, database } = await withDigest()
  const sid = await missed()
  const played = await missed()
  await database.queries
    .updateTable('calls')
    .set({ simulated: 1 })
    .where('call_sid', '=', played)
    .execute()
  await turnedAway()
  expect(await eraseCall(database, sid, new Date('2026-11-25T13:00:00Z'))).toBe('erased')
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  expect(ntfy.posted[0]!.json.title).toBe('1 call')
})

test('a call that goes on as it is due is in the next', async () => {
  const { ntfy, pass, phone, turnedAway } = await withDigest()
  await turnedAway()
  const caller = await phone.ring({ from: MOTHER.phoneNumber })
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  expect(messages(ntfy)[0]).not.toContain('Mom')
  await caller.dialEnds('busy')
  await caller.hangUp()
  pass(DAY_MS)
  await expect.poll(() => ntfy.posted.length).toBe(2)
  expect(messages(ntfy)[1]).toContain('Mom: You missed it')
})

test('waits for the end of quiet hours', async () => {
  const { ntfy, pass, turnedAway, digests } = await withDigest({
    QUIET_HOURS: '17:00-07:00',
  })
  await turnedAway()
  pass(6 * HOUR_MS)
  await expect
    .poll(async () => (await digests()).at(-1))
    .toMatchObject({
      state: 'waiting',
      due_at: '2026-11-26T07:00:00.000Z',
    })
  pass(13 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
})

test('of a busy day it has the latest calls, and says how many there are besides', async () => {
  const { ntfy, pass, database } = await withDigest()
  await database.write(async (queries) => {
    for (let id = 0; id < 1_000; id++) {
      const at = new Date(Date.parse('2026-11-25T10:00:00Z') + id * 1_000).toISOString()
      const call = { call_sid: `CA${String(id).padStart(32, '0')}`, caller_id: 'anonymous' }
      const rest = { called: '+12125550142', revision: 1, handled_seq: 1, utterances: 0 }
      const flow = { flow: 'concierge', flow_version: '1', updated_at: at }
      const times = { start_time: at, end_time: at, became: 'turned_away' }
      await queries
        .insertInto('calls')
        .values({ ...call, ...rest, ...flow, ...times })
        .execute()
    }
  })
  pass(6 * HOUR_MS)
  await expect.poll(() => ntfy.posted.length).toBe(1)
  expect(ntfy.posted[0]!.json.title).toBe('1000 calls')
  expect(messages(ntfy)[0]).toContain('… and 960 more')
  expect(Buffer.byteLength(ntfy.posted[0]!.body)).toBeLessThan(4_096)
})
