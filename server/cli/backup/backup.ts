/** `npm run backup`: the database in one file, while the server runs. */
import { writeBackup, type WrittenBackup } from '../../../storage/backup/write-backup.ts'
import { createCommand } from '../command/command.ts'
import { withFile } from '../command/files.ts'
import { startProgress } from '../command/progress.ts'
import { printJson, printLine } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { mustBeAlone, readFileSettings } from './database-file.ts'
import { newPassphrase, PASSPHRASE_HELP } from './passphrase.ts'
import { counted } from '../../basics/counted.ts'

const HELP = `Usage: npm run backup -- FILE
The database as it is at this moment, in one file, which npm run restore takes back. The server may run.

  --encrypt                 so that only a passphrase opens it, in the format of age (age-encryption.org)
  --passphrase-file FILE    where the passphrase is
  --replace                 FILE may be there already
  --json                    print what was written as JSON
  --help                    this text

${PASSPHRASE_HELP}
The database is that of SQLITE_DB_PATH, here or in .env. FILE gets its name only when it is written, read anew and whole.
A server writes backups by itself where BACKUP_FOLDER is set: docs/self-hosting.md.
Exit codes: 0 written; 1 another one has been under way for long; 2 wrong usage, or it cannot be written.`

export const backup = createCommand({
  name: 'backup',
  help: HELP,
  options: {
    encrypt: { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    replace: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  takesWords: true,
  async run({ values, words }, around) {
    const [file, ...more] = words
    if (file === undefined || file === '' || more.length > 0)
      throw new UsageError('Name one file that the backup is written to, like calls-backup.db')
    const { encrypt = false, 'passphrase-file': passphraseFile } = values
    if (!encrypt && passphraseFile !== undefined)
      throw new UsageError('--passphrase-file goes with --encrypt')
    if (!encrypt && file.endsWith('.age'))
      throw new UsageError(`${file} ends as an encrypted file does: say --encrypt too`)
    const { sqlitePath, backups } = await readFileSettings(around)
    const passphrase = encrypt
      ? await newPassphrase({ set: backups.passphrase, file: passphraseFile }, around)
      : null
    using lock = await mustBeAlone(sqlitePath, around)
    using progress = await startProgress(around, 'Per cent', 100)
    let shown = 0
    const written = await withFile(file, 'written', () =>
      writeBackup({
        lock,
        database: sqlitePath,
        file,
        passphrase,
        replace: values.replace ?? false,
        onProgress(done) {
          const percent = Math.floor(done * 100)
          void progress.advance(percent - shown)
          shown = percent
        },
      }),
    )
    if (values.json) printJson(around, asJson(written, encrypt))
    else printLine(around, inWords(written, encrypt))
    return 0
  },
})

function inWords({ file, bytes, rows }: WrittenBackup, isEncrypted: boolean): string {
  const kind = isEncrypted ? ', encrypted' : ''
  return `Wrote ${file}: ${rowsInWords(rows)}, ${(bytes / 1e6).toFixed(1)} MB${kind}`
}

/** As whoever knows the database has it: by tables that an early release may lack. */
export function rowsInWords({
  calls = 0,
  exception_phone_numbers: contacts = 0,
}: WrittenBackup['rows']): string {
  return `${counted(calls, 'call')}, ${counted(contacts, 'contact')}`
}

function asJson({ file, bytes, schema, rows }: WrittenBackup, encrypted: boolean) {
  return { file, bytes, encrypted, schema, rows }
}
