/** The concierge's flow as it might be after a change. */
import { StateMachine } from 'xstate'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import type { Flow } from '../../machines/flows.ts'

/** With something else, or nothing, at some paths of its config, such as `states/parted/meta/next`. */
export function changedFlow(changes: Record<string, unknown>, version = '3'): Flow {
  const { config, implementations } = conciergeFlow
  let changed: unknown = { ...config, version }
  for (const [path, put] of Object.entries(changes)) changed = edited(changed, path.split('/'), put)
  return new StateMachine(changed as typeof config, implementations)
}

/** With another name for a state at the top, wherever it is named: no stored state fits it any more. */
export function renamedFlow(from: string, to: string, version = '3'): Flow {
  const { config, implementations } = conciergeFlow
  const changed = renamed({ ...config, version }, from, to) as typeof config
  return new StateMachine(changed, implementations)
}

function edited(whole: unknown, [key = '', ...rest]: string[], put: unknown): unknown {
  const part = (whole as Record<string, unknown> | undefined)?.[key]
  const now = rest.length > 0 ? edited(part, rest, put) : put
  if (Array.isArray(whole)) return whole.with(Number(key), now)
  const { [key]: _, ...others } = (whole ?? {}) as Record<string, unknown>
  return now === undefined ? others : { ...others, [key]: now }
}

function renamed(part: unknown, from: string, to: string): unknown {
  if (typeof part === 'string')
    return part === from || part.startsWith(`${from}.`) ? to + part.slice(from.length) : part
  if (Array.isArray(part)) return part.map((one) => renamed(one, from, to))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key === from ? to : key,
      // Tags are the host's words, not the flow's names.
      key === 'tags' ? value : renamed(value, from, to),
    ]),
  )
}
