/** A copy of the project in which every mutant stands beside the code that it changes, and none is switched on. */
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from './outcomes.ts'

/** Of its words none is of use to whoever looks for tests. */
const SILENT = new Proxy({} as ConstructorParameters<typeof Instrumenter>[0], {
  get: () => () => false,
})

/** What a file does as it is loaded is no test's, even if a test is the first that wants it. */
const BEGIN =
  '{ const known = globalThis.__stryker__ ??= {}; known.wanting = known.currentTestId; known.currentTestId = undefined }'
const END = 'globalThis.__stryker__.currentTestId = globalThis.__stryker__.wanting'

/** `folder` lies within the project, so that packages are found from it; what was there is gone. */
export async function plant(folder: string, files: readonly string[]): Promise<Mutant[]> {
  rmSync(folder, { recursive: true, force: true })
  for (const file of ourFiles()) cpSync(file, join(folder, file))
  const sources = files.map((name) => ({
    name,
    content: readFileSync(name, 'utf8'),
    mutate: true,
  }))
  const planted = await new Instrumenter(SILENT).instrument(sources, {
    plugins: null,
    ignorers: [],
    excludedMutations: [],
    noHeader: false,
  })
  for (const { name, content } of planted.files)
    writeFileSync(join(folder, name), [BEGIN, content, END].join('\n'))
  return planted.mutants.map(({ id, fileName, location, replacement }) => ({
    id,
    file: fileName,
    from: location.start,
    to: location.end,
    replacement,
  }))
}

function ourFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'])
  const gone = execFileSync('git', ['ls-files', '-d', '-z'])
  const names = (list: Buffer) => String(list).split('\0').filter(Boolean)
  const deleted = new Set(names(gone))
  return names(listed).filter((file) => !deleted.has(file))
}
