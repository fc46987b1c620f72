/** The state of a call as its row has it: with the flow that it is a state of, where that is not the call's. */
import type { Snapshot } from 'xstate'
import type { CallRow } from '../../storage/schema.ts'
import type { RanBy } from './rest.ts'

/** In one JSON, as the flow's persisted snapshot with a key more. */
export function writeState(snapshot: Snapshot<unknown>, ranBy: RanBy | null): string {
  const { ranBy: _, ...bare } = snapshot as Snapshot<unknown> & { ranBy?: RanBy }
  if (!ranBy) return JSON.stringify(bare)
  const { flow, version } = ranBy
  return JSON.stringify({ ...bare, ranBy: { flow, version } })
}

/** Throws a `SyntaxError` on what is no JSON. */
export function readState({ snapshot }: Pick<CallRow, 'snapshot'>): {
  snapshot: Snapshot<unknown> | null
  ranBy: RanBy | null
} {
  if (snapshot === null) return { snapshot: null, ranBy: null }
  const { ranBy = null, ...bare } = JSON.parse(snapshot) as Snapshot<unknown> & {
    ranBy?: RanBy | null
  }
  return { snapshot: bare, ranBy }
}
