/** A SQL Server at some distance, as a process of its own: SQLite that speaks TDS, each round trip delayed. */
import { listenAsTdsPeer } from '../support/tds-peer/listen.ts'
import { sqliteBehind } from '../support/tds-peer/sqlite-behind.ts'

const { answer, gone } = sqliteBehind(process.argv[2]!)
const peer = await listenAsTdsPeer(answer, gone)
/** A number is the delay from now on; anything else asks how many round trips there have been. */
process.on('message', (said) => {
  // What was asked is not looked at, and would fill the memory.
  peer.asked.length = 0
  peer.requests.length = 0
  if (typeof said === 'number') peer.delayMs = said
  process.send?.(peer.roundTrips)
})
process.send?.(peer.connectionString)
