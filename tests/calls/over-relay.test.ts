/** Every test of calls in this folder, once more over a socket. */
import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { overRelay } from '../support/both-lines.ts'

const FILES = globSync('tests/calls/{*,whisper/*,outage/*}.test.ts').filter(
  // An update of a call is for who has no socket; over one what is decided is heard without any: races.test.ts.
  (file) => !/(over-relay|process|owner-at-once)\.test\.ts$/.test(file),
)

test('there are some', () => {
  expect(FILES.length).toBeGreaterThan(5)
})

describe.each(FILES.map((file) => ({ name: basename(file, '.test.ts'), file })))(
  'over a socket: $name',
  async ({ file }) => {
    // Another address is another module, whose tests are declared anew.
    await overRelay(() => import(`${pathToFileURL(file).href}?line=relay`))
  },
)
