/** How often the exception list has been changed: counted, since times tell no versions. */
import type { Queries } from './database.ts'

/**
 * To be called in the transaction of every change of the list, and of blocks and passes. Times tell no versions: a clock may step back, and
 * that of another instance be behind.
 */
export async function noteListChange(queries: Queries): Promise<void> {
  await queries
    .updateTable('contact_list')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .execute()
}
