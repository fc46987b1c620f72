import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { describeStart, describeStorage } from '../contract/contract.ts'

describeStorage('SQLite', async () => {
  const file = await temporaryFile()
  return async () => openSqlite(file)
})

// A writer that waits keeps the other one from going on, where both are in one process.
describeStart('SQLite', async () => {
  const file = await temporaryFile()
  return async () => openSqlite(file, 50)
})
