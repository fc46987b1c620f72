/** What a database knows of the links by which the owner decides. */
import { describe, expect, test } from 'vitest'
import { findDecisionTokens, saveDecisionTokens } from '../../../storage/notices/decision-tokens.ts'
import { eraseCall } from '../../../storage/review/erasure.ts'
import { at, callSid } from '../calls-to-store.ts'
import { opened, store, type FreshDatabase } from './fresh-database.ts'

const HASH = 'a'.repeat(43)

export function describeDecisionTokens(kind: string, fresh: FreshDatabase): void {
  const token = (hash: string, call_id: number, created_at: string) => ({
    hash,
    call_id,
    created_at,
    choice: 'put through',
    detail: 'brief',
  })

  describe(`${kind}: links to decide by`, () => {
    test('are found by their hash, letter for letter, with the call as it is, until they are forgotten', async () => {
      await using database = await opened(fresh)
      await store(database, 1, 'hello')
      const { id } = await database.queries
        .selectFrom('calls')
        .select('id')
        .executeTakeFirstOrThrow()
      await saveDecisionTokens(database, [token(HASH, id, at(1))], at(0))
      const [found] = await findDecisionTokens(database.queries, [HASH, HASH.toUpperCase()])
      expect(found).toMatchObject({
        id,
        call_sid: callSid(1),
        hash: HASH,
        choice: 'put through',
        detail: 'brief',
      })
      expect(await findDecisionTokens(database.queries, [])).toEqual([])
      await saveDecisionTokens(database, [token('b'.repeat(43), id, at(3))], at(2))
      expect(await findDecisionTokens(database.queries, [HASH])).toEqual([])
    })

    test('are gone with what was erased of their call', async () => {
      await using database = await opened(fresh)
      await store(database, 1, 'hello')
      const { id } = await database.queries
        .selectFrom('calls')
        .select('id')
        .executeTakeFirstOrThrow()
      await saveDecisionTokens(database, [token(HASH, id, at(1))], at(0))
      expect(await eraseCall(database, callSid(1), new Date(at(9)))).toBe('erased')
      expect(await database.queries.selectFrom('decision_tokens').selectAll().execute()).toEqual([])
    })
  })
}
