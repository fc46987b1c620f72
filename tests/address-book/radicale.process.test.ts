/** Contacts that keep themselves, from a CardDAV server that others use too. */
import { describe, expect, test } from 'vitest'
import { contacts } from '../../server/cli/contacts/contacts.ts'
import { addContact, changeContact, removeContact } from '../../storage/contacts.ts'
import { findAddressBook } from '../../storage/address-book.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { card } from '../support/carddav-server.ts'
import { createTerminal, runHere } from '../support/command.ts'
import { createConcierge, temporaryFile } from '../support/concierge.ts'
import { hasRadicale, PASSWORD, startRadicale, USER } from '../support/radicale.ts'
import { SHARED } from '../../storage/roll.ts'

const ANN = card('Ann', '+1 415-555-0111', 'CATEGORIES:Family\r\n')
const numberOf = (index: number) => `+14155550${String(100 + index)}`

async function withBook() {
  const radicale = await startRadicale()
  await radicale.makeBook('people', 'People')
  const file = await temporaryFile()
  const env = {
    CARDDAV_URL: radicale.url,
    CARDDAV_USER: USER,
    CARDDAV_PASSWORD: PASSWORD,
    SQLITE_DB_PATH: file,
  }
  const database = openSqlite(file)
  await migrate(database.queries)
  const run = (...args: string[]) => runHere(contacts, args, { env })
  return {
    radicale,
    env,
    file,
    database,
    run,
    sync: (...args: string[]) => run('sync', ...args),
    list: async () =>
      (
        await database.queries
          .selectFrom('exception_phone_numbers')
          .selectAll()
          .where('is_active', '=', 1)
          .orderBy('phone_number')
          .execute()
      ).map((row) => `${row.phone_number} ${row.contact_name}, ${row.category}`),
    async fill(count: number) {
      for (let index = 0; index < count; index++)
        await radicale.put('people', `${index}.vcf`, card(`Friend ${index}`, numberOf(index)))
    },
  }
}

