/** Everything that we store, in Transact-SQL and through tedious; behind the peer is SQLite. */
import { openAzureSql } from '../../../storage/azure-sql/open-azure-sql.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { startTdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'
import type { FreshDatabase } from '../contract/fresh-database.ts'
import { describeSharedStorage, describeStart, describeStorage } from '../contract/contract.ts'

const fresh: FreshDatabase = async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  const { connectionString } = await startTdsPeer(answer, gone)
  return () => openAzureSql(connectionString)
}

const KIND = 'Azure SQL, as SQLite would answer'
describeStorage(KIND, fresh)
describeSharedStorage(KIND, fresh)
describeStart(KIND, fresh)
