import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { conversations } from '../../../server/cli/conversations/conversations.ts'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { inTerminalWords } from '../../../server/cli/command/in-terminal-words.ts'
import { runHere, startConcierge } from '../../support/command.ts'

/** Words that are for programs: of HTTP, of JSON, of pages that a browser shows. */
const FOR_PROGRAMS =
  /\b(GET|POST|PATCH|PUT|DELETE|JSON|HTTP|Bearer|header|content-type|next_cursor)\b|\/docs|text\/|application\/|_/

/** Every sentence with which the API refuses something, as its source has it. */
function sentences(): string[] {
  const files = globSync('server/owner/api/*.ts').map((file) => readFileSync(file, 'utf8'))
  const literal = String.raw`('(?:[^'\n\\]|\\.)*'|` + '`[^`\n]*`)'
  const refusals = [
    String.raw`new Problem\(\s*\d+,\s*${literal}`,
    String.raw`\[4\d\d, ${literal}\]`,
    String.raw`message: ${literal}`,
  ]
  return files.flatMap((text) =>
    refusals.flatMap((refusal) =>
      [...text.matchAll(new RegExp(refusal, 'g'))].map(([, found]) =>
        found!
          .slice(1, -1)
          .replaceAll(/\$\{c\.req\.method\}/g, 'GET')
          .replaceAll(/\$\{[^}]*\}/g, '1'),
      ),
    ),
  )
}

test('whatever the API says is said in words of the terminal there', () => {
  expect(sentences().length).toBeGreaterThan(12)
  // Names of settings have the sign in them that names of fields have.
  const said = sentences().map((one) => inTerminalWords(one).replace(/\b[A-Z]+(_[A-Z]+)+\b/g, ''))
  expect(said.filter((one) => FOR_PROGRAMS.test(one))).toEqual([])
})

test('a refusal says what to type', async () => {
  const { env } = await startConcierge()
  const run = (...args: string[]) => runHere(exceptions, args, { env })
  await run('add', '+14155550111', '--name', 'Mom')
  expect((await run('add', '+14155550111', '--name', 'Mom')).err).toBe(
    '+14155550111 is on the list already: change it with npm run exceptions -- edit\n',
  )
  expect((await run('remove', '+14155550112')).err).toBe(
    '+14155550112 is not on the list: see npm run exceptions -- list\n',
  )
  expect((await run('add', '+14155550112', '--name', 'x'.repeat(500))).err).toMatch(/^--name: /)
  expect((await run('add', '12', '--name', 'x')).err).toMatch(/^the number: /)
  const { err } = await runHere(conversations, ['CA0000'], { env })
  expect(err).toBe('No call CA0000 is known: see npm run conversations\n')
  // Programs read what the API said.
  const json = await run('remove', '+14155550112', '--json')
  expect(JSON.parse(json.err)).toMatchObject({ detail: expect.stringContaining('GET /exceptions') })
})

test('without a key it is said where to put it', async () => {
  const { url } = await startConcierge()
  const { err, code } = await runHere(exceptions, ['list', '--url', url])
  expect(err).toBe(
    'The server asks for a key\n' +
      'Set ADMIN_API_KEY, in the environment or in .env, to the key of that server.\n',
  )
  expect(code).toBe(5)
})
