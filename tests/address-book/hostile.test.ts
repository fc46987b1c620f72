/** Servers that answer otherwise than a CardDAV server does: contacts stay, and it is said why. */
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { syncContacts } from '../../server/address-book/sync.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { card, sendXml, startDav } from '../support/carddav-server.ts'
import { temporaryFile } from '../support/concierge.ts'
import { startEndlessPeer } from '../support/endless.ts'

async function syncing(url: string, patienceMs = 60_000) {
  const database = openSqlite(await temporaryFile())
  onTestFinished(() => database.close())
  await migrate(database.queries)
  const settings = {
    url,
    user: 'me',
    password: 'a-password-for-apps',
    book: null,
    group: null,
    everyHours: 6,
  }
  const deps = { database, settings, defaultCountry: 'US', patienceMs, now: () => new Date() }
  return {
    sync: () => syncContacts(deps, { dryRun: false, mayRemove: () => Promise.resolve(false) }),
    names: async () =>
      (
        await database.queries
          .selectFrom('exception_phone_numbers')
          .select('contact_name')
          .where('is_active', '=', 1)
          .orderBy('contact_name')
          .execute()
      ).map((row) => row.contact_name),
    failure: async () =>
      (await database.queries.selectFrom('address_book').select('failure').executeTakeFirst())
        ?.failure,
  }
}

/** A server with one contact, read once. */
async function withAnn() {
  const dav = await startDav()
  dav.cards.set('a.vcf', card('Ann', '+14155550111'))
  const book = await syncing(dav.url)
  await book.sync()
  expect(await book.names()).toEqual(['Ann'])
  return { dav, ...book }
}

test('one that has forgotten its token is read as a whole, and only what has changed is fetched', async () => {
  const { dav, sync, names } = await withAnn()
  dav.cards.set('b.vcf', card('Bob', '+14155550112'))
  dav.asked.length = 0
  await sync()
  expect(await names()).toEqual(['Ann', 'Bob'])
  const fetched = dav.asked.filter(({ body }) => /multiget/.test(body))
  expect(fetched).toHaveLength(1)
  expect(fetched[0]!.body).not.toContain('a.vcf')
})

test('one that knows no sync is read by the state of its cards', async () => {
  const { dav, sync, names } = await withAnn()
  dav.cards.set('b.vcf', card('Bob', '+14155550112'))
  dav.before = ({ method, path, body }, response) => {
    if (/sync-collection/.test(body)) return sendXml(response, '<error xmlns="DAV:"/>', 415)
    if (method !== 'PROPFIND' || path !== '/h/b/') return false
    const cards = [...dav.cards.keys()].map(
      (name) =>
        `<response><href>/h/b/${name}</href><propstat><prop><getetag>"1"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response>`,
    )
    return sendXml(
      response,
      `<multistatus xmlns="DAV:"><response><href>/h/b/</href><propstat><prop/><status>HTTP/1.1 200 OK</status></propstat></response>${cards.join('')}</multistatus>`,
    )
  }
  await sync()
  expect(await names()).toEqual(['Ann', 'Bob'])
})

test.each([
  ['a page', '<!DOCTYPE html><html><body>Welcome', 'text/html'],
  ['XML that ends too soon', '<multistatus xmlns="DAV:"><response><href>/h/', 'application/xml'],
  ['other XML', '<feed><entry/></feed>', 'application/xml'],
  ['nothing', '', 'application/xml'],
  [
    'entities that grow',
    `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">${'bcdefgh'.replace(/./g, (name, at: number) => `<!ENTITY ${name} "${`&${'abcdefg'[at]};`.repeat(10)}">`)}]><multistatus xmlns="DAV:"><response><href>&h;</href></response></multistatus>`,
    'application/xml',
  ],
  [
    'a file of this machine',
    '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><multistatus xmlns="DAV:"><response><href>&a;</href></response></multistatus>',
    'application/xml',
  ],
])('%s is no address book, and takes nobody away', async (_, body, type) => {
  const { dav, sync, names, failure } = await withAnn()
  dav.before = (_request, response) => {
    response.writeHead(207, { 'content-type': type }).end(body)
    return true
  }
  await expect(sync()).rejects.toThrow(/answers as no CardDAV server does|has no address book/)
  expect(await names()).toEqual(['Ann'])
  expect(await failure()).toMatch(/answers as no CardDAV|has no address book/)
})

