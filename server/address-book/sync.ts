/** Contacts as the owner's address book has them: what it made is changed and taken away with it, what people made is not. */
import type { Logger } from 'pino'
import {
  claimAddressBook,
  findAddressBook,
  findCards,
  findContactsWith,
  findSynced,
  letGo,
  saveCards,
  saveSynced,
  settleAddressBook,
} from '../../storage/address-book.ts'
import type { Database } from '../../storage/database.ts'
import type { CarddavSettings } from '../settings/outside-sources.ts'
import { AddressBookError } from './address-book-error.ts'
import { findBooksInThread, readBookInThread } from './in-thread.ts'
import { contactsIn, planSync, type Plan } from './plan.ts'
import type { Book, BookToRead } from './read-book.ts'
import type { Card } from './read-card.ts'
import { counted } from '../basics/counted.ts'

export interface SyncDependencies {
  database: Database
  settings: CarddavSettings
  defaultCountry: string
  /** Of each request. */
  patienceMs?: number
  now(): Date
  signal?: AbortSignal
}

export interface SyncWish {
  /** Nothing changes, and the plan is that of a sync. */
  dryRun: boolean
  /** Asked where more than a fifth would go; false leaves those as they are. */
  mayRemove(plan: Plan): Promise<boolean>
}

export interface Synced {
  book: Book
  plan: Plan
  /** Whether those that are gone were left, since nobody has said that they may go. */
  isHeldBack: boolean
}

export type { Plan } from './plan.ts'

const PATIENCE_MS = 60_000
const LEASE_MS = 30 * 60_000
const RETRY_MS = 60 * 60_000

/** Rejects with `AddressBookError`. */
export function listBooks(deps: SyncDependencies): Promise<Book[]> {
  return findBooksInThread(bookToRead(deps, null, {}), deps.signal)
}

/** Null where somebody else is at it, or with `onlyDue` it is not time for it. Rejects with `AddressBookError`. */
export async function syncContacts(
  deps: SyncDependencies,
  wish: SyncWish,
  { onlyDue = false } = {},
): Promise<Synced | null> {
  const { database, now, settings } = deps
  const leaseUntil = later(now(), LEASE_MS)
  const claim = { now: now().toISOString(), leaseUntil, onlyDue }
  if (!(await claimAddressBook(database, claim))) return null
  const nextMs = settings.everyHours === null ? LEASE_MS : settings.everyHours * 60 * 60_000
  try {
    const { synced, state } = await sync(deps, wish)
    const failure = synced.isHeldBack ? heldBackInWords(synced.plan) : null
    await settleAddressBook(
      database,
      leaseUntil,
      wish.dryRun ? {} : { ...state, due_at: later(now(), nextMs), failure },
    )
    return synced
  } catch (error) {
    const failure = error instanceof AddressBookError ? error.message : 'see the log'
    await settleAddressBook(
      database,
      leaseUntil,
      wish.dryRun ? {} : { due_at: later(now(), RETRY_MS), failure: failure.slice(0, 200) },
    )
    throw error
  }
}

async function sync(deps: SyncDependencies, { dryRun, mayRemove }: SyncWish) {
  const { database, settings, now } = deps
  const before = await findAddressBook(database.queries)
  const known = await findCards(database.queries)
  const etags = Object.fromEntries(known.map(({ href, etag }) => [href, etag]))
  const last = before.url === null ? null : { url: before.url, token: before.token }
  const { url, name, token, changed, gone } = await readBookInThread(
    bookToRead(deps, last, etags),
    deps.signal,
  )
  const isAnother = before.url !== null && before.url !== url
  const cards = new Map<string, Card>(
    isAnother ? [] : known.map(({ href, card }) => [href, JSON.parse(card) as Card]),
  )
  for (const href of gone) cards.delete(href)
  for (const { href, card } of changed) cards.set(href, card)

  const plan = await planNow()
  const isHeldBack = plan.isMuch && !dryRun && !(await mayRemove(plan))
  const book = { url, name }
  if (dryRun) return { synced: { book, plan, isHeldBack: false }, state: {} }
  // What is held back is asked for again: another answer may say that it was a mistake.
  const isLeft = isHeldBack && isAnother
  if (!isLeft)
    await saveCards(
      database,
      isAnother ? known.map(({ href }) => href) : isHeldBack ? [] : gone,
      changed.map(({ href, etag, card }) => ({
        href,
        etag: etag.slice(0, 200),
        card: JSON.stringify(card),
      })),
    )
  const at = now().toISOString()
  await letGo(database, plan.letGo)
  await saveSynced(database, [...plan.added, ...plan.updated], at)
  if (!isHeldBack) await saveSynced(database, plan.removed, at)
  const state = isHeldBack ? { url: before.url ?? url, read_at: at } : { url, token, read_at: at }
  return { synced: { book, plan, isHeldBack }, state }

  async function planNow(): Promise<Plan> {
    const wished = contactsIn(cards, settings.group)
    const synced = await findSynced(database.queries)
    const numbers = [...wished, ...synced].map(({ phoneNumber }) => phoneNumber)
    const listed = await findContactsWith(database.queries, [...new Set(numbers)])
    return planSync(wished, synced, listed)
  }
}

function bookToRead(
  { settings, defaultCountry, patienceMs = PATIENCE_MS }: SyncDependencies,
  before: BookToRead['before'],
  etags: Record<string, string>,
): BookToRead {
  const { url, user, password, book } = settings
  return { url, user, password, book, defaultCountry, patienceMs, before, etags }
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString()
}

function heldBackInWords({ removed }: Plan): string {
  const gone = counted(removed.length, 'contact is', 'contacts are')
  return `${gone} gone from the address book, more than a fifth of all: kept until npm run contacts -- sync --yes`
}

export interface SyncRounds {
  stop(): Promise<void>
  look(): Promise<void>
}

/** Syncs when it is time, by whichever instance comes first; nobody is there to be asked. */
export function createSyncRounds(deps: SyncDependencies & { log: Logger }): SyncRounds {
  const { database, log } = deps
  const stopping = new AbortController()
  let underWay: Promise<void> | null = null

  async function round(): Promise<void> {
    try {
      const wish = { dryRun: false, mayRemove: () => Promise.resolve(false) }
      const synced = await syncContacts({ ...deps, signal: stopping.signal }, wish, {
        onlyDue: true,
      })
      if (synced === null) return
      const { added, updated, removed } = synced.plan
      const counts = { added: added.length, updated: updated.length, removed: removed.length }
      const { failure } = await findAddressBook(database.queries)
      if (synced.isHeldBack)
        log.warn({ ...counts, why: failure }, 'contacts kept: somebody has to look')
      else log.info(counts, 'contacts synced')
    } catch (error) {
      if (stopping.signal.aborted) return
      if (error instanceof AddressBookError)
        log.warn({ failure: error.message }, 'contacts not synced: they stay as they are')
      else log.error({ err: error }, 'contacts not synced')
    } finally {
      underWay = null
    }
  }

  return {
    look: () => (underWay ??= round()),
    async stop() {
      stopping.abort()
      await underWay
    },
  }
}
