/** Flushing a file to disk off the event loop, once for all who ask meanwhile. */
import { fdatasync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface Flush {
  /** Resolves when everything written before the call is on disk. */
  (): Promise<void>
  close(): Promise<void>
}

const sync = promisify(fdatasync)

/** Opens the file with the first flush: it has to exist by then. */
export function createFlush(path: string): Flush {
  let file: Promise<FileHandle> | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function run(): Promise<void> {
    const { fd } = await (file ??= open(path, 'r'))
    await sync(fd)
  }

  /** The running one may have begun before our write: whoever comes meanwhile shares the one after it. */
  function flush(): Promise<void> {
    if (!running) return begin()
    next ??= running.then(begin, begin)
    return next
  }

  function begin(): Promise<void> {
    next = undefined
    const current = run().finally(() => {
      if (running === current) running = undefined
    })
    running = current
    return current
  }

  flush.close = async () => {
    await running?.catch(() => undefined)
    await (await file)?.close()
  }
  return flush
}
