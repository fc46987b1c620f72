/** The database is locked by somebody else: calls are answered all the same, and the server stays awake. */
import { setTimeout as delay } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { saveContact } from '../../storage/contacts.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { phoneTo } from '../support/phone-to.ts'
import type { Attack, Report } from './attack.ts'
import { timed } from './timed.ts'
import { withServers } from './with-servers.ts'
import { SHARED } from '../../storage/roll.ts'

const CONTACTS = ['+14155550111', '+14155550112', '+14155550113', '+14155550114', '+14155550115']
const CALLERS = 20
/** Promised is one second; the machine is busy with the attack too. */
const AWAKE = { ms: 2_000, else: '/healthz is silent' }
/** Twilio gives up after 15 s. */
const ANSWERED = { ms: 12_000, else: 'a caller waits too long' }

export const locks: Attack = {
  name: 'locks',
  promise:
    'while another holds the database, contacts get through, others hear a sentence, and it stays awake',
  share: 2,
  run: (budget, random, report) =>
    withServers(async ({ file, start }) => {
      await writeContacts(file)
      const { url } = await start()
      const phone = phoneTo(() => url)
      while (!budget.isSpent()) {
        const holder = new Sqlite(file)
        holder.exec(random.pick(['begin immediate', 'begin exclusive']))
        const heldMs = budget.isBrief ? 1_000 : random.whole(4_000, 15_000)
        const held = delay(heldMs).then(() => holder.close())
        const callers = Array.from({ length: CALLERS }, async (_, index) => {
          await delay(index * 50)
          await ring(phone, CONTACTS[index] ?? `+141555501${20 + index}`, report)
        })
        await awake(url, held, report)
        await Promise.all([held, ...callers])
        if (!budget.isBrief) await delay(3_000)
      }
    }),
}

async function writeContacts(file: string): Promise<void> {
  await using database = openSqlite(file)
  await migrate(database.queries)
  for (const phoneNumber of CONTACTS) {
    const contact = { phoneNumber, name: 'Friend', category: 'friend' }
    await database.write((queries) =>
      saveContact(queries, SHARED, contact, new Date().toISOString()),
    )
  }
}

async function ring(
  phone: ReturnType<typeof phoneTo>,
  from: string,
  report: Report,
): Promise<void> {
  const isContact = CONTACTS.includes(from)
  let heard = false
  const ms = await timed(async () => {
    const call = await phone.ring({ from })
    heard = call.heard.length > 0 || call.state === 'dialing'
    if (isContact && call.state !== 'dialing')
      report.fault('a contact does not get through', call.state)
    for (const { message } of call.failures) report.fault(`Twilio would complain: ${message}`)
    await call.hangUp().catch(() => undefined)
  })
  if (!heard) report.fault('a caller hears nothing')
  report.took(ms, ANSWERED)
  report.tried()
}

async function awake(url: string, held: Promise<unknown>, report: Report): Promise<void> {
  const free = new AbortController()
  void held.then(() => free.abort())
  while (!free.signal.aborted) {
    const ms = await timed(async () => (await fetch(`${url}/healthz`)).arrayBuffer())
    report.took(ms, AWAKE)
    await delay(200)
  }
}
