/** The database as it was before a restore, under another name. */
import { constants, copyFileSync, existsSync, renameSync } from 'node:fs'
import { BESIDE, type Held } from './hold.ts'
import { linked, toDisk } from './files.ts'

/**
 * Gives the other name. The first one leads to it as before: at no instant is there no database. `held`: null where it is
 * so damaged that it cannot be held, and then its log goes along, which nothing else may be taken together with.
 */
export async function keepAside(path: string, held: Held | null, at: Date): Promise<string> {
  const stamp = at.toISOString().slice(0, 19).replaceAll(':', '-')
  for (let time = 1; ; time++) {
    const kept = `${path}.before-restore-${stamp}${time === 1 ? '' : `-${time}`}`
    try {
      if (existsSync(kept)) continue
      // By its second name it is on the disk as it is; opened and closed here, it would lose the lock that holds it.
      if (!linked(path, kept)) await copy(path, kept, held)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw error
    }
    if (held === null)
      for (const suffix of BESIDE)
        if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix)
    return kept
  }
}

/** Where files have one name only. By whoever holds it: closing the file elsewhere in this process would end the lock. */
async function copy(path: string, kept: string, held: Held | null): Promise<void> {
  if (held) await held.copyTo(kept)
  else copyFileSync(path, kept, constants.COPYFILE_EXCL)
  toDisk(kept)
}
