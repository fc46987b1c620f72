/** An empty database of the kind that is looked at, and calls in it. */
import { onTestFinished } from 'vitest'
import { commit } from '../../../storage/calls/commit.ts'
import { receive, type Received } from '../../../storage/calls/receive.ts'
import { migrate, type Database } from '../../../storage/database.ts'
import { at, turn, arrived } from '../calls-to-store.ts'

/** Opens a database that is empty and stays; each time it is called, another way into the same one. */
export type FreshDatabase = () => Promise<() => Promise<Database>>

export const MOM = { phoneNumber: '+14155550111', name: 'Mom', category: 'family' }

/** Migrated; closed when the test is over. */
export async function opened(fresh: FreshDatabase): Promise<Database> {
  const database = await (await fresh())()
  onTestFinished(() => database.close())
  await migrate(database.queries)
  return database
}

/** A call with these words of the caller, decided and over. */
export async function store(database: Database, id: number, words: string): Promise<void> {
  const received = await receivedBy(database, id)
  await commit(database, turn(received, { words, end_time: at(id + 1) }))
}

export async function receivedBy(
  database: Database,
  id: number,
  token = 'first',
): Promise<Received> {
  const receipt = await receive(database, arrived(id, token))
  if (!('received' in receipt)) throw new Error('not received')
  return receipt.received
}
