/** What files import, and whether they do so in circles. */
import { posix } from 'node:path'

/** Blanks and comments, where a source may have them. */
const GAP = String.raw`(?:\s|/\*[^]*?\*/|//.*\n)*`
const STATEMENT = new RegExp(
  String.raw`(?<![\w.'"])(?:from|import)${GAP}(?<quote>['"])(?<target>[^'"\s()]+)\k<quote>`,
  'g',
)
/** `createRequire(…)('x')` and its like need no statement. */
const CALL = new RegExp(
  String.raw`(?<![\w'"])(?:(?<!\.)import|import\.meta\.resolve|require(?:\.resolve)?|createRequire\([^)]*\)(?:\.resolve)?|getBuiltinModule)${GAP}\(${GAP}(?<quote>['"\x60])(?<target>[^'"\x60\s]+)\k<quote>`,
  'g',
)

/** What a source imports, in whatever way: packages by name, our own files by their path. */
export function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(STATEMENT), ...source.matchAll(CALL)].map(({ groups }) => {
    const { target } = groups as { target: string }
    return target.startsWith('.') ? posix.join(posix.dirname(file), target) : target
  })
}

/**
 * Files that reach themselves, those of one circle together, each list sorted.
 * Tarjan's algorithm: https://doi.org/10.1137/0201010
 */
export function circlesIn(targets: ReadonlyMap<string, string[]>): string[][] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []

  function visit(file: string): void {
    index.set(file, index.size)
    low.set(file, index.get(file)!)
    stack.push(file)
    for (const target of targets.get(file) ?? []) {
      if (!targets.has(target)) continue
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(file, Math.min(low.get(file)!, low.get(target)!))
    }
    if (low.get(file) !== index.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    if (circle.length > 1 || targets.get(file)!.includes(file)) circles.push(circle.sort())
  }

  for (const file of targets.keys()) if (!index.has(file)) visit(file)
  return circles
}
