/** `npm run migrate`: the tables as this release wants them, by whoever may change them. */
import { tellMissingRight } from '../../../storage/azure-sql/migration-rights.ts'
import { migrate as bringUpToDate } from '../../../storage/database.ts'
import { openDatabase } from '../../open-database.ts'
import { createCommand } from '../command/command.ts'
import { readSettings } from '../command/settings.ts'
import { printLine } from '../command/surroundings.ts'

const HELP = `Usage: npm run migrate
Brings the tables of the database up to date, as a server does when it starts and may.

  --help   prints this

The database is that of the settings, here or in .env: AZURE_SQL_CONNECTION_STRING, or SQLITE_DB_PATH. With
Authentication=Active Directory Default you are who az login says. What is up to date stays as it is.
Exit codes: 0 they are as they should be, 1 they are not, 2 wrong usage or no permission.`

export const migrate = createCommand({
  name: 'migrate',
  help: HELP,
  options: {},
  takesWords: false,
  async run(_, around) {
    const database = await openDatabase(readSettings(around.env))
    try {
      await bringUpToDate(database.queries, () =>
        printLine(around, 'Another process is changing the tables: waiting until it is done'),
      ).catch(tellMissingRight)
    } finally {
      await database.close()
    }
    printLine(around, 'The tables are up to date')
    return 0
  },
})
