/** What a file that people name cannot be used for, in words. */
import { getSystemErrorMessage } from 'node:util'
import { UsageError } from './usage-error.ts'

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'what should be a folder in it is a file',
  EEXIST: 'it exists already',
  EACCES: 'permission denied',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
  ERR_STRING_TOO_LONG: 'it is larger than half a GB',
}

/** Does it; where the system refuses the file, throws `UsageError`. */
export async function withFile<Result>(
  file: string,
  verb: 'read' | 'written',
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const reason = systemReason(error)
    if (reason === null) throw error
    const name = file === '' ? 'A file without a name' : file
    throw new UsageError(`${name} cannot be ${verb}: ${reason}`, { cause: error })
  }
}

/** Null where it was not the system. */
function systemReason(error: unknown): string | null {
  const { code = '', errno } = error as NodeJS.ErrnoException
  return REASONS[code] ?? (errno === undefined ? null : getSystemErrorMessage(errno))
}
