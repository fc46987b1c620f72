/** The browsers that the owner is told in, and the keys that push services know us by. */
import { describe, expect, test } from 'vitest'
import {
  findReceipts,
  hasSubscriptions,
  listSubscriptions,
  MOST_SUBSCRIPTIONS,
  recordTry,
  removeSubscription,
  saveSubscription,
  type PushTry,
} from '../../../storage/notices/push-subscriptions.ts'
import { findVapidKeys, keepVapidKeys } from '../../../storage/notices/vapid-keys.ts'
import { at } from '../calls-to-store.ts'
import { opened, type FreshDatabase } from './fresh-database.ts'

const browser = (id: string, change: { device?: string; endpoint?: string } = {}) => ({
  id,
  endpoint: `https://push.example.com/${id}`,
  p256dh: 'p',
  auth: 'a',
  device: 'Phone',
  ...change,
})

const tried = (change: Partial<PushTry>): PushTry => ({
  notice: 'CA1_missed',
  at: at(5),
  took: [],
  failed: [],
  gone: [],
  forgetBefore: at(0),
  ...change,
})

export function describePush(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: browsers that are told`, () => {
    test('sign up once, in order, and are known by the last they gave', async () => {
      const database = await opened(fresh)
      expect(await hasSubscriptions(database.queries)).toBe(false)
      expect(await saveSubscription(database, browser('b'), at(1))).toBe('added')
      expect(await saveSubscription(database, browser('a'), at(2))).toBe('added')
      const endpoint = `https://push.example.com/${'é'.repeat(1_900)}`
      const again = browser('b', { device: 'Phone 📱', endpoint })
      expect(await saveSubscription(database, again, at(3))).toBe('updated')
      expect(await hasSubscriptions(database.queries)).toBe(true)
      expect(await listSubscriptions(database.queries)).toEqual([
        { ...again, created_at: at(1), told_at: null, failure: null },
        { ...browser('a'), created_at: at(2), told_at: null, failure: null },
      ])
      expect(await removeSubscription(database.queries, 'b')).toBe(true)
      expect(await removeSubscription(database.queries, 'b')).toBe(false)
    })

    test('twice in the same moment are one', async () => {
      const database = await opened(fresh)
      const both = [1, 2].map(() => saveSubscription(database, browser('a'), at(1)))
      expect((await Promise.all(both)).sort()).toEqual(['added', 'updated'])
      expect(await listSubscriptions(database.queries)).toHaveLength(1)
    })

    test('are no more than so many, but any of them may come again', async () => {
      const database = await opened(fresh)
      for (let number = 0; number < MOST_SUBSCRIPTIONS; number++)
        await saveSubscription(database, browser(String(number)), at(1))
      expect(await saveSubscription(database, browser('more'), at(2))).toBe('too many')
      expect(await saveSubscription(database, browser('0'), at(2))).toBe('updated')
      expect(await listSubscriptions(database.queries)).toHaveLength(MOST_SUBSCRIPTIONS)
    })

    test('have a receipt while another fails, until all have the notice', async () => {
      const database = await opened(fresh)
      const { queries } = database
      for (const id of ['a', 'b', 'c']) await saveSubscription(database, browser(id), at(1))
      const failed = [{ id: 'b', failure: 'answers 503' }]
      await recordTry(database, tried({ took: ['a'], failed, gone: ['c'] }))
      expect(await findReceipts(queries, 'CA1_missed')).toEqual(new Set(['a']))
      expect(await findReceipts(queries, 'CA2_missed')).toEqual(new Set())
      expect(await listSubscriptions(queries)).toMatchObject([
        { id: 'a', told_at: at(5), failure: null },
        { id: 'b', told_at: null, failure: 'answers 503' },
      ])
      // The same once more, by a process that did not know.
      await recordTry(database, tried({ took: ['a'], failed }))
      await recordTry(database, tried({ took: ['b'], at: at(6) }))
      expect(await findReceipts(queries, 'CA1_missed')).toEqual(new Set())
      expect(await listSubscriptions(queries)).toMatchObject([
        { told_at: at(5) },
        { told_at: at(6), failure: null },
      ])
    })

    test('keep no receipt of a notice that nobody tries any more', async () => {
      const database = await opened(fresh)
      const failed = [{ id: 'b', failure: 'answers 503' }]
      await recordTry(database, tried({ took: ['a'], failed }))
      await recordTry(database, tried({ notice: 'CA2_missed', forgetBefore: at(6), at: at(9) }))
      expect(await findReceipts(database.queries, 'CA1_missed')).toEqual(new Set())
    })

    test('know us by one pair of keys, whoever made it', async () => {
      const database = await opened(fresh)
      expect(await findVapidKeys(database.queries)).toBeUndefined()
      const keys = (name: string) => () => ({ publicKey: name, privateKey: `${name}'s` })
      const [one, other] = await Promise.all(
        ['one', 'other'].map((name) => keepVapidKeys(database, keys(name), at(1))),
      )
      expect(other).toEqual(one)
      expect(await keepVapidKeys(database, keys('third'), at(2))).toEqual(one)
    })
  })
}
