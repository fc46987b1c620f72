import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createApiClient } from '../../../server/cli/command/api-client.ts'
import { createContactsApi } from '../../../server/cli/exceptions/contacts-api.ts'
import { exceptions } from '../../../server/cli/exceptions/exceptions.ts'
import { KEY, runHere, startConcierge } from '../../support/command.ts'

/** Another program where the server should be. */
async function startOther(answer: (response: ServerResponse) => void): Promise<string> {
  const server: Server = createServer((_, response) => answer(response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const list = (env: Record<string, string>, ...args: string[]) =>
  runHere(exceptions, ['list', ...args], { env })

describe('a server that does not answer as it should', () => {
  test('is out of reach: 4', async () => {
    const { url, env, stop } = await startConcierge()
    await stop()
    const told = await list(env)
    expect(told).toMatchObject({ out: '', code: 4 })
    expect(told.err).toBe(
      `The server at ${url} cannot be reached: ECONNREFUSED.\n` +
        'Is it running? Name another with --url or BASE_URL.\n',
    )
    const { err } = await list(env, '--json')
    expect(JSON.parse(err)).toMatchObject({ title: 'Server unreachable' })
  })

  test('is behind a proxy that cannot reach it: 4', async () => {
    const BASE_URL = await startOther((response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
    )
    expect(await list({ BASE_URL })).toMatchObject({
      err: expect.stringContaining(`A proxy at ${BASE_URL} answers 502 Bad Gateway`),
      code: 4,
    })
  })

  test.each([
    [200, '<h1>Welcome</h1>', 'in a form that is not ours'],
    [200, '{"hello": "world"}', 'in a form that is not ours'],
    [200, 'null', 'in a form that is not ours'],
    [404, '<h1>Not found</h1>', 'answers 404 Not Found in a form that is not ours'],
    [401, 'who are you?', 'answers 401 Unauthorized in a form that is not ours'],
  ])('is another program, with %i %s: 1', async (status, body, words) => {
    const BASE_URL = await startOther((response) => response.writeHead(status).end(body))
    const { err, code } = await list({ BASE_URL })
    expect(err).toContain(words)
    expect(code).toBe(1)
  })

  test('sends us on: 1, and the key goes nowhere else', async () => {
    let asked = 0
    const elsewhere = await startOther((response) => {
      asked++
      response.end()
    })
    const BASE_URL = await startOther((response) =>
      response.writeHead(301, { location: elsewhere }).end(),
    )
    const { err, code } = await list({ BASE_URL, ADMIN_API_KEY: KEY })
    expect(err).toContain(`sends us on to ${elsewhere}`)
    expect(code).toBe(1)
    expect(asked).toBe(0)
  })

  test('fails: 1, with its own words', async () => {
    const problem = {
      title: 'Internal Server Error',
      status: 500,
      detail: 'Try again\u001b[2J later',
    }
    const BASE_URL = await startOther((response) =>
      response
        .writeHead(500, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify(problem)),
    )
    expect(await list({ BASE_URL })).toEqual({ out: '', err: 'Try again later\n', code: 1 })
  })

  test('is not waited for in eternity', async () => {
    const url = await startOther(() => undefined)
    const client = createApiClient({ url, key: null, timeoutMs: 50 })
    await expect(client.send('GET', '/exceptions')).rejects.toMatchObject({
      kind: 'unreachable',
      message: `The server at ${url} cannot be reached: no answer within 0.05 s.`,
    })
  })

  test('is not waited for where the answer stops in the middle', async () => {
    const url = await startOther((response) => void response.writeHead(200).write('{"exc'))
    const client = createApiClient({ url, key: null, timeoutMs: 50 })
    await expect(client.send('GET', '/exceptions')).rejects.toMatchObject({ kind: 'unreachable' })
  })
})

describe('the key', () => {
  test('is refused: 5, and printed nowhere', async () => {
    const { env } = await startConcierge()
    for (const args of [[], ['--json']]) {
      const { out, err, code } = await list(
        { ...env, ADMIN_API_KEY: 'wrong-key-wrong-key' },
        ...args,
      )
      expect(code).toBe(5)
      expect(err).toContain('The key is not one of those in ADMIN_API_KEY')
      expect(out + err).not.toContain('wrong-key')
    }
  })

  test('is missing: 5, with what to do', async () => {
    const { url } = await startConcierge()
    const { err, code } = await list({ BASE_URL: url })
    expect(err).toContain('Set ADMIN_API_KEY, in the environment or in .env')
    expect(code).toBe(5)
  })

  test('is not needed on the machine of a server that has none', async () => {
    const { url } = await startConcierge({ ADMIN_API_KEY: '' })
    expect(await list({ BASE_URL: url })).toMatchObject({ out: 'The list is empty\n', code: 0 })
  })
})

describe('settings', () => {
  test('--url goes before BASE_URL, and PORT tells the rest', async () => {
    const { url, env } = await startConcierge()
    const elsewhere = { ...env, BASE_URL: 'http://127.0.0.1:9' }
    expect(await runHere(exceptions, ['list', '--url', url], { env: elsewhere })).toMatchObject({
      code: 0,
    })
    const port = { ADMIN_API_KEY: KEY, PORT: new URL(url).port }
    expect(await runHere(exceptions, ['list'], { env: port })).toMatchObject({ code: 0 })
  })

  test.each([
    [{ BASE_URL: 'localhost:8000' }, 'BASE_URL is no address of a server'],
    [{ BASE_URL: 'http://robin:secret-word@127.0.0.1' }, 'BASE_URL is no address of a server'],
    [{ ADMIN_API_KEY: 'a secret-word\u00fc' }, 'ADMIN_API_KEY holds a blank'],
  ])('that cannot be used end with 2, and are not printed: %j', async (env, words) => {
    const { out, err, code } = await runHere(exceptions, ['list'], { env })
    expect(err).toContain(words)
    expect(out + err).not.toContain('secret-word')
    expect(code).toBe(2)
  })
})

describe('an answer that comes line by line', () => {
  const report = {
    dry_run: false,
    added: 1,
    restored: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    failed: 0,
    lines: [],
  }

  test('is waited for as long as it comes', async () => {
    const url = await startOther((response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      let done = 0
      const saying = setInterval(() => {
        response.write(`${JSON.stringify({ done: ++done, total: 12 })}\n`)
        if (done < 12) return
        clearInterval(saying)
        response.end(`${JSON.stringify({ report })}\n`)
      }, 100)
    })
    // Less than all of it takes, and much more than there is between two lines.
    const api = createContactsApi(createApiClient({ url, key: null, timeoutMs: 1000 }), undefined)
    const told: number[] = []
    const answer = await api.importFile(
      new Uint8Array(),
      'csv',
      {},
      ({ done }) => void told.push(done),
    )
    expect(answer).toEqual(report)
    expect(told).toHaveLength(12)
  })

  test('is given up where nothing comes any more', async () => {
    const url = await startOther((response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      response.write('{"done":1,"total":12}\n')
    })
    const api = createContactsApi(createApiClient({ url, key: null, timeoutMs: 100 }), undefined)
    await expect(api.importFile(new Uint8Array(), 'csv', {}, () => {})).rejects.toThrow(
      'no answer within',
    )
  })

  test.each([
    [
      '{"done":1,"total":2}\n{"problem":{"title":"x","status":500,"detail":"it failed"}}\n',
      'it failed',
    ],
    ['{"done":1,"total":2}\n{"rep', 'form that is not ours'],
    ['{"done":1,"total":2}\n', 'form that is not ours'],
  ])('%j has failed', async (text, words) => {
    const url = await startOther((response) =>
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(text),
    )
    const api = createContactsApi(createApiClient({ url, key: null }), undefined)
    await expect(api.importFile(new Uint8Array(), 'csv', {}, () => {})).rejects.toThrow(words)
  })
})
