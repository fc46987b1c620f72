import { expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { SETTINGS } from '../support/concierge.ts'
import { problemsOf } from './problems-of.ts'

const read = (settings: Record<string, string>) => readConfig({ ...SETTINGS, ...settings }).notices

test.each([
  ['https://ntfy.sh/my-topic', 'https://ntfy.sh/', 'my-topic'],
  ['ntfy.sh/my-topic/', 'https://ntfy.sh/', 'my-topic'],
  ['http://ntfy.lan:8080/push/my_topic', 'http://ntfy.lan:8080/push/', 'my_topic'],
])('an ntfy topic is taken as its page has it: %s', (NTFY_URL, server, topic) => {
  expect(read({ NTFY_URL }).ntfy).toMatchObject({ server, topic, token: null })
})

test.each([
  ['smtps://me%40example.com:a%23b@mail.example.com', { port: 465, secure: true }],
  ['smtp://me%40example.com:a%23b@mail.example.com', { port: 587, requireTls: true }],
  ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, auth: null, requireTls: false }],
])('a mail server is taken as %s', (SMTP_URL, expected) => {
  expect(read({ SMTP_URL, EMAIL_TO: 'me@example.com' }).email).toMatchObject({
    ...expected,
    from: 'me@example.com',
    to: ['me@example.com'],
  })
})

test('what each is told can be chosen', () => {
  const NTFY_URL = 'https://ntfy.sh/t'
  const told = (NOTIFY_NTFY: string) => read({ NTFY_URL, NOTIFY_NTFY }).ntfy!.told
  expect(told('Missed, turned-away')).toEqual(['missed', 'turned away'])
  expect(told('all')).toContain('turned away')
  expect(told('none')).toEqual([])
})

test('web push needs no setting, and none switches it off', () => {
  expect(read({}).push).toEqual({ told: ['urgent', 'missed', 'message', 'asking'] })
  expect(read({ NOTIFY_PUSH: 'Urgent' }).push).toEqual({ told: ['urgent'] })
  expect(read({ NOTIFY_PUSH: 'None' }).push).toBeNull()
})

test.each([
  [undefined, 'private'],
  ['Private', 'private'],
  ['brief', 'brief'],
  ['FULL', 'full'],
])('NOTICE_DETAIL %s is %s', (NOTICE_DETAIL, detail) => {
  expect(read({ ...(NOTICE_DETAIL && { NOTICE_DETAIL }) }).detail).toBe(detail)
})

test('quiet hours are two clock times', () => {
  expect(read({ QUIET_HOURS: '22:00 - 7:30' }).quietHours).toEqual({ from: 1320, to: 450 })
  expect(read({}).quietHours).toBeNull()
})

test.each<[Record<string, string>, RegExp]>([
  [{ NTFY_URL: 'https://ntfy.sh' }, /^NTFY_URL: give server and topic/],
  [{ NTFY_URL: 'https://me:secret@ntfy.sh/t' }, /^NTFY_URL: leave user and password out/],
  [{ NTFY_TOKEN: 'tk_1' }, /^NTFY_URL: is missing; NTFY_TOKEN needs it/],
  [{ EMAIL_TO: 'me@example.com' }, /^SMTP_URL: is missing/],
  [{ SMTP_URL: 'smtp://mail.example.com' }, /^EMAIL_TO: is missing/],
  [{ SMTP_URL: 'https://mail.example.com', EMAIL_TO: 'me@example.com' }, /^SMTP_URL: write smtps/],
  [
    { SMTP_URL: 'smtp://mail.example.com', EMAIL_TO: 'Me <me@example.com>' },
    /^EMAIL_TO: give addr/,
  ],
  [{ WEBHOOK_SECRET: 'whsec_c2VjcmV0' }, /^WEBHOOK_URL: is missing/],
  [
    { WEBHOOK_URL: 'https://example.com', WEBHOOK_SECRET: 'secret' },
    /^WEBHOOK_SECRET: write whsec_/,
  ],
  [{ WEBHOOK_URL: 'file:///etc/passwd' }, /^WEBHOOK_URL: give the whole address/],
  [{ APPRISE_URL: 'http://apprise:8000' }, /^APPRISE_URL: give the address that notifies/],
  [{ NOTIFY_NTFY: 'missed' }, /^NOTIFY_NTFY: nothing goes by ntfy: NTFY_URL is missing/],
  [{ NTFY_URL: 'https://ntfy.sh/t', NOTIFY_NTFY: 'mised' }, /^NOTIFY_NTFY: write some of urgent/],
  [{ NOTIFY_PUSH: 'mised' }, /^NOTIFY_PUSH: write some of urgent/],
  [{ NOTIFY_SMS: 'urgent' }, /^TWILIO_ACCOUNT_SID: is missing; NOTIFY_SMS needs it/],
  [{ QUIET_HOURS: '22-7' }, /^QUIET_HOURS: write from when to when/],
  [{ QUIET_HOURS: '07:00-07:00' }, /^QUIET_HOURS/],
  [{ NOTICE_DETAIL: 'some' }, /^NOTICE_DETAIL: write brief, or full/],
])('%j is refused in words', (settings, problem) => {
  const problems = problemsOf({ ...SETTINGS, ...settings })
  expect(problems).toContainEqual(expect.stringMatching(problem))
  expect(problems.join('\n')).not.toContain('secret@')
})

test('a webhook that is not signed is warned of', () => {
  const { warnings } = readConfig({ ...SETTINGS, WEBHOOK_URL: 'https://example.com/hook' })
  expect(warnings.map(({ setting }) => setting)).toEqual(['WEBHOOK_SECRET'])
})
