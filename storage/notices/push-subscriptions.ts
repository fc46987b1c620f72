/** The browsers that the owner is told in, and what became of telling them. */
import type { Database, Queries } from '../database.ts'
import { isDuplicateKey } from '../dialect.ts'
import type { PushSubscriptionRow } from '../schema.ts'

export type GivenSubscription = Pick<
  PushSubscriptionRow,
  'id' | 'endpoint' | 'p256dh' | 'auth' | 'device'
>

/** More than a person has; each of them costs a request for each notice. */
export const MOST_SUBSCRIPTIONS = 20

/** The first to sign up first. */
export function listSubscriptions(queries: Queries): Promise<PushSubscriptionRow[]> {
  return queries
    .selectFrom('push_subscriptions')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Whether there is any. */
export async function hasSubscriptions(queries: Queries): Promise<boolean> {
  const { count } = await queries
    .selectFrom('push_subscriptions')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count) > 0
}

export type SavedSubscription = 'added' | 'updated' | 'too many'

/** One that is there already gets the keys and the name that are given now. */
export async function saveSubscription(
  database: Database,
  given: GivenSubscription,
  now: string,
): Promise<SavedSubscription> {
  const save = () =>
    database.write(async (queries): Promise<SavedSubscription> => {
      const { id, ...change } = given
      const { numUpdatedRows } = await queries
        .updateTable('push_subscriptions')
        .set({ ...change, failure: null })
        .where('id', '=', id)
        .executeTakeFirst()
      if (numUpdatedRows > 0n) return 'updated'
      const known = await queries.selectFrom('push_subscriptions').select('id').execute()
      if (known.length >= MOST_SUBSCRIPTIONS) return 'too many'
      const row = { ...given, created_at: now, told_at: null, failure: null }
      await queries.insertInto('push_subscriptions').values(row).execute()
      return 'added'
    })
  try {
    return await save()
  } catch (error) {
    // The same browser, twice in the same moment.
    if (isDuplicateKey(error)) return save()
    throw error
  }
}

/** False where there is none. */
export async function removeSubscription(queries: Queries, id: string): Promise<boolean> {
  const { numDeletedRows } = await queries
    .deleteFrom('push_subscriptions')
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Which of them have this notice from an earlier try. */
export async function findReceipts(queries: Queries, notice: string): Promise<Set<string>> {
  const rows = await queries
    .selectFrom('push_receipts')
    .select('subscription_id')
    .where('notice', '=', notice)
    .execute()
  return new Set(rows.map(({ subscription_id }) => subscription_id))
}

/** What became of one try, by the ids of the browsers. */
export interface PushTry {
  notice: string
  at: string
  took: string[]
  failed: { id: string; failure: string }[]
  /** Known to their push services no more. */
  gone: string[]
  /** What is older is of no use to anybody. */
  forgetBefore: string
}

/** Receipts are written only where the notice comes again, for those that failed. */
export async function recordTry(database: Database, tried: PushTry): Promise<void> {
  const { notice, at, took, failed, gone, forgetBefore } = tried
  await database.write(async (queries) => {
    if (gone.length > 0)
      await queries.deleteFrom('push_subscriptions').where('id', 'in', gone).execute()
    if (took.length > 0)
      await queries
        .updateTable('push_subscriptions')
        .set({ told_at: at, failure: null })
        .where('id', 'in', took)
        .execute()
    for (const { id, failure } of failed)
      await queries
        .updateTable('push_subscriptions')
        .set({ failure })
        .where('id', '=', id)
        .execute()
    await queries
      .deleteFrom('push_receipts')
      .where(({ eb, or }) =>
        failed.length > 0
          ? eb('at', '<', forgetBefore)
          : or([eb('at', '<', forgetBefore), eb('notice', '=', notice)]),
      )
      .execute()
    if (failed.length === 0 || took.length === 0) return
    const rows = took.map((subscription_id) => ({ notice, subscription_id, at }))
    await queries
      .deleteFrom('push_receipts')
      .where('notice', '=', notice)
      .where('subscription_id', 'in', took)
      .execute()
    await queries.insertInto('push_receipts').values(rows).execute()
  })
}
