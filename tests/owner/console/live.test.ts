import { expect, test } from 'vitest'
import { createLive } from '../../../server/owner/console/live.ts'
import { oneList } from '../../support/one-list.ts'
import { createConcierge } from '../../support/concierge.ts'

test('whoever listens is told of the end, also who comes only after it', async () => {
  const { database } = await createConcierge()
  const houses = { of: () => ({ label: '' }), rollOf: oneList }
  const live = createLive(database, houses, (error) => expect.unreachable(String(error)))
  const told: string[] = []
  await live.listen(() => undefined)
  live.onEnd(() => told.push('before'))
  live.end()
  expect(told).toEqual(['before'])
  live.onEnd(() => told.push('after'))
  expect(told).toEqual(['before', 'after'])
  // And the database, which is closed next, is left alone.
  await database.close()
  await expect(live.listen(() => undefined)).resolves.toBeTypeOf('function')
})
