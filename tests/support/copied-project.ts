/** Some of our sources in a folder of their own, under the rules of this project: to be changed and compiled. */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { temporaryFile } from './concierge.ts'

const ROOT = resolve(import.meta.dirname, '../..')

export interface CopiedProject {
  write(file: string, source: string): void
  /** Puts something behind a place that is in the file once. */
  putIn(file: string, place: string, put: string): void
  /** The files that the compiler objects to. */
  compile(): string[]
  import<Exports>(file: string): Promise<Exports>
}

/** `compiled`: of the folders that are copied, what the compiler begins with. */
export async function copyProject(
  folders: string[],
  compiled: string[] = folders,
): Promise<CopiedProject> {
  const folder = dirname(await temporaryFile())
  for (const copied of folders)
    cpSync(join(ROOT, copied), join(folder, copied), {
      recursive: true,
      filter: (path) => ['', '.ts'].includes(extname(path)) && !path.endsWith('.test.ts'),
    })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  write('package.json', '{ "type": "module" }')
  const tsconfig = {
    extends: join(ROOT, 'tsconfig.json'),
    // What is compiled again after a change is little.
    compilerOptions: { incremental: true },
    include: compiled,
  }
  write('tsconfig.json', JSON.stringify(tsconfig))

  function write(file: string, source: string): void {
    writeFileSync(join(folder, file), source)
  }

  return {
    write,
    putIn(file, place, put) {
      const source = readFileSync(join(folder, file), 'utf8')
      expect(source.split(place)).toHaveLength(2)
      write(file, source.replace(place, `${place}${put}`))
    },
    compile() {
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
      try {
        execFileSync(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder, stdio: 'pipe' })
        return []
      } catch (error) {
        const { stdout } = error as { stdout: Buffer }
        const files = [...String(stdout).matchAll(/^(\S+?)\(\d+,\d+\): error/gm)]
        if (files.length === 0) throw error
        return [...new Set(files.map(([, file]) => file!))].sort()
      }
    },
    import: (file) => import(pathToFileURL(join(folder, file)).href),
  }
}
