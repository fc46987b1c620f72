import { createOverheard } from '../../server/calls/overheard.ts'
import pino from 'pino'
import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { flows } from '../../machines/flows.ts'
import type { ManagementDependencies } from '../../server/owner/api/management.ts'
import type { ConsoleDependencies } from '../../server/owner/console/console.ts'
import { createRooms } from '../../server/rooms.ts'
import { publicReach } from '../../server/basics/reach.ts'
import { readConfig, type Config } from '../../server/settings/config.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { SETTINGS, verdict } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'

/** What of the settings opens something. */
type Secret =
  | 'adminKeys'
  | 'authTokens'
  | 'azureSql'
  | 'azureOpenAi'
  | 'openAi'
  | 'notices'
  | 'noticesGiven'

const HOURS = { timeZone: 'UTC', rules: [], quiet: null, flow: '', flowByNumber: new Map() }

function roomsOf(config: Config) {
  const database = openSqlite(':memory:')
  onTestFinished(() => database.close())
  const metrics = async () => ({ text: '', contentType: 'text/plain' })
  const simulate = () => new Response()
  const now = () => new Date()
  const log = pino({ level: 'silent' })
  return createRooms(config, {
    database,
    flows,
    deciding: {
      decide: async () => ({ how: 'unknown', standing: null }),
      standing: (call) => ({ call, state: '', possible: [] }),
      find: async () => null,
    },
    render: () => '',
    screen: () => verdict('end', ''),
    simulate,
    streamed: { simulate, sockets: () => Promise.reject(new Error('nobody plays')) },
    metrics,
    models: () => [],
    overheard: createOverheard(),
    noticeDesk: () => Promise.reject(new Error('nobody looks at notices')),
    listDesk: {} as never,
    hours: {
      given: HOURS,
      flows: [],
      current: () => HOURS,
      changedAt: () => null,
      change: async () => {},
      refresh: async () => {},
    },
    push: { reach: publicReach, current: () => Promise.resolve(null) },
    health: { instance: 'this one' },
    now,
    log,
  })
}

test('Neither the API nor a page of the console has a place for a secret', () => {
  expectTypeOf<Secret>().toExtend<keyof Config>()
  expectTypeOf<Extract<keyof ManagementDependencies, Secret>>().toBeNever()
  expectTypeOf<Extract<keyof ConsoleDependencies, Secret>>().toBeNever()
})

test('Settings are handed to the rooms by name, never the whole of them with its secrets', async () => {
  const read = new Set<string | symbol>()
  const config = new Proxy(readConfig({ ...SETTINGS, ADMIN_API_KEY: KEY }), {
    get(settings, name) {
      read.add(name)
      return settings[name as keyof Config]
    },
    ownKeys() {
      throw new Error('The settings are handed on whole')
    },
  })
  const rooms = roomsOf(config)
  await rooms.management()
  await rooms.console()
  // For the door, and to sign what the phone of the console posts.
  const secrets: Secret[] = [
    'adminKeys',
    'authTokens',
    'azureSql',
    'azureOpenAi',
    'openAi',
    'notices',
    'noticesGiven',
  ]
  expect(secrets.filter((name) => read.has(name))).toEqual(['adminKeys', 'authTokens'])
})

test('A room is made once, however many ask for it', async () => {
  const rooms = roomsOf(readConfig({ ...SETTINGS, ADMIN_API_KEY: KEY }))
  expect(await rooms.management()).toBe(await rooms.management())
  expect(await rooms.console()).toBe(await rooms.console())
})
