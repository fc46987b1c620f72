/** The pair of keys by which push services know us: made once, whichever process is first. */
import type { Database, Queries } from '../database.ts'
import { isDuplicateKey } from '../dialect.ts'

/** base64url: an uncompressed point on P-256, and its scalar. */
export interface VapidKeys {
  publicKey: string
  privateKey: string
}

const ONLY = 1

/** Those that are kept, or the new ones where there are none. Browsers that signed up with others would hear nothing more. */
export async function keepVapidKeys(
  database: Database,
  make: () => VapidKeys,
  now: string,
): Promise<VapidKeys> {
  const kept = await findVapidKeys(database.queries)
  if (kept) return kept
  const { publicKey, privateKey } = make()
  const row = { id: ONLY, public_key: publicKey, private_key: privateKey, created_at: now }
  try {
    await database.writeOne((queries) => queries.insertInto('vapid_keys').values(row).execute())
  } catch (error) {
    // Another process was first.
    if (!isDuplicateKey(error)) throw error
  }
  return (await findVapidKeys(database.queries))!
}

export async function findVapidKeys(queries: Queries): Promise<VapidKeys | undefined> {
  return queries
    .selectFrom('vapid_keys')
    .select(['public_key as publicKey', 'private_key as privateKey'])
    .where('id', '=', ONLY)
    .executeTakeFirst()
}
