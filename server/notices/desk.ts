/** What the owner does about notices, on the console and in the terminal: looks, changes, tries, and asks to try again. */
import { NOTICE_KINDS, type NoticeKind } from '../../machines/notice.ts'
import type { Database } from '../../storage/database.ts'
import { findLastDigest, type DigestRow } from '../../storage/notices/digests.ts'
import { hasSubscriptions } from '../../storage/notices/push-subscriptions.ts'
import { problemWith, type Given, type NoticeSetting } from '../settings/notices/changed-notices.ts'
import { DIGEST_CHANNELS } from '../settings/notices/read-digest.ts'
import { CHANNEL_NAMES, NEEDS, type ChannelName } from '../settings/notices/read-notices.ts'
import { noticesOf, type Houses } from '../settings/houses/house.ts'
import type { Channel } from './channel.ts'
import type { CurrentSettings } from './current-settings.ts'
import { tryOut, type Tried } from './try-out.ts'
import { titleOf } from '../words/notice-words.ts'

export interface ChannelState {
  name: ChannelName
  /** Whether it leads to anybody now. */
  isSetUp: boolean
  /** What it needs of the environment and has not; null where it is set up, or can be without. */
  missing: string | null
  /** The kinds that go by it. */
  told: readonly NoticeKind[]
  /** Whether a digest can go by it. */
  canDigest: boolean
}

export type NoticeDesk = ReturnType<typeof createDesk>

export function createDesk(deps: {
  database: Database
  given: Given
  houses: Houses
  settings: CurrentSettings
  createChannels(): Promise<Channel[]>
  baseUrl: string
  giveUpAfterMs: number
  /** Something may be due again. */
  again(): void
}) {
  const { database, given, houses, settings, createChannels, baseUrl, giveUpAfterMs, again } = deps

  return {
    refresh: settings.refresh,
    /** How long a notice is tried, ms. */
    giveUpAfterMs,
    again,
    titleOf: (kind: string, name: string | null) => titleOf(kind as NoticeKind, name),
    /** Of calls to a number; of those without channels of their own where none is named. */
    async channels(called?: string): Promise<ChannelState[]> {
      const { settings: all, told } = settings.current()
      const house = called === undefined ? null : houses.of(called)
      const isOwn = house !== null && house.notices !== null
      const now = isOwn ? noticesOf(house, all) : all
      const hasBrowsers = now.push !== null && (await hasSubscriptions(database.queries))
      return CHANNEL_NAMES.map((name) => ({
        name,
        isSetUp: name === 'push' ? hasBrowsers : now[name] !== null,
        missing: now[name] === null ? missingFor(given, name) : null,
        told: NOTICE_KINDS.filter((kind) =>
          (isOwn ? (now[name]?.told ?? []) : told[name]).includes(kind),
        ),
        canDigest: (DIGEST_CHANNELS as readonly string[]).includes(name),
      }))
    },
    settings: (): NoticeSetting[] => settings.current().values,
    /** The last of each channel that had one. */
    async digests(): Promise<DigestRow[]> {
      const all = await Promise.all(
        DIGEST_CHANNELS.map((channel) => findLastDigest(database.queries, channel)),
      )
      return all.filter((one) => one !== undefined)
    },
    /** Gives what is wrong, by name; nothing is changed then. Null takes a change back. */
    async change(changes: Record<string, string | null>): Promise<Record<string, string>> {
      const wrong: Record<string, string> = {}
      for (const [name, value] of Object.entries(changes)) {
        const problem = value === null ? null : problemWith(given, name, value)
        if (problem !== null) wrong[name] = problem
      }
      if (Object.keys(wrong).length === 0) await settings.change(changes)
      return wrong
    },
    /** A sample by this channel, or by all that are set up. */
    async tryOut(only?: string): Promise<Tried[]> {
      await settings.refresh()
      const channels = await createChannels()
      const wanted = channels.filter(({ name }) => only === undefined || name === only)
      const areThere = await Promise.all(
        wanted.map(async ({ isSetUp }) => (await isSetUp?.()) ?? true),
      )
      const there = wanted.filter((_, index) => areThere[index])
      return Promise.all(there.map((channel) => tryOut(channel, baseUrl)))
    },
  }
}

/** A text has to be asked for besides; browsers sign up without any setting. */
function missingFor(given: Given, name: ChannelName): string | null {
  if (name === 'push') return null
  if (name !== 'sms') return NEEDS[name]
  return (
    problemWith(given, 'NOTIFY_SMS', 'urgent')?.replace(/: is missing;.*/, ' is missing') ?? null
  )
}
