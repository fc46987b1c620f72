/** The passphrase of a backup: of the settings, of a file, or typed. Never an option: everybody on the machine reads those. */
import { readFile } from 'node:fs/promises'
import * as prompts from '@clack/prompts'
import { SHORTEST_PASSPHRASE } from '../../settings/backup-settings.ts'
import { withFile } from '../command/files.ts'
import { isTerminal, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { createAsk } from '../command/ask.ts'

export const PASSPHRASE_HELP = `The passphrase is that of BACKUP_PASSPHRASE, or the first line of --passphrase-file FILE, or asked for.`

interface Given {
  /** Of the settings. */
  set: string | null
  file: string | undefined
}

/** For a file that is written: asked twice. */
export async function newPassphrase(given: Given, around: Surroundings): Promise<string> {
  const known = await knownPassphrase(given)
  if (known !== null) return mustDo(known)
  const typed = await typedPassphrase(around, 'Passphrase, at least four words')
  mustDo(typed)
  if ((await typedPassphrase(around, 'Once more')) !== typed)
    throw new UsageError('The two are not the same: nothing was written')
  return typed
}

/** For a file that is opened. */
export async function itsPassphrase(given: Given, around: Surroundings): Promise<string> {
  return (await knownPassphrase(given)) ?? typedPassphrase(around, 'Passphrase of the backup')
}

async function knownPassphrase({ set, file }: Given): Promise<string | null> {
  if (file === undefined) return set
  const text = await withFile(file, 'read', () => readFile(file, 'utf8'))
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (line === '') throw new UsageError(`${file} has no passphrase in its first line`)
  return line
}

async function typedPassphrase(around: Surroundings, message: string): Promise<string> {
  if (!isTerminal(around))
    throw new UsageError(
      'There is no passphrase: set BACKUP_PASSPHRASE, or give --passphrase-file FILE',
    )
  const ask = createAsk(around)
  try {
    const typed = await ask.put((asking) => prompts.password({ message, ...asking }))
    if (!typed) throw new UsageError('Without a passphrase nothing is done')
    return typed
  } finally {
    ask.close()
  }
}

function mustDo(passphrase: string): string {
  if (passphrase.length >= SHORTEST_PASSPHRASE) return passphrase
  throw new UsageError(
    `The passphrase is too short: give at least ${SHORTEST_PASSPHRASE} characters, or four words`,
  )
}
