/** `.env` on the disk: read as it is, and replaced at once or not at all. */
import { randomBytes } from 'node:crypto'
import { chmod, open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseEnvFile } from '../../settings/environment/env-file.ts'
import { withFile } from '../command/files.ts'
import { UsageError } from '../command/usage-error.ts'

export interface ReadEnvFile {
  bytes: Buffer
  values: Record<string, string>
  /** Whether there is one yet; else `bytes` are what it begins with. */
  isThere: boolean
}

/** Its comments say what can be set; an installation may lack it. */
const TEMPLATE = join(import.meta.dirname, '../../../.env.example')

/** Throws `UsageError` where it cannot be read, or holds lines that cannot. */
export async function readEnvFileForEditing(path: string): Promise<ReadEnvFile> {
  const bytes = await readIfThere(path)
  if (bytes === null)
    return {
      bytes: (await readIfThere(TEMPLATE)) ?? Buffer.alloc(0),
      values: {},
      isThere: false,
    }
  const { values, problems } = parseEnvFile(bytes, path)
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return { bytes, values, isThere: true }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  return withFile(path, 'read', () =>
    readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    }),
  )
}

/**
 * For this user alone (0600). Whoever dies on the way leaves the old file, and so does whoever has changed it
 * since it was read. Throws `UsageError`.
 */
export async function replaceEnvFile(
  path: string,
  before: ReadEnvFile,
  bytes: Uint8Array,
): Promise<void> {
  // Where it is a link, what it leads to is replaced.
  const target = before.isThere ? await realpath(path) : path
  const beside = join(dirname(target), `.env.${randomBytes(6).toString('hex')}.tmp`)
  await withFile(path, 'written', async () => {
    try {
      const file = await open(beside, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await chmod(beside, 0o600)
      const now = await readIfThere(target)
      if ((now !== null) !== before.isThere || (now !== null && !now.equals(before.bytes)))
        throw new UsageError(`${path} has been changed meanwhile: nothing was written, begin anew`)
      await rename(beside, target)
    } finally {
      await rm(beside, { force: true })
    }
  })
}
