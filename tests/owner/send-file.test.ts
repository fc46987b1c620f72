/** Scripts and styles on their way to a browser. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createConcierge, KEYLESS } from '../support/concierge.ts'
import { connectedFrom } from '../support/management.ts'

async function sent() {
  const { app } = await createConcierge({ settings: KEYLESS })
  return async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const init = { method, headers: { host: 'localhost', ...headers } }
    const answer = await app.request(path, init, connectedFrom('127.0.0.1'))
    return {
      status: answer.status,
      header: (name: string) => answer.headers.get(name),
      body: Buffer.from(await answer.arrayBuffer()),
    }
  }
}

const FILES = [
  '/console/assets/console.css',
  '/console/assets/phone.js',
  '/console/assets/server/owner/words.ts',
  '/docs/swagger-ui.css',
]

describe('Scripts and styles', () => {
  test.each(FILES)('%s is sent as small as the browser takes it', async (path) => {
    const ask = await sent()
    const whole = await ask(path)
    expect(whole.header('content-encoding')).toBeNull()
    for (const [accepted, encoding, open] of [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
      ['GZIP;q=0.5, br;q=0', 'gzip', gunzipSync],
      ['*', 'br', brotliDecompressSync],
    ] as const) {
      const small = await ask(path, { 'accept-encoding': accepted })
      expect(small.header('content-encoding')).toBe(encoding)
      expect(small.header('vary')).toContain('Accept-Encoding')
      expect(small.header('content-type')).toBe(whole.header('content-type'))
      expect(small.body.length).toBeLessThan(whole.body.length * 0.6)
      expect(open(small.body).equals(whole.body)).toBe(true)
    }
    for (const accepted of ['', 'identity', 'zstd', 'br;q=0', '*;q=0', 'nonsense;q=x,,;'])
      expect((await ask(path, { 'accept-encoding': accepted })).body.equals(whole.body)).toBe(true)
  })

  test.each(FILES)('%s is not sent again to who has it', async (path) => {
    const ask = await sent()
    const tags = new Set<string>()
    for (const accepted of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': accepted }
      const etag = (await ask(path, headers)).header('etag')!
      tags.add(etag)
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await ask(path, { ...headers, 'if-none-match': known })
        expect([again.status, again.body.length, again.header('etag')]).toEqual([304, 0, etag])
        expect(again.header('vary')).toContain('Accept-Encoding')
      }
      const other = await ask(path, { ...headers, 'if-none-match': '"other"' })
      expect(other.status).toBe(200)
    }
    expect(tags.size).toBe(3)
  })
})

test.each(['/console/calls', '/conversations', '/console/live', '/console/flow.json'])(
  '%s is not squeezed: what was said and what was asked would show in its length',
  async (path) => {
    const { app } = await createConcierge({ settings: KEYLESS })
    const headers = { host: 'localhost', accept: 'text/html', 'accept-encoding': 'gzip, br' }
    const answer = await app.request(path, { headers }, connectedFrom('127.0.0.1'))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-encoding')).toBeNull()
    await answer.body?.cancel()
  },
)
