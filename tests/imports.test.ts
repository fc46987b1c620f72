/** Who may know whom: the layers of the project, held. */
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The first that fits a file is its rule. */
const MAY_IMPORT: { files: RegExp; targets: RegExp[] }[] = [
  // A flow runs unchanged in a browser, a test, a drawing tool.
  { files: /^machines\//, targets: [/^machines\//, /^xstate$/] },
  { files: /^prompts\//, targets: [/^prompts\//, /^zod$/] },
  // A migration stays what it was when it ran, whatever becomes of the code around it.
  { files: /^storage\/migrations\//, targets: [/^kysely$/] },
  {
    files: /^storage\//,
    targets: [
      /^storage\//,
      /^node:/,
      /^kysely(\/.+)?$/,
      /^(better-sqlite3|tedious|tarn|@tediousjs\/connection-string)$/,
    ],
  },
  // The phone knows of the server what Twilio knows: its webhooks.
  {
    files: /^server\/twilio\/phone(\.ts|\/)/,
    targets: [
      /^server\/twilio\/phone(\.ts|\/)/,
      /^node:/,
      /^@rgrove\/parse-xml$/,
      /^twilio\/lib\/webhooks\//,
    ],
  },
  { files: /^server\//, targets: [/./] },
]

/** What only these files may import. */
const RESERVED: { target: RegExp; files: RegExp }[] = [
  { target: /^tests\//, files: /^tests\// },
  { target: /^twilio\/lib\/twiml\//, files: /^server\/twilio\/twiml\.ts$/ },
  {
    target: /^twilio\/lib\/webhooks\//,
    files: /^server\/twilio\/(signature\.ts|phone\.ts|phone\/)/,
  },
  // The whole of it, 0.4 s of loading, is for nobody.
  { target: /^twilio$/, files: /^$/ },
]

const FILES = globSync('{machines,prompts,storage,server}/**/*.ts').map((file) =>
  file.replaceAll('\\', '/'),
)

describe('no file imports what its folder may not know', () => {
  test.each(['machines', 'prompts', 'storage', 'server'])('%s', (folder) => {
    const files = FILES.filter((file) => file.startsWith(`${folder}/`))
    expect(files).not.toEqual([])
    expect(files.flatMap((file) => trespasses(file, readFileSync(file, 'utf8')))).toEqual([])
  })
})

test.each([
  ['machines/flows/concierge.ts', "import { readFileSync } from 'node:fs'"],
  ['machines/flows/concierge.ts', "import { speechIn } from '../prompts/speech/speech.ts'"],
  ['machines/flows/concierge.ts', "export type { Turn } from '../server/calls/turn.ts'"],
  ['prompts/concierge.ts', "import type { Verdict } from '../machines/ports.ts'"],
  ['prompts/concierge.ts', "const openai = await import('openai')"],
  ['storage/calls/calls.ts', "import type { CallEvent } from '../machines/call.ts'"],
  ['storage/calls/calls.ts', "import {\n  compose,\n} from '../server/compose.ts'"],
  ['storage/migrations/0001-calls.ts', "import type { CallRow } from '../schema.ts'"],
  ['server/phone/phone.ts', "import { createTurn } from '../turn.ts'"],
  ['server/phone/transport.ts', "import type { Hono } from 'hono'"],
  ['server/lines/twilio/webhooks.ts', "import 'twilio/lib/twiml/VoiceResponse.js'"],
  [
    'server/lines/twilio/twiml.ts',
    "import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'",
  ],
  ['server/lines/twilio/signature.ts', "import twilio from 'twilio'"],
  ['server/app.ts', "import { walk } from './machines/walk.ts'"],
])('%s may not say %j', (file, source) => {
  expect(trespasses(file, source)).toHaveLength(1)
})

function trespasses(file: string, source: string): string[] {
  const rule = MAY_IMPORT.find(({ files }) => files.test(file))
  return importsOf(file, source)
    .filter(
      (target) =>
        !rule?.targets.some((allowed) => allowed.test(target)) ||
        RESERVED.some((reserved) => reserved.target.test(target) && !reserved.files.test(file)),
    )
    .map((target) => `${file} imports ${target}`)
}

/** What a source imports, in whatever way: packages by name, our own files by their path. */
function importsOf(file: string, source: string): string[] {
  const specifiers = source.matchAll(/(?<!['"])\b(?:from|import)\s*\(?\s*(['"])(.+?)\1/g)
  return [...specifiers].map(([, , target = '']) =>
    target.startsWith('.') ? posix.join(posix.dirname(file), target) : target,
  )
}
