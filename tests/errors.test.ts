/** The family of errors: every class of ours belongs to it, has a code of its own, and says what is to be done. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConciergeError } from '../storage/concierge-error.ts'

/** A flow knows nothing but XState, and the phone speaks for Twilio: these are not of the family. */
const STRANGERS = new Set([
  'NoCueError',
  'UnansweredPortError',
  'MoveError',
  'PhoneError',
  'UntimelyError',
])

const CLASS = /class (\w+) extends (\w*Error) \{/g
const FILES = globSync('{machines,prompts,storage,server}/**/*.ts')
const CLASSES = FILES.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(CLASS)].map(([, name = '', base = '']) => ({
    file,
    name,
    base,
  })),
)
const FAMILY = CLASSES.filter(({ name }) => !STRANGERS.has(name))

test('every error of ours is one of the family', () => {
  const known = new Set(['ConciergeError', ...FAMILY.map(({ name }) => name)])
  expect(FAMILY.filter(({ name, base }) => name !== 'ConciergeError' && !known.has(base))).toEqual(
    [],
  )
  expect(FAMILY.length).toBeGreaterThan(10)
})

test('each has a code that no other has', async () => {
  const codes: string[] = []
  for (const { file, name } of FAMILY) {
    const source = readFileSync(file, 'utf8')
    const [, body = ''] = source.split(`class ${name} extends `)
    const [, code] = /readonly code(?:: string)? = '(\w+)'/.exec(body) ?? []
    if (name !== 'ConciergeError') codes.push(code ?? name)
  }
  expect(codes.filter((code) => !/^[A-Z][A-Z_]+$/.test(code))).toEqual([])
  expect(new Set(codes).size).toBe(codes.length)
})

test('none is known by the string of its name', () => {
  // `Problem` is also what the API's description calls its schema.
  const named = FILES.filter((file) =>
    FAMILY.some(
      ({ name }) => name !== 'Problem' && readFileSync(file, 'utf8').includes(`'${name}'`),
    ),
  )
  expect(named).toEqual([])
})

test('an error tells its class, its code, what is to be done, and its cause', () => {
  class LostError extends ConciergeError {
    readonly code = 'LOST'
    readonly disposition = 'carry on'
  }
  const cause = new Error('why')
  const error = new LostError('It is lost', { cause })
  expect(error).toMatchObject({ name: 'LostError', code: 'LOST', disposition: 'carry on', cause })
  expect(String(error)).toBe('LostError: It is lost')
  expect(error).toBeInstanceOf(Error)
})