describe.skipIf(!hasRadicale)('contacts out of an address book', () => {
  test('come, change and go with it, and only what has changed is fetched', async () => {
    const { radicale, sync, list, fill } = await withBook()
    await fill(6)
    await radicale.put('people', 'ann.vcf', ANN)
    const first = await sync()
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain(
      '7 added, 0 changed, 0 removed; 0 are as somebody has made them here',
    )
    expect(await list()).toContain('+14155550111 Ann, Family')
    radicale.asked()
    expect((await sync()).out).toMatch(/^0 added, 0 changed, 0 removed/)
    // Who one is, where the books are, which there are, and what has changed.
    const { length: idle } = radicale.asked()
    await radicale.put('people', 'ann.vcf', ANN.replace('FN:Ann', 'FN:Anna'))
    await radicale.put('people', 'bob.vcf', card('Bob', '+14155550130'))
    await radicale.remove('people', '5.vcf')
    radicale.asked()
    const { out } = await sync()
    expect(out).toMatch(/^added +\+14155550130 +Bob$/m)
    expect(out).toMatch(/^changed +\+14155550111 +Anna$/m)
    expect(out).toMatch(/^removed +\+14155550105 +Friend 5$/m)
    expect(radicale.asked()).toHaveLength(idle + 1)
    expect(await list()).toEqual([
      ...[0, 1, 2, 3, 4].map((index) => `${numberOf(index)} Friend ${index}, other`),
      '+14155550111 Anna, Family',
      '+14155550130 Bob, other',
    ])
    await radicale.put('people', '5.vcf', card('Friend 5', numberOf(5)))
    await sync()
    expect(await list()).toContain(`${numberOf(5)} Friend 5, other`)
  })

  test('what a person has made, changed or taken off stays as it is', async () => {
    const { radicale, sync, list, fill, database } = await withBook()
    const now = new Date().toISOString()
    await addContact(
      database,
      SHARED,
      { phoneNumber: numberOf(0), name: 'Mom', category: 'family' },
      now,
    )
    await fill(9)
    await sync()
    expect(await list()).toContain(`${numberOf(0)} Mom, family`)
    const later = new Date(Date.now() + 60_000).toISOString()
    await database.write((queries) =>
      changeContact(queries, SHARED, numberOf(1), { name: 'Mine' }, later),
    )
    await database.write((queries) => removeContact(queries, SHARED, numberOf(2), later))
    await radicale.remove('people', '0.vcf')
    await radicale.remove('people', '1.vcf')
    await radicale.put('people', '2.vcf', card('Friend 2', numberOf(2), 'NOTE:Moved\r\n'))
    const { out } = await sync()
    expect(out).toMatch(/^0 added, 0 changed, 0 removed; 1 are/)
    expect(await list()).toContain(`${numberOf(0)} Mom, family`)
    expect(await list()).toContain(`${numberOf(1)} Mine, other`)
    expect((await list()).join()).not.toContain(numberOf(2))
  })

  test('more than a fifth goes only where somebody says so; what comes, comes', async () => {
    const { radicale, sync, list, fill, env } = await withBook()
    await fill(10)
    await sync()
    for (const index of [0, 1, 2]) await radicale.remove('people', `${index}.vcf`)
    await radicale.put('people', 'ann.vcf', ANN)
    const held = await sync()
    expect(held.code).toBe(1)
    expect(held.out).toContain('1 added, 0 changed, 0 removed')
    expect(held.out).toContain('3 gone from the address book, more than a fifth of all: kept.')
    expect(await list()).toHaveLength(11)
    expect(JSON.parse((await sync('--json')).out)).toMatchObject({ held_back: true, added: [] })

    const no = createTerminal(env)
    const refused = contacts(['sync'], no.around)
    await no.screen.until('Gone from the address book')
    no.press('n')
    expect(await refused).toBe(1)
    expect(await list()).toHaveLength(11)
    const terminal = createTerminal(env)
    const asked = contacts(['sync'], terminal.around)
    await terminal.screen.until('Gone from the address book')
    terminal.press('y')
    expect(await asked).toBe(0)
    expect(await list()).toHaveLength(8)
    for (const index of [3, 4]) await radicale.remove('people', `${index}.vcf`)
    expect((await sync('--yes')).code).toBe(0)
    expect(await list()).toHaveLength(6)
  })

  test('a dry run tells what would be, and changes nothing', async () => {
    const { sync, list, fill, database } = await withBook()
    await fill(2)
    const { out } = await sync('--dry-run')
    expect(out).toContain('Would be: 2 added, 0 changed, 0 removed')
    expect(await list()).toEqual([])
    expect(await findAddressBook(database.queries)).toMatchObject({ url: null, due_at: null })
    await sync()
    expect(await list()).toHaveLength(2)
  })

  test('of several address books one is chosen, and of that a group', async () => {
    const { radicale, run, env, list } = await withBook()
    await radicale.makeBook('work', 'Work')
    await radicale.put('people', 'ann.vcf', ANN)
    await radicale.put('people', 'bob.vcf', card('Bob', '+14155550112'))
    await radicale.put('people', 'cid.vcf', card('Cid', '+14155550113'))
    await radicale.put('work', 'boss.vcf', card('Boss', '+14155550114'))
    await radicale.put(
      'people',
      'group.vcf',
      'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:g\r\nFN:Family\r\nN:Family\r\nX-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:Bob\r\nEND:VCARD\r\n',
    )
    const unsaid = await run('sync')
    expect(unsaid.code).toBe(1)
    expect(unsaid.err).toMatch(/has several address books: choose one by CARDDAV_BOOK: /)
    const { out } = await run('books')
    expect(out).toMatch(/^People +http:.*\/me\/people\/$/m)
    expect(out).toMatch(/^Work +http:/m)
    const family = { ...env, CARDDAV_BOOK: 'people', CARDDAV_GROUP: 'family' }
    expect((await runHere(contacts, ['sync'], { env: family })).code).toBe(0)
    expect(await list()).toEqual(['+14155550111 Ann, Family', '+14155550112 Bob, other'])
    const all = { ...env, CARDDAV_BOOK: 'People' }
    await runHere(contacts, ['sync'], { env: all })
    expect(await list()).toHaveLength(3)
    const work = { ...env, CARDDAV_BOOK: `${radicale.url}/me/work` }
    expect((await runHere(contacts, ['sync'], { env: work })).code).toBe(1)
    expect(await list()).toHaveLength(4)
    await runHere(contacts, ['sync', '--yes'], { env: work })
    expect(await list()).toEqual(['+14155550114 Boss, other'])
    expect((await runHere(contacts, ['sync'], { env: { ...env, CARDDAV_BOOK: 'x' } })).err).toMatch(
      /has no address book called x: there are /,
    )
  })

  test('a server does it by itself, and asks nobody', async () => {
    const { radicale, env, list, fill, database } = await withBook()
    await fill(3)
    const clock = { now: new Date('2026-11-26T12:00:00.000Z') }
    const { phone, call } = await createConcierge({
      settings: env,
      now: () => clock.now,
      syncEveryMs: 20,
    })
    await expect.poll(list).toHaveLength(3)
    const caller = await phone.ring({ from: numberOf(1) })
    await caller.hangUp()
    expect((await call(caller.callSid)).final_decision).toBe('transferred_exception')
    await radicale.remove('people', '0.vcf')
    await radicale.put('people', 'ann.vcf', ANN)
    const failure = async () =>
      (await database.queries.selectFrom('address_book').select('failure').executeTakeFirst())
        ?.failure
    expect(await failure()).toBeNull()
    clock.now = new Date('2026-11-26T18:00:01.000Z')
    await expect.poll(list).toHaveLength(4)
    await expect.poll(failure).toMatch(/^1 contact is gone .* sync --yes$/)
  })

  test('a wrong password is said to be one', async () => {
    const { env } = await withBook()
    const { code, err } = await runHere(contacts, ['sync'], {
      env: { ...env, CARDDAV_PASSWORD: 'another-password' },
    })
    expect(code).toBe(1)
    expect(err).toBe(
      'The server refuses the user or the password: does it want a password for apps?\n',
    )
  })
})

test('without settings it says which', async () => {
  const { code, err } = await runHere(contacts, ['sync'])
  expect(code).toBe(2)
  expect(err).toContain('CARDDAV_URL, CARDDAV_USER and CARDDAV_PASSWORD')
  expect((await runHere(contacts, ['merge'])).err).toContain('Say sync')
})
