/** A notice is written down with the turn that tells it: once for a call and kind, however often it is told. */
import type { Queries } from '../database.ts'
import { prepared } from '../prepared.ts'

export interface ToldNotice {
  /** One of the flows' kinds. */
  kind: string
  /** UTC, ISO 8601. */
  at: string
}

const insertNotice = prepared((queries, { callId, kind, at }: ToldNotice & { callId: number }) =>
  queries
    .insertInto('notices')
    .columns(['call_id', 'kind', 'at'])
    .expression(
      queries
        .selectNoFrom(({ val }) => [
          val(callId).as('call_id'),
          val(kind).as('kind'),
          val(at).as('at'),
        ])
        .where(({ not, exists }) =>
          not(
            exists(
              queries
                .selectFrom('notices')
                .select('id')
                .where('call_id', '=', callId)
                .where('kind', '=', kind),
            ),
          ),
        ),
    ),
)

/** To be called in a transaction, with the call's row held. */
export async function tellOwner(
  queries: Queries,
  callId: number,
  notices: readonly ToldNotice[],
): Promise<void> {
  for (const notice of notices) await insertNotice(queries, { ...notice, callId })
}
