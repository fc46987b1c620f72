/** A call whose flow was changed under it, rebuilt out of its journal in the flow as it is now. */
import type { Snapshot } from 'xstate'
import type { CallEvent, Limits } from '../../machines/call.ts'
import type { NextStep } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import type { Speech } from '../../prompts/speech/speech.ts'
import { findJournal } from '../../storage/review/conversations.ts'
import type { Database } from '../../storage/database.ts'
import type { CallRow, JournalRow } from '../../storage/schema.ts'
import { limitsIn } from './logged-call.ts'
import { turnsOf, type JournalEntry } from './recorded-call.ts'
import { createRelay } from './relay.ts'
import { flowToday, rehearse, standIn } from './replay-call.ts'

/** What was waited for, told by what came: for a journal of before rests were written down. */
const AWAITED: Partial<Record<CallEvent['type'], NextStep>> = {
  'caller.spoke': 'listen',
  'caller.silent': 'listen',
  'dial.ended': 'dial',
  'hold.ended': 'hold',
}

/**
 * Where the call stands in today's flow; null where there is none of its name, where the flow asks what was not
 * asked then, or where it would wait for something else than what the caller was led to.
 */
export async function rebuildCall(about: {
  database: Database
  call: CallRow
  registry: readonly Flow[]
  /** For a call whose own are not known any more. */
  limits: Limits
  speech: Speech
  /** What has come in since. */
  events: CallEvent[]
}): Promise<{ flow: Flow; snapshot: Snapshot<unknown> | null } | null> {
  const { database, call, registry, limits, speech, events } = about
  const flow = flowToday(call, registry)
  if (!flow) return null
  // The call had just begun.
  if (call.handled_seq === 0) return { flow, snapshot: null }
  const journal = readEntries(await findJournal(database.queries, call.id), call.handled_seq)
  if (journal.length === 0) return null

  const rehearsal = createRelay(flow, limitsIn(call.snapshot) ?? limits, standIn)
  try {
    const { turns, stopped } = rehearse(rehearsal, turnsOf({ journal }), speech)
    if (stopped) return null
    const { rest, cue } = turns.at(-1)!
    const awaited = rest?.cue.next ?? AWAITED[events[0]!.type]
    const fits = awaited === undefined || awaited === cue.next
    return fits ? { flow: rehearsal.flow(), snapshot: rehearsal.persisted() } : null
  } finally {
    rehearsal.end()
  }
}

/** Up to `last`; none where they cannot be read. */
function readEntries(
  entries: Pick<JournalRow, 'seq' | 'at' | 'kind' | 'payload'>[],
  last: number,
): JournalEntry[] {
  try {
    return entries
      .filter(({ seq }) => seq <= last)
      .map(({ seq, at, kind, payload }) => ({
        seq,
        at,
        kind,
        payload: JSON.parse(payload) as unknown,
      }))
  } catch {
    return []
  }
}
