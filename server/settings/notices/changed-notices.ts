/** What the owner has changed on the console goes before what the environment says; secrets and addresses it has not. */
import type { NoticeKind } from '../../../machines/notice.ts'
import { writeClock } from '../../basics/clock.ts'
import {
  CHANNEL_NAMES,
  readNotices,
  type ChannelName,
  type NoticeSettings,
} from './read-notices.ts'

/** Settings by name, as the environment has them. */
export type Given = Partial<Record<string, string>>

const TOLD_NAMES = CHANNEL_NAMES.map((name) => `NOTIFY_${name.toUpperCase()}` as ToldName)
export type ToldName = `NOTIFY_${Uppercase<ChannelName>}`
export type ChangeableName = ToldName | 'QUIET_HOURS' | 'NOTICE_DETAIL' | 'DIGEST' | 'DIGEST_AT'

/** Those that can be changed while it runs. */
export const CHANGEABLE: readonly ChangeableName[] = [
  ...TOLD_NAMES,
  'QUIET_HOURS',
  'NOTICE_DETAIL',
  'DIGEST',
  'DIGEST_AT',
]

interface Changed {
  name: string
  value: string
  updated_at: string
}

export interface NoticeSetting {
  name: ChangeableName
  /** As one writes it. */
  value: string
  from: 'console' | 'environment' | 'default'
  /** What it would be had the console not changed it. */
  otherwise: string
  /** When the console changed it. */
  changedAt: string | null
}

export interface ChangedNotices {
  settings: NoticeSettings
  told: Record<ChannelName, readonly NoticeKind[]>
  values: NoticeSetting[]
  /** What was changed once and does not fit any more, by name: why not. */
  unfit: Record<string, string>
  /** Since when the digest is as it is, where the console has changed it. */
  digestSince: string | null
}

/** Null where this setting can be changed to that. */
export function problemWith(given: Given, name: string, value: string): string | null {
  const { problems } = readNotices({ ...given, [name]: value })
  return problems[0]?.replace(`${name}: `, '') ?? null
}

export function readChangedNotices(given: Given, changed: readonly Changed[]): ChangedNotices {
  const known = changed.filter(({ name }) => (CHANGEABLE as readonly string[]).includes(name))
  const unfit: Record<string, string> = {}
  for (const { name, value } of known) {
    const problem = problemWith(given, name, value)
    if (problem !== null) unfit[name] = problem
  }
  const fit = known.filter(({ name }) => unfit[name] === undefined)
  const { settings, told } = readNotices({
    ...given,
    ...Object.fromEntries(fit.map(({ name, value }) => [name, value])),
  })
  const now = written(settings, told)
  const before = readNotices(given)
  const otherwise = written(before.settings, before.told)
  return {
    settings,
    told,
    unfit,
    values: CHANGEABLE.map((name) => {
      const change = fit.find((one) => one.name === name)
      const unchanged = given[name] === undefined ? 'default' : 'environment'
      return {
        name,
        value: now[name],
        from: change ? 'console' : unchanged,
        otherwise: otherwise[name],
        changedAt: change?.updated_at ?? null,
      }
    }),
    digestSince:
      fit
        .filter(({ name }) => name.startsWith('DIGEST'))
        .map(({ updated_at }) => updated_at)
        .sort()
        .at(-1) ?? null,
  }
}

function written(
  { quietHours, detail, digest }: NoticeSettings,
  told: Record<ChannelName, readonly NoticeKind[]>,
): Record<ChangeableName, string> {
  const quiet = quietHours && `${writeClock(quietHours.from)}-${writeClock(quietHours.to)}`
  return {
    ...(Object.fromEntries(
      CHANNEL_NAMES.map((name) => [
        `NOTIFY_${name.toUpperCase()}`,
        told[name].map((kind) => kind.replaceAll(' ', '-')).join(',') || 'none',
      ]),
    ) as Record<ToldName, string>),
    QUIET_HOURS: quiet ?? 'none',
    NOTICE_DETAIL: detail,
    DIGEST: digest.by.join(',') || 'none',
    DIGEST_AT: writeClock(digest.at),
  }
}

/** What each of them is where nothing is set, as one writes it. */
export function noticesByDefault(): Partial<Record<ChangeableName, string>> {
  return Object.fromEntries(
    readChangedNotices({}, []).values.map(({ name, value }) => [name, value]),
  )
}
