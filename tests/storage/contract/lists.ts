/** What a database knows of numbers that others have reported. */
import { describe, expect, test } from 'vitest'
import { findListFiles, forgetListFiles, saveListFile } from '../../../storage/rules/list-files.ts'
import {
  countReports,
  forgetReports,
  MOST_AT_ONCE,
  putListed,
  removeListed,
} from '../../../storage/rules/list-numbers.ts'
import { listedOn } from '../../support/listed-on.ts'
import {
  beginList,
  changeList,
  claimList,
  listLists,
  removeList,
  settleList,
} from '../../../storage/rules/lists.ts'
import { at } from '../calls-to-store.ts'
import { opened, type FreshDatabase } from './fresh-database.ts'

const FTC = { name: 'ftc', source: 'ftc', actAs: 'doubtful', dueAt: at(0) } as const
const NUMBER = '+14155550123'
const report = (key: number, phoneNumber = NUMBER, day = '2026-11-20') => ({
  key,
  phoneNumber,
  day,
})

export function describeLists(kind: string, fresh: FreshDatabase): void {
  describe(`${kind}: lists of reported numbers`, () => {
    test('a number is found with what its lists do, and however its network writes it', async () => {
      await using database = await opened(fresh)
      const { queries } = database
      await beginList(database, FTC, at(0))
      const own = { name: 'own', source: 'file', actAs: 'blocked', dueAt: null } as const
      expect(await beginList(database, own, at(0))).toBe(true)
      expect(await beginList(database, { ...own, actAs: 'doubtful' }, at(0))).toBe(false)
      await countReports(database, 'ftc', [report(1), report(2)])
      const mexican = { list: 'own', reports: 1, last_at: at(0) }
      await putListed(queries, 'own', [
        { ...mexican, phone_number: NUMBER },
        { ...mexican, phone_number: '+525512345678' },
      ])
      expect(await listedOn(queries, NUMBER)).toEqual([
        { list: 'ftc', reports: 2, asBlocked: false },
        { list: 'own', reports: 1, asBlocked: true },
      ])
      expect(await listedOn(queries, '+5215512345678')).toEqual([
        { list: 'own', reports: 1, asBlocked: true },
      ])
      expect(await listedOn(queries, '+14155550199')).toEqual([])
      await changeList(database, 'ftc', { act_as: 'blocked' })
      expect((await listedOn(queries, NUMBER))[0]?.asBlocked).toBe(true)
      expect(await listLists(queries)).toMatchObject([
        { name: 'ftc', act_as: 'blocked', numbers: 1 },
        { name: 'own', act_as: 'blocked', numbers: 2 },
      ])
    })

    test('a report counts once, in the same portion, in another and after others', async () => {
      await using database = await opened(fresh)
      await beginList(database, FTC, at(0))
      const large = Number.MAX_SAFE_INTEGER
      expect(await countReports(database, 'ftc', [report(large), report(large)])).toBe(1)
      expect(await countReports(database, 'ftc', [report(large - 1), report(large)])).toBe(1)
      expect(await countReports(database, 'ftc', [report(large)])).toBe(0)
      expect(await countReports(database, 'ftc', [])).toBe(0)
      expect((await listedOn(database.queries, NUMBER))[0]?.reports).toBe(2)
    })

    test('as many go in at once as there may, and those that are not reported any more go', async () => {
      await using database = await opened(fresh)
      await beginList(database, FTC, at(0))
      const numbers = Array.from({ length: MOST_AT_ONCE }, (_, key) =>
        report(
          key,
          `+1999555${String(key).padStart(4, '0')}`,
          key < 100 ? '2026-08-01' : undefined,
        ),
      )
      expect(await countReports(database, 'ftc', numbers)).toBe(MOST_AT_ONCE)
      await countReports(database, 'ftc', [report(1000, '+19995550001')])
      expect(await removeListed(database, 'ftc', '2026-09-01T00:00:00.000Z')).toBe(99)
      expect((await listedOn(database.queries, '+19995550001'))[0]?.reports).toBe(2)
      expect(await listedOn(database.queries, '+19995550002')).toEqual([])
      await forgetReports(database, 'ftc', '2026-09-01')
      expect(await countReports(database, 'ftc', [report(0), report(150)])).toBe(1)
    })

    test('a list that is removed counts no more, and begins anew as if it had never been', async () => {
      await using database = await opened(fresh)
      await beginList(database, FTC, at(0))
      await countReports(database, 'ftc', [report(1)])
      await saveListFile(database, {
        list: 'ftc',
        name: 'a',
        etag: 'x',
        modified: null,
        read_at: at(0),
      })
      expect(await removeList(database, 'ftc')).toBe(true)
      expect(await removeList(database, 'ftc')).toBe(false)
      expect(await listedOn(database.queries, NUMBER)).toEqual([])
      expect((await findListFiles(database.queries, 'ftc')).size).toBe(0)
      await removeListed(database, 'ftc', null)
      await forgetReports(database, 'ftc', null)
      await beginList(database, FTC, at(1))
      expect(await countReports(database, 'ftc', [report(1)])).toBe(1)
      expect((await listedOn(database.queries, NUMBER))[0]?.reports).toBe(1)
    })

    test('is read by one at a time, when it is due, and by the next where who read it is gone', async () => {
      await using database = await opened(fresh)
      await beginList(database, { ...FTC, dueAt: at(5) }, at(0))
      const claim = (now: string, leaseUntil: string, onlyDue = true) =>
        claimList(database, 'ftc', { now, leaseUntil, onlyDue })
      expect(await claim(at(1), at(3))).toBe(false)
      expect(await claim(at(1), at(3), false)).toBe(true)
      expect(await claim(at(2), at(4), false)).toBe(false)
      expect(await claim(at(5), at(7))).toBe(true)
      // Who comes back late changes nothing.
      await settleList(database, 'ftc', at(3), { due_at: at(9), failure: 'late' })
      expect((await listLists(database.queries))[0]).toMatchObject({ due_at: at(5), failure: null })
      await settleList(database, 'ftc', at(7), { due_at: at(9), read_at: at(6), failure: null })
      expect((await listLists(database.queries))[0]).toMatchObject({
        due_at: at(9),
        read_at: at(6),
        lease_until: null,
      })
      expect(await claim(at(8), at(9))).toBe(false)
    })

    test('its files are known by name, the last reading alone, until they are old', async () => {
      await using database = await opened(fresh)
      const file = { list: 'ftc', name: 'a.csv', etag: '"1"', modified: null, read_at: at(1) }
      await saveListFile(database, file)
      await saveListFile(database, { ...file, etag: '"2"', read_at: at(3) })
      await saveListFile(database, { ...file, name: 'b.csv' })
      await forgetListFiles(database, 'ftc', at(2))
      const files = await findListFiles(database.queries, 'ftc')
      expect([...files.values()]).toEqual([{ ...file, etag: '"2"', read_at: at(3) }])
    })
  })
}
