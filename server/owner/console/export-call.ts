/** A call as a file to be replayed elsewhere: nobody's numbers in it, and words only where they are wanted. */
import type { Queries } from '../../../storage/database.ts'
import { findLoggedCall } from '../../../storage/review/logged-calls.ts'
import { writeCallFile } from '../../replay/call-file.ts'
import { recordedCall } from '../../replay/logged-call.ts'
import { createPseudonyms } from '../../replay/pseudonyms.ts'
import { pseudonymousCall } from '../../replay/pseudonymous-call.ts'

/** Null where no such call is known. */
export async function exportCall(
  queries: Queries,
  callSid: string,
  wish: { ownerName: string; keepWords: boolean },
): Promise<{ name: string; text: string } | null> {
  const logged = await findLoggedCall(queries, callSid)
  if (!logged) return null
  const pseudonyms = createPseudonyms({ [wish.ownerName]: 'the owner' })
  const call = pseudonymousCall(recordedCall(logged), pseudonyms, wish)
  return { name: `${call.callSid}.json`, text: writeCallFile(call) }
}
