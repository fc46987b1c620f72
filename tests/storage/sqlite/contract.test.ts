import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { describeStart, describeStorage } from '../contract/contract.ts'

describeStorage('SQLite', async () => {
  const file = await temporaryFile()
  return async () => openSqlite(file)
})

describeStart('SQLite', async () => {
  const file = await temporaryFile()
  return async () => openSqlite(file)
})
