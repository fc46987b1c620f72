/** A database that can be taken away and given back: while it is away, every question to it fails. */
import { migrate, type Database, type Queries } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'

export interface UnreliableDatabase extends Database {
  isAway: boolean
}

export async function openUnreliable(file: string): Promise<UnreliableDatabase> {
  const real = openSqlite(file)
  await migrate(real.queries)

  function refuse(): void {
    if (!unreliable.isAway) return
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ESOCKET' })
  }

  const queries = new Proxy(real.queries, {
    get(target, name) {
      if (name === 'executeQuery')
        return async (...asked: Parameters<Queries['executeQuery']>) => {
          refuse()
          return target.executeQuery(...asked)
        }
      if (name !== 'destroy') refuse()
      const value = Reflect.get(target, name, target) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const unreliable: UnreliableDatabase = {
    ...real,
    isAway: false,
    isOutOfReach: (error) => (error as { code?: string }).code === 'ESOCKET',
    queries,
    async write(work) {
      refuse()
      return real.write(work)
    },
    async writeOne(work) {
      refuse()
      return real.writeOne(work)
    },
    async jot(work) {
      refuse()
      return real.jot(work)
    },
  }
  return unreliable
}
