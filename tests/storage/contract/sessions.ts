/** What a database does for whoever has signed in to the console. */
import { describe, expect, test } from 'vitest'
import type { Database } from '../../../storage/database.ts'
import {
  beginSession,
  endAllSessions,
  endSessions,
  endSessionsOfOtherKeys,
  sessionsGoingOn,
} from '../../../storage/sessions.ts'
import { at } from '../calls-to-store.ts'
import { opened, type FreshDatabase } from './fresh-database.ts'

function begin(database: Database, id: string, minute = 0, key_label = 'aaaaaa'): Promise<void> {
  return beginSession(database, { id, key_label, begun_at: at(minute), expires_at: at(50) })
}

export function describeSessions(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: sessions`, () => {
    const goingOn = async ({ queries }: Database, ids: string[], moment = at(1)) =>
      [...(await sessionsGoingOn(queries, ids, moment))].sort()

    test('go on until they are ended, one or all, or expire', async () => {
      await using database = await opened(fresh)
      for (const id of ['one', 'two', 'three']) await begin(database, id)
      expect(await goingOn(database, ['one', 'two', 'four', 'ONE'])).toEqual(['one', 'two'])
      expect(await goingOn(database, [])).toEqual([])
      await endSessions(database, ['one', 'four'])
      expect(await goingOn(database, ['one', 'two'])).toEqual(['two'])
      expect(await goingOn(database, ['two'], at(50))).toEqual([])
      await endAllSessions(database)
      expect(await goingOn(database, ['two', 'three'])).toEqual([])
    })

    test('end with their key, and all where none is left', async () => {
      await using database = await opened(fresh)
      await begin(database, 'old', 0, 'aaaaaa')
      await begin(database, 'new', 0, 'bbbbbb')
      await endSessionsOfOtherKeys(database, ['bbbbbb', 'cccccc'])
      expect(await goingOn(database, ['old', 'new'])).toEqual(['new'])
      await endSessionsOfOtherKeys(database, [])
      expect(await goingOn(database, ['new'])).toEqual([])
    })

    test('are fifty at most: with one more the oldest ends; and what has expired is swept out', async () => {
      await using database = await opened(fresh)
      const ids = Array.from({ length: 53 }, (_, index) => `session-${100 + index}`)
      for (const [index, id] of ids.entries()) await begin(database, id, Math.floor(index / 2))
      expect(await goingOn(database, ids, at(30))).toHaveLength(50)
      expect(await goingOn(database, ids.slice(-40), at(30))).toHaveLength(40)
      await begin(database, 'late', 55)
      const rows = await database.queries.selectFrom('sessions').select('id').execute()
      expect(rows).toEqual([{ id: 'late' }])
    })
  })
}
