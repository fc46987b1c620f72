import { RefusedError } from '../../server/screening/completion-errors.ts'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog, type LogChoices } from '../../server/watch/log.ts'

async function logged(
  write: (log: ReturnType<typeof createLog>) => void,
  { readable = false, ...choices }: LogChoices & { readable?: boolean } = {},
): Promise<string> {
  let text = ''
  const destination = new Writable({
    write(line: Buffer, _, done) {
      text += line.toString()
      done()
    },
  })
  write(createLog('trace', readable, { ...choices, destination }))
  await expect.poll(() => text).not.toBe('')
  return text
}

/** V8 quotes the text that it cannot parse. */
function quoting(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch (error) {
    return error
  }
}

const SECRET = 'Pythagoras +14155550123'

test('a line is JSON with its level, its time and its text', async () => {
  const line = JSON.parse(await logged((log) => log.info({ call_sid: 'CA1' }, 'turn')))
  expect(line).toEqual({ level: 30, time: expect.any(String), call_sid: 'CA1', msg: 'turn' })
  expect(new Date(line.time).toISOString()).toBe(line.time)
})

test('in a terminal it is for reading, its error with where it came from', async () => {
  const text = await logged((log) => log.error({ err: quoting(SECRET) }, 'turn failed'), {
    readable: true,
  })
  expect(text).toMatch(/^\d\d:\d\d:\d\d ERROR turn failed SyntaxError\n {4}at /)
  expect(text).toMatch(/at quoting .*log\.test\.ts.*:\d+/)
  expect(text).not.toContain('Pythag')
})

test('of an error its kind and its place are told, its message only if it is ours', async () => {
  const text = await logged((log) => log.error({ err: quoting(SECRET) }, 'turn failed'))
  expect(text).not.toMatch(/Pythag|5550123/)
  const { err } = JSON.parse(text)
  expect(err).toEqual({ type: 'SyntaxError', stack: expect.stringMatching(/^ {4}at JSON\.parse/) })

  class ImpostorError extends Error {
    override name = 'RefusedError'
  }
  const impostor = await logged((log) => log.error({ err: new ImpostorError(SECRET) }, 'failed'))
  expect(impostor).not.toContain('Pythag')
  const ours = await logged((log) => log.error({ err: new RefusedError('filter') }, 'failed'))
  expect(JSON.parse(ours).err).toMatchObject({
    type: 'RefusedError',
    code: 'REFUSED',
    message: 'Filtered',
  })
})

test('the causes of an error are as discreet as itself', async () => {
  const cause = new Error(`Cannot read ${SECRET}`, { cause: quoting(SECRET) })
  const text = await logged((log) => log.error({ err: new Error(SECRET, { cause }) }, 'failed'))
  expect(text).not.toMatch(/Pythag|5550123/)
  expect(JSON.parse(text).err.cause.cause.type).toBe('SyntaxError')
})

test('an error whose causes go round in a circle is logged once', async () => {
  const error = new Error('round')
  error.cause = error
  expect(await logged((log) => log.error({ err: error }, 'failed'))).toContain('"msg":"failed"')
})

test.each([
  ['of a system says what and where', { code: 'ECONNREFUSED', syscall: 'connect' }, true],
  ['of SQLite names the column', { code: 'SQLITE_CONSTRAINT_NOTNULL' }, true],
  ['of SQL Server has the values of the row in it', { code: 'EREQUEST' }, false],
  ['of Node has the argument in it', { code: 'ERR_INVALID_ARG_VALUE' }, false],
])('an error %s', async (_, facts, speaks) => {
  const error = Object.assign(new Error('calls.caller_id +14155550123'), facts)
  const text = await logged((log) => log.error({ err: error }, 'failed'))
  expect(text.includes('5550123')).toBe(speaks)
  expect(JSON.parse(text).err.code).toBe(facts.code)
})

test('a code that comes from elsewhere is told only where it looks like one', async () => {
  const error = Object.assign(new Error('any'), { code: SECRET, status: 400 })
  expect(await logged((log) => log.error({ err: error }, 'failed'))).not.toMatch(/Pythag|5550123/)
})

test('a piece of a query that SQLite quotes stays out', async () => {
  const error = Object.assign(new Error('near "Pythagoras": syntax error'), {
    code: 'SQLITE_ERROR',
  })
  expect(await logged((log) => log.error({ err: error }, 'failed'))).not.toContain('Pythag')
})

test('a message of several lines does not pass for the place where it was thrown', async () => {
  const error = new Error(`first\n    at ${SECRET} (file:///a.ts:1:2)`)
  const text = await logged((log) => log.error({ err: error }, 'failed'))
  expect(text).not.toMatch(/Pythag|5550123/)
  expect(JSON.parse(text).err.stack).toMatch(/^ {4}at .*log\.test\.ts.*:\d+/)
  // Some libraries write it anew afterwards; the stack keeps what it was.
  const rewritten = new Error(`first\n${SECRET}`)
  rewritten.message = 'rewritten'
  expect(await logged((log) => log.error({ err: rewritten }, 'failed'))).not.toContain('Pythag')
})

test('a line without a text does not take that of its error', async () => {
  const text = await logged((log) => {
    log.error(new Error(SECRET))
    log.error({ err: new Error(SECRET) })
  })
  expect(text.trim().split('\n')).toHaveLength(2)
  expect(text).not.toMatch(/Pythag|5550123/)
})

test('whatever else is thrown is told by its type alone', async () => {
  const text = await logged((log) => log.error({ err: SECRET }, 'failed'))
  expect(JSON.parse(text).err).toEqual({ type: 'string' })
})

test('with LOG_PII messages are told, under pii', async () => {
  const cause = quoting(SECRET)
  const text = await logged((log) => log.error({ err: new Error(SECRET, { cause }) }, 'failed'), {
    pii: true,
  })
  const { err } = JSON.parse(text)
  expect(err.pii).toEqual({ message: SECRET })
  expect(err.cause.pii.message).toContain('Pythag')
  expect(JSON.stringify({ ...err, pii: null, cause: { ...err.cause, pii: null } })).not.toContain(
    'Pythag',
  )
})
