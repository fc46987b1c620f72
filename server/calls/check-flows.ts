/** Whether the names in a flow fit the columns that they are stored in: told at the start, and not by a caller. */
import type { Flow } from '../../machines/flows.ts'
import { COLUMN_LENGTHS } from '../../storage/column-lengths.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

/** A flow has a name that could not be stored. */
class FlowNameError extends ConciergeError {
  readonly code = 'FLOW_NAME'
  readonly disposition = 'refuse'
}

/** Throws `FlowNameError`. */
export function checkFlows(flows: readonly Flow[]): void {
  const problems = flows.flatMap(problemsOf)
  if (problems.length > 0) throw new FlowNameError(problems.join('\n'))
}

function problemsOf({ id, version = '', config }: Flow): string[] {
  const [inFlow] = id.match(/^.{1,40}/su) ?? ['']
  return [
    ...tooLong('id', 'flow', id, inFlow),
    ...tooLong('version', 'flow_version', version, inFlow),
    ...[...decisionsIn(config)].flatMap((one) =>
      tooLong('decision', 'final_decision', one, inFlow),
    ),
  ]
}

function tooLong(
  what: string,
  column: keyof typeof COLUMN_LENGTHS,
  name: string,
  flow: string,
): string[] {
  const most = COLUMN_LENGTHS[column]
  if (name.length <= most) return []
  return [
    `The flow ${flow} has the ${what} ${name}: use at most ${most} characters, not ${name.length}`,
  ]
}

/** What its actions decide, wherever in it they stand. */
function decisionsIn(
  config: unknown,
  found = new Set<string>(),
  seen = new Set<unknown>(),
): Set<string> {
  if (typeof config !== 'object' || config === null || seen.has(config)) return found
  seen.add(config)
  const { type, params } = config as { type?: unknown; params?: unknown }
  if (type === 'decide' && typeof params === 'string') found.add(params)
  for (const inner of Object.values(config)) decisionsIn(inner, found, seen)
  return found
}
