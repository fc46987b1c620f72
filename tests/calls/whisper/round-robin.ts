/** Two instances of one concierge, on one SQLite file. */
import { whispering } from './whispering.ts'

export async function roundRobin() {
  const first = await whispering()
  const second = await whispering({ settings: { SQLITE_DB_PATH: first.file }, contacts: [] })
  return { first, second, urgent: first.urgent, call: first.call }
}
