/** What the owner is told, by which ways, and when not: every mistake in words, none repeating what was given. */
import { z } from 'zod'
import { NOTICE_KINDS, type NoticeKind } from '../../../machines/notice.ts'
import { readClock } from '../../basics/clock.ts'
import { NOTICE_SETTING_NAMES } from '../names.ts'
import { readDigest } from './read-digest.ts'
import { readApprise, readEmail, readNtfy, readPush, readSms, readWebhook } from './ways.ts'

export const CHANNEL_NAMES = ['ntfy', 'push', 'email', 'webhook', 'apprise', 'sms'] as const
export type ChannelName = (typeof CHANNEL_NAMES)[number]

/** A clock time in minutes; `to` may be on the next day. */
export interface QuietHours {
  from: number
  to: number
}

/** For the list of all settings; what they mean is read by `readNotices`. */
export const noticeSettings = Object.fromEntries(
  NOTICE_SETTING_NAMES.map((name) => [name, z.string().optional()]),
) as Record<(typeof NOTICE_SETTING_NAMES)[number], z.ZodOptional<z.ZodString>>

type Given = Partial<Record<string, string>>

/** A notice for every ordinary call is what people complain of; a program takes what it wants. */
const TOLD: Record<ChannelName, readonly NoticeKind[]> = {
  ntfy: ['urgent', 'missed', 'message', 'asking'],
  push: ['urgent', 'missed', 'message', 'asking'],
  email: ['urgent', 'missed', 'message', 'asking'],
  webhook: NOTICE_KINDS,
  apprise: ['urgent', 'missed', 'message'],
  // Off unless asked for.
  sms: [],
}

/** By which the owner can answer, while the caller waits. */
const ANSWERED = ['ntfy', 'push', 'email'] as const satisfies readonly ChannelName[]

/** Of those that are set up and asked by; web push leads to somebody only where a browser has signed up. */
export function askedBy(
  settings: Pick<NoticeSettings, (typeof ANSWERED)[number]>,
): (typeof ANSWERED)[number][] {
  return ANSWERED.filter((name) => settings[name]?.told.includes('asking') === true)
}

const WAYS = {
  ntfy: readNtfy,
  push: readPush,
  email: readEmail,
  webhook: readWebhook,
  apprise: readApprise,
  sms: readSms,
}

export type NoticeSettings = ReturnType<typeof readNotices>['settings']

export function readNotices(given: Given) {
  const problems: string[] = []
  const told = Object.fromEntries(
    CHANNEL_NAMES.map((name) => [name, readTold(given, name, problems)]),
  ) as Record<ChannelName, readonly NoticeKind[]>
  const way = <Name extends ChannelName>(name: Name) => {
    const read = WAYS[name](given) as ReturnType<(typeof WAYS)[Name]>
    problems.push(...read.problems)
    type Way = NonNullable<(typeof read)['way']>
    return read.way === null ? null : { ...(read.way as Way), told: told[name] }
  }
  const ways = {
    ntfy: way('ntfy'),
    push: way('push'),
    email: way('email'),
    webhook: way('webhook'),
    apprise: way('apprise'),
    sms: way('sms'),
  }
  const settings = {
    ...ways,
    quietHours: readQuietHours(given.QUIET_HOURS, problems),
    detail: readDetail(given.NOTICE_DETAIL, problems),
    digest: readDigest(given, (name) => (ways[name] === null ? NEEDS[name] : null), problems),
  }
  for (const name of CHANNEL_NAMES) {
    const setting = `NOTIFY_${name.toUpperCase()}`
    const isWrong = problems.length > 0
    if (given[setting] !== undefined && settings[name] === null && !isWrong && NEEDS[name] !== '')
      problems.push(`${setting}: nothing goes by ${name}: ${NEEDS[name]}`)
  }
  const warnings =
    settings.webhook && settings.webhook.secret === null
      ? [
          {
            setting: 'WEBHOOK_SECRET',
            warning:
              'is not set: whoever receives the webhook cannot tell that it is ours. Give whsec_ and 32 bytes in Base64',
          },
        ]
      : []
  return { settings, told, problems, warnings }
}

/** What a channel needs and has not. */
export const NEEDS: Record<ChannelName, string> = {
  ntfy: 'NTFY_URL is missing',
  push: '',
  email: 'SMTP_URL and EMAIL_TO are missing',
  webhook: 'WEBHOOK_URL is missing',
  apprise: 'APPRISE_URL is missing',
  sms: '',
}

/** `urgent,missed`, or `all`, or `none`. */
function readTold(given: Given, name: ChannelName, problems: string[]): readonly NoticeKind[] {
  const setting = `NOTIFY_${name.toUpperCase()}`
  const written = given[setting]
  if (written === undefined) return TOLD[name]
  const words = written.split(',').map((word) => word.trim().toLowerCase().replace(/[-_]/g, ' '))
  if (words.length === 1 && words[0] === 'all') return NOTICE_KINDS
  if (words.length === 1 && words[0] === 'none') return []
  const kinds = NOTICE_KINDS.filter((kind) => words.includes(kind))
  if (words.some((word) => !(NOTICE_KINDS as readonly string[]).includes(word)))
    problems.push(
      `${setting}: write some of ${NOTICE_KINDS.join(', ')} with commas between, or all, or none`,
    )
  return kinds
}

function readQuietHours(written: string | undefined, problems: string[]): QuietHours | null {
  if (written === undefined || written.toLowerCase() === 'none') return null
  const [from = null, to = null, ...more] = written.split(/ ?[-–] ?/).map(readClock)
  if (from !== null && to !== null && from !== to && more.length === 0) return { from, to }
  problems.push('QUIET_HOURS: write from when to when, like 22:00-07:00, or none')
  return null
}

/** `private`: numbers and words go only where nobody on the way can read them. */
function readDetail(written: string | undefined, problems: string[]): 'brief' | 'private' | 'full' {
  const detail = written?.toLowerCase() ?? 'private'
  if (detail === 'brief' || detail === 'private' || detail === 'full') return detail
  problems.push(
    'NOTICE_DETAIL: write brief, or full for numbers and words in all notices; private, which it is without, has them only where nobody on the way can read them',
  )
  return 'brief'
}
