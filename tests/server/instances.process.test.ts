import { afterEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../server/open-database.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { AUTH_TOKEN, OWNER, PUBLIC_URL, temporaryFile } from '../support/concierge.ts'
import { startRoundRobin } from '../support/round-robin.ts'
import { startProcess, type ServerProcess } from '../support/server-process.ts'

const started: ServerProcess[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()))
})

const { TEST_MSSQL_CONNECTION_STRING: sqlServer } = process.env
const DATABASES: [string, Record<string, string>][] = [['one database file', {}]]
if (sqlServer)
  DATABASES.push(['SQL Server', { USE_AZURE_SQL: 'true', AZURE_SQL_CONNECTION_STRING: sqlServer }])

describe.each(DATABASES)('Three servers over %s, behind a round-robin proxy', (_, settings) => {
  test('whole calls hop between them while one is killed and restarted: none is lost, nothing is doubled', async () => {
    const file = await temporaryFile()
    const start = async () => {
      const server = await startProcess(file, { SCREENING_MS: '5', ...settings })
      started.push(server)
      return server
    }
    const servers = [await start(), await start(), await start()]
    await using proxy = await startRoundRobin(() => servers.map(({ url }) => url))
    const phone = createPhone({
      url: PUBLIC_URL,
      authToken: AUTH_TOKEN,
      fetch: (url, init) => fetch(proxy.url + new URL(url).pathname + new URL(url).search, init),
    })
    await using database = await openDatabase({
      azureSql: settings.AZURE_SQL_CONNECTION_STRING ?? null,
      sqlitePath: file,
    })

    const calling = new AbortController()
    const allHadPart = async () => {
      await expect.poll(() => servers.filter(({ url }) => !proxy.answered.has(url))).toEqual([])
    }
    const killer = (async () => {
      for (let kills = 0; kills < 3; kills++) {
        await allHadPart()
        await servers[kills]!.kill()
        servers[kills] = await start()
      }
      await allHadPart()
      calling.abort()
    })()

    async function urgentCall(from: string): Promise<void> {
      const caller = await phone.ring({ from })
      await caller.say('one')
      await caller.say('two')
      await caller.say('the barn is on fire')
      expect(caller.dialed?.number).toBe(OWNER)
      await caller.dialEnds('completed')
      expect(caller.failures).toEqual([])
      const rows = await database.queries
        .selectFrom('conversation')
        .select(['speaker', 'text'])
        .where('call_sid', '=', caller.callSid)
        .orderBy('turn_index')
        .execute()
      expect(rows.slice(1).map(({ text }) => text)).toEqual([
        'one',
        'You said one. Go on?',
        'two',
        'You said two. Go on?',
        'the barn is on fire',
        'If a life is at risk, call 9 1 1 now. I am putting you through.',
      ])
      const call = await database.queries
        .selectFrom('calls')
        .select(['final_decision', 'transfer_status', 'revision'])
        .where('call_sid', '=', caller.callSid)
        .executeTakeFirstOrThrow()
      expect(call).toMatchObject({ final_decision: 'transferred', transfer_status: 'completed' })
    }

    /** Each line has a number of its own: the same one twice at a time is our own dial coming back. */
    async function line(index: number): Promise<number> {
      let calls = 0
      for (; !calling.signal.aborted; calls++)
        await urgentCall(`+1${200 + index}55501${String(calls % 100).padStart(2, '0')}`)
      return calls
    }
    const calls = await Promise.all([0, 1, 2, 3, 4, 5].map(line))
    await killer
    expect(Math.min(...calls)).toBeGreaterThan(0)
    // Three at the beginning, three that came for those that were killed.
    expect(proxy.answered.size).toBe(6)
  })
})

test('Three servers that start at once on a new database all come up', async () => {
  const file = await temporaryFile()
  const servers = await Promise.all([1, 2, 3].map(() => startProcess(file)))
  started.push(...servers)
  for (const { url } of servers) expect((await fetch(`${url}/readyz`)).status).toBe(200)
})
