/** Where databases differ, told apart by what they say. */

/** Whether a row with that key was there already. */
export function isDuplicateKey(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}
