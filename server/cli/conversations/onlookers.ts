/** What following the calls prints: a running transcript, or JSON Lines. */
import { once } from 'node:events'
import { explain } from '../command/explain.ts'
import { transcriptLine } from '../command/transcript-line.ts'
import { printLine, type Surroundings } from '../command/surroundings.ts'
import { toJson } from '../command/terminal-text.ts'
import { duration } from './clock-words.ts'
import { headline, outcomeOf, turnLine } from './conversation-words.ts'
import type { Conversation } from './conversations-api.ts'
import type { Onlooker } from './follow.ts'

/** A call on a line of its own, anew whenever it has changed. */
export function printsJson(around: Surroundings): Onlooker {
  return {
    began: () => undefined,
    caughtUp: (signal) => drained(around, signal),
    saw: (call) => printLine(around, toJson(call)),
    lost: ({ problem }) => around.errors.write(`${toJson(problem)}\n`),
    found: () => undefined,
  }
}

/** What is said, as it is said; where several calls go on, each time under the name of the one it is said in. */
export function printsTranscript(around: Surroundings): Onlooker {
  let last: string | null = null

  function open(call: Conversation): void {
    if (last === call.call_sid) return
    if (last !== null) printLine(around, '')
    printLine(around, headline(call, around))
    last = call.call_sid
  }

  return {
    // Not among the calls: that is for the person who waits, and says why nothing is there yet.
    began: () => void around.errors.write('Following the calls; Ctrl-C ends it.\n'),
    saw(call, before) {
      const heard = before?.turns.at(-1)?.turn_index ?? -1
      const turns = call.turns.filter(({ turn_index }) => turn_index > heard)
      const change = changeOf(call, before)
      if (before !== null && turns.length === 0 && change === null) return
      open(call)
      for (const turn of turns) printLine(around, turnLine(around, turn))
      if (change !== null) printLine(around, transcriptLine(around, 'phone', change))
    },
    caughtUp: (signal) => drained(around, signal),
    lost(error) {
      const [what = ''] = explain(error).split('\n')
      around.errors.write(`${what} Waiting for it …\n`)
    },
    found: () => void around.errors.write('The server is there again.\n'),
  }
}

/** Who pages through it, or has stopped reading, shall not have the rest pile up here. */
async function drained({ output }: Surroundings, signal: AbortSignal): Promise<void> {
  if (output.writableNeedDrain) await once(output, 'drain', { signal })
}

/** What the headline could not say when it was printed. */
function changeOf(call: Conversation, before: Conversation | null): string | null {
  if (before === null) return null
  if (call.erased_at !== before.erased_at) return 'erased'
  if (call.end_time !== before.end_time) {
    const { duration_seconds: seconds } = call
    return `${seconds === null ? 'ended' : `ended after ${duration(seconds)}`}: ${outcomeOf(call)}`
  }
  const isSame =
    call.final_decision === before.final_decision && call.transfer_status === before.transfer_status
  return isSame ? null : outcomeOf(call)
}
