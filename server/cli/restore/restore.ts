/** `npm run restore`: a backup takes the place of the database. */
import { restoreBackup } from '../../../storage/backup/restore-backup.ts'
import { rowsInWords } from '../backup/backup.ts'
import { mustBeAlone, readFileSettings } from '../backup/database-file.ts'
import { itsPassphrase, PASSPHRASE_HELP } from '../backup/passphrase.ts'
import { createCommand } from '../command/command.ts'
import { withFile } from '../command/files.ts'
import { printJson, printLine } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'

const HELP = `Usage: npm run restore -- FILE
A backup takes the place of the database. Stop the server first. The database from before is kept under another name.

  --passphrase-file FILE    where the passphrase of an encrypted one is
  --damaged                 the database is so damaged that it cannot be opened, and no server runs
  --json                    print what was restored as JSON
  --help                    this text

${PASSPHRASE_HELP}
The database is that of SQLITE_DB_PATH, here or in .env. Restore as the user that the server runs as, or as root. What was
erased since the backup is there again: docs/self-hosting.md.
Exit codes: 0 restored; 1 a backup has been under way for long; 2 wrong usage, or FILE cannot be restored, and the database
is as it was.`

export const restore = createCommand({
  name: 'restore',
  help: HELP,
  options: {
    'passphrase-file': { type: 'string' },
    damaged: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  takesWords: true,
  async run({ values, words }, around) {
    const [file, ...more] = words
    if (file === undefined || file === '' || more.length > 0)
      throw new UsageError('Name one file that npm run backup has written')
    const { sqlitePath, backups } = await readFileSettings(around)
    const from = { set: backups.passphrase, file: values['passphrase-file'] }
    using lock = await mustBeAlone(sqlitePath, around)
    const { kept, schema, rows } = await withFile(file, 'read', () =>
      restoreBackup({
        lock,
        file,
        database: sqlitePath,
        passphrase: () => itsPassphrase(from, around),
        isDamaged: values.damaged ?? false,
        now: () => new Date(),
      }),
    )
    if (values.json) printJson(around, { database: sqlitePath, kept, schema, rows })
    else {
      printLine(around, `Restored ${sqlitePath}: ${rowsInWords(rows)}`)
      if (kept !== null)
        printLine(around, `The database from before is ${kept}: delete it when you miss nothing`)
    }
    return 0
  },
})
