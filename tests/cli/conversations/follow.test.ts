import { once } from 'node:events'
import { createServer } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { conversations } from '../../../server/cli/conversations/conversations.ts'
import { follow } from '../../../server/cli/conversations/follow.ts'
import { printsJson } from '../../../server/cli/conversations/onlookers.ts'
import type { Conversation } from '../../../server/cli/conversations/conversations-api.ts'
import { startConcierge, startHere } from '../../support/command.ts'

const PITCH = 'we have a great offer on solar panels'

function startFollowing(env: Record<string, string>, ...args: string[]) {
  return startHere(conversations, ['--follow', '--every', '0.1', ...args], { env })
}

/** Answers as a proxy whose server is down, until it has been asked so often. */
async function proxyWithoutServer(port: number, times: number): Promise<void> {
  const asked = Promise.withResolvers<void>()
  let left = times
  const proxy = createServer((_, response) => {
    response.writeHead(503, { connection: 'close' }).end('<h1>Unavailable</h1>')
    if (--left === 0) asked.resolve()
  })
  proxy.listen(port, '127.0.0.1')
  await asked.promise
  proxy.close()
  await once(proxy, 'close')
}

describe('npm run conversations -- --follow', () => {
  test('prints what is said as it is said, and how it ends', async () => {
    const { env, phone } = await startConcierge()
    const before = await phone.ring({ from: '+14155550122' })
    const { out, err, interrupt } = startFollowing(env)
    await out.until(`goes on  ${before.callSid}\nconcierge  Hello`)
    await err.until('Ctrl-C ends it')
    const call = await phone.ring({ from: '+14155550123' })
    await out.until(`\n\n`)
    await out.until(`+14155550123  goes on  ${call.callSid}\nconcierge  Hello`)
    await call.say(PITCH)
    await out.until(`\ncaller     ${PITCH}\nconcierge  `)
    await out.until('\nphone      ended after ')
    await out.until(' s: turned away\n')
    // Another call has the word: its name comes first.
    await before.say('hello there')
    await out.until('+14155550122  goes on')
    await out.until(`${before.callSid}\ncaller     hello there\n`)
    await before.hangUp()
    await out.until('hung up')
    expect(await interrupt()).toBe(0)
    expect(err.all).toBe('Following the calls; Ctrl-C ends it.\n')
    expect(out.all.split(PITCH)).toHaveLength(2)
  })

  test('tells the dial and its end', async () => {
    const { env, phone } = await startConcierge()
    const { out, err, interrupt } = startFollowing(env, '--limit', '0')
    await err.until('Ctrl-C ends it')
    const call = await phone.ring()
    await out.until('concierge  Hello')
    await call.say('my house is on fire and the children are inside')
    await out.until('phone      ringing you, goes on')
    await call.dialEnds('completed')
    await out.until('you answered')
    expect(await interrupt()).toBe(0)
  })

  test('shows the calls before as far as it is told to', async () => {
    const { env, phone } = await startConcierge()
    for (let calls = 0; calls < 3; calls++) await (await phone.ring()).hangUp()
    const shown = async (limit: string) => {
      const { out, err, interrupt } = startFollowing(env, '--limit', limit)
      await err.until('Ctrl-C ends it')
      const { callSid } = await phone.ring({ from: 'anonymous' })
      await out.until(callSid)
      await interrupt()
      return out.all.match(/^\d{4}-/gm)!.length
    }
    expect(await shown('0')).toBe(1)
    expect(await shown('2')).toBe(3)
  })

  test('--json prints a line for every change', async () => {
    const { env, phone } = await startConcierge()
    const { out, interrupt } = startFollowing(env, '--json')
    const call = await phone.ring()
    await out.until('}\n')
    await call.say(PITCH)
    await out.until('"completed"')
    await out.until('}\n')
    expect(await interrupt()).toBe(0)
    const lines = out.all
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Conversation)
    expect(lines[0]).toMatchObject({ call_sid: call.callSid, turns: { length: 1 } })
    expect(lines.at(-1)).toMatchObject({ final_decision: 'completed', turns: { length: 3 } })
  })

  test('goes on when the server is there again, and says so once', async () => {
    const first = await startConcierge()
    const { out, err, interrupt } = startFollowing(first.env)
    const call = await first.phone.ring()
    await out.until(call.callSid)
    await first.stop()
    await err.until('Waiting for it')
    const { port } = new URL(first.url)
    await proxyWithoutServer(Number(port), 3)
    const second = await startConcierge({ SQLITE_DB_PATH: first.file, PORT: port })
    await err.until('The server is there again.')
    const another = await second.phone.ring()
    await out.until(`${another.callSid}\nconcierge  Hello`)
    expect(await interrupt()).toBe(0)
    // Its last connection is cut, or the next refused: whichever is seen first.
    const [, seen = ''] = /cannot be reached: (.+)\. Waiting/.exec(err.all) ?? []
    expect(seen).toMatch(/^ECONNREFUSED$|UND_ERR_SOCKET/)
    expect(err.all).toBe(
      'Following the calls; Ctrl-C ends it.\n' +
        `The server at ${first.url} cannot be reached: ${seen}. Waiting for it …\n` +
        'The server is there again.\n',
    )
    expect(out.all.split(call.callSid)).toHaveLength(2)
  })
})

test('Who does not read is asked for nothing more, until he does', async () => {
  const output = new PassThrough({ highWaterMark: 1_000 })
  let asked = 0
  const call = {
    call_sid: 'CA1',
    start_time: '2026-11-22T12:00:00.000Z',
    end_time: null,
    turns: [],
  }
  const page = () => {
    asked++
    // It changes all the time, and with each change comes as a whole.
    const changed = { ...call, caller: 'x'.repeat(2_000), utterances: asked } as unknown
    return Promise.resolve({ conversations: [changed as Conversation], next_cursor: null })
  }
  const leaving = new AbortController()
  const api = { page, recent: page } as unknown as Parameters<typeof follow>[0]
  const around = { output, errors: new PassThrough() } as unknown as Parameters<
    typeof printsJson
  >[0]
  const following = follow(api, {}, 10, printsJson(around), leaving.signal, 0)
  following.catch(() => undefined)
  for (let round = 0; round < 50; round++) await new Promise(setImmediate)
  expect(asked).toBe(1)
  output.resume()
  await expect.poll(() => asked).toBeGreaterThan(5)
  leaving.abort()
  await expect(following).rejects.toThrow('abort')
})
