/** What Docker is sent of a folder: everything but what .dockerignore names. */
import { cp, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** Copies the folder as a build would see it. */
export async function copyBuildContext(folder: string, target: string): Promise<void> {
  const isSent = readIgnoreFile(await readFile(join(folder, '.dockerignore'), 'utf8'))
  await cp(folder, target, {
    recursive: true,
    filter: (path) => path === folder || isSent(relative(folder, path).split(sep).join('/')),
  })
}

/**
 * The last rule that fits decides, as in https://docs.docker.com/build/concepts/context/#dockerignore-files;
 * of patterns only `*` alone and plain paths.
 */
export function readIgnoreFile(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), path: line.replace(/^!/, '') }))
  for (const { path } of rules)
    if (path !== '*' && /[*?[]/.test(path))
      throw new Error(`The replay does not know this pattern of .dockerignore: ${path}`)
  return (path) =>
    rules.findLast((rule) => rule.path === '*' || `${path}/`.startsWith(`${rule.path}/`))?.keeps ??
    true
}
