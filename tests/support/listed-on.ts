/** Which lists have a number, as a call that comes in is told. */
import type { Queries } from '../../storage/database.ts'
import { SHARED } from '../../storage/roll.ts'
import { whoCalls, type Listed } from '../../storage/rules/who-calls.ts'

export async function listedOn(queries: Queries, caller: string): Promise<Listed[]> {
  const now = new Date().toISOString()
  const asked = { roll: SHARED, callSid: '', from: caller, caller, country: null, now, today: now }
  return (await whoCalls(queries, asked)).listed
}