test.each([
  ['while it is looked for', /PROPFIND/],
  ['in its cards', /REPORT/],
])('an answer without an end is not read to it, %s', async (_, methods) => {
  const { dav, sync, names } = await withAnn()
  const endless = await startEndlessPeer(207, { 'content-type': 'application/xml' }, '<response/>')
  dav.before = ({ method, path }, response) => {
    if (!methods.test(method)) return false
    void fetch(endless.url + path).then(async ({ body }) => {
      response.writeHead(207, { 'content-type': 'application/xml' })
      for await (const piece of body!) if (!response.write(piece) && response.closed) break
    })
    return true
  }
  await expect(sync()).rejects.toThrow(/more than 64 MB/)
  expect(await names()).toEqual(['Ann'])
})

test('who never answers is not waited for', async () => {
  const dav = await startDav()
  dav.before = () => true
  const { sync } = await syncing(dav.url, 300)
  await expect(sync()).rejects.toThrow('gave no answer in time')
})

test('a wrong password is said to be one', async () => {
  const dav = await startDav()
  dav.before = (_, response) => {
    response.writeHead(401).end()
    return true
  }
  const { sync } = await syncing(dav.url)
  await expect(sync()).rejects.toThrow(/refuses the user or the password/)
})

test('the password is told to no other server, whoever leads there', async () => {
  const heard: (string | undefined)[] = []
  const other = createServer((request, response) => {
    heard.push(request.headers.authorization)
    response.writeHead(404).end()
  })
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  const led = await startDav()
  led.before = ({ path }, response) => {
    response.writeHead(301, { location: elsewhere + path }).end()
    return true
  }
  await expect((await syncing(led.url)).sync()).rejects.toThrow(/another server/)
  const { dav, sync, names } = await withAnn()
  dav.before = ({ path, method }, response) =>
    method === 'PROPFIND' && path === '/'
      ? sendXml(
          response,
          `<multistatus xmlns="DAV:"><response><href>/</href><propstat><prop><current-user-principal><href>${elsewhere}/p/</href></current-user-principal></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`,
        )
      : false
  await expect(sync()).rejects.toThrow(/another server/)
  expect(heard).toEqual([])
  expect(await names()).toEqual(['Ann'])
})

test('100,000 cards are refused', async () => {
  const { dav, sync, names } = await withAnn()
  for (let index = 0; index < 100_000; index++) dav.cards.set(`${index}.vcf`, 'x')
  await expect(sync()).rejects.toThrow(/more than 20000 cards: choose a smaller one/)
  expect(await names()).toEqual(['Ann'])
})

test('one that is empty all of a sudden takes nobody away, and is believed to be whole again', async () => {
  const { dav, sync, names, failure } = await withAnn()
  dav.cards.set('b.vcf', card('Bob', '+14155550112'))
  await sync()
  const cards = [...dav.cards]
  dav.cards.clear()
  await sync()
  expect(await names()).toEqual(['Ann', 'Bob'])
  expect(await failure()).toMatch(/^2 contacts are gone .* npm run contacts -- sync --yes$/)
  for (const [name, words] of cards) dav.cards.set(name, words)
  await sync()
  expect(await names()).toEqual(['Ann', 'Bob'])
  expect(await failure()).toBeNull()
})

test('a card that is none, or too long, costs nobody else', async () => {
  const { dav, sync, names } = await withAnn()
  dav.cards.set('b.vcf', 'BEGIN:VCARD\nFN:Half')
  dav.cards.set('c.vcf', card('Bob', '+14155550112', `NOTE:${'x'.repeat(3 * 2 ** 20)}\r\n`))
  dav.cards.set('d.vcf', card('Cid', '+14155550113', `PHOTO;ENCODING=b:${'A'.repeat(2 ** 20)}\r\n`))
  await sync()
  expect(await names()).toEqual(['Ann', 'Cid'])
})
