/** Contacts as the owner's address book has them: now, for a command, and again and again, for a server. */
import type { Logger } from 'pino'
import { tellMissingRight } from '../storage/azure-sql/migration-rights.ts'
import { migrate, type Database } from '../storage/database.ts'
import type { Synced, SyncWish } from './address-book/sync.ts'
import type { Book } from './address-book/read-book.ts'
import { repeatedly } from './basics/repeatedly.ts'
import { openDatabase } from './open-database.ts'
import type { Config } from './settings/config.ts'
import type { CarddavSettings } from './settings/outside-sources.ts'

export type { Book } from './address-book/read-book.ts'
export type { Plan, Synced, SyncWish } from './address-book/sync.ts'

/** What a command does with an address book. */
export interface ContactSync {
  books(): Promise<Book[]>
  /** Null where a server is at it just now. */
  sync(wish: SyncWish): Promise<Synced | null>
  close(): Promise<void>
}

/** Rejects where the database cannot be opened. */
export async function openContactSync(
  config: Config,
  settings: CarddavSettings,
): Promise<ContactSync> {
  const { listBooks, syncContacts } = await import('./address-book/sync.ts')
  const database = await openDatabase(config)
  await migrate(database.queries).catch(tellMissingRight)
  const { defaultCountry } = config
  const deps = { database, settings, defaultCountry, now: () => new Date() }
  return {
    books: () => listBooks(deps),
    sync: (wish) => syncContacts(deps, wish),
    close: () => database.close(),
  }
}

/** So often it is looked whether it is time. */
const EVERY_MS = 5 * 60_000

/** Does nothing where no address book is set, or it is read on request alone. */
export async function startContactSync(
  { carddav, defaultCountry }: Config,
  deps: { database: Database; everyMs: number | undefined; now(): Date; log: Logger },
): Promise<() => Promise<void>> {
  if (carddav === null || carddav.everyHours === null) return async () => undefined
  const { createSyncRounds } = await import('./address-book/sync.ts')
  const rounds = createSyncRounds({ ...deps, settings: carddav, defaultCountry })
  const stop = repeatedly(deps.everyMs ?? EVERY_MS, () => rounds.look())
  return async () => {
    stop()
    await rounds.stop()
  }
}
