/** A module of ours that runs in the browser too, so that it needs no copy of it: the same file without its types. */
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

const PROJECT = join(import.meta.dirname, '../../..')

/** By their paths in the project, under which they are served as well: so they find one another there. */
const SHARED = new Set(['server/owner/words.ts', 'server/basics/calendar.ts'])

const made = new Map<string, string>()

/** As JavaScript; null where the path is of none that is shared. */
export function browserModule(path: string): string | null {
  if (!SHARED.has(path)) return null
  const module = made.get(path) ?? withoutTypes(readFileSync(join(PROJECT, path), 'utf8'))
  made.set(path, module)
  return module
}

/**
 * As Node does it for itself: lines stay where they were.
 * https://nodejs.org/docs/latest-v24.x/api/module.html#modulestriptypescripttypescode-options
 */
function withoutTypes(source: string): string {
  // Node would tell the standard error that this is experimental. Meanwhile nothing else runs that might warn.
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
