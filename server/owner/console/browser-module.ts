/** Modules of ours that run in the browser too, so that it needs no copy of them: the same files without their types. */
import { existsSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROJECT = join(import.meta.dirname, '../../..')

/** By their paths in the project, under which they are served as well: so they find one another there. */
const SHARED =
  /^(machines\/([a-z-]+\/){0,2}[a-z-]+|prompts\/speech\/[a-z-]+|storage\/became|server\/(words\/[a-z-]+|basics\/(calendar|device-name|found-in)))\.ts$/

/** Where XState's own modules are; they import one another from beside them. */
const XSTATE = dirname(fileURLToPath(import.meta.resolve('xstate')))

const made = new Map<string, string>()

/** As JavaScript; null where the path is of none that is shared. */
export function browserModule(path: string): string | null {
  const file = join(PROJECT, path)
  const known = made.get(path)
  if (known !== undefined) return known
  if (!SHARED.test(path) || !existsSync(file)) return null
  const module = withBrowserPaths(withoutTypes(readFileSync(file, 'utf8')), path)
  made.set(path, module)
  return module
}

/** A module of XState's, such as `xstate.esm.js`, with those beside it; null where there is none of that name. */
export function xstateModule(name: string): string | null {
  const file = join(XSTATE, name)
  const isOne = /^[\w-]+(\.esm)\.js$/.test(name) && existsSync(file)
  return isOne ? readFileSync(file, 'utf8') : null
}

/**
 * A browser finds a package by its address only. An import map would have to stand in line, which the pages' policy
 * forbids: https://developer.mozilla.org/docs/Web/HTML/Reference/Elements/script/type/importmap
 */
function withBrowserPaths(source: string, path: string): string {
  const up = '../'.repeat(path.split('/').length - 1)
  return source.replaceAll(
    // Of a statement, not in a text that a module makes for others to import.
    /(?<=^(?:import|export|\})[^\n`]* from )'xstate(?:\/(\w+))?'/gm,
    (_, part?: string) => `'${up}xstate/xstate${part === undefined ? '' : `-${part}`}.esm.js'`,
  )
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
