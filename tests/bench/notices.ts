/** `npm run bench -- --notices`: from the turn that misses a caller to the owner's phone. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { quantile } from '../../server/basics/quantile.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { startServer } from '../../server/serve.ts'
import { listenForPushes } from '../support/push-service/listen.ts'
import { AUTH_TOKEN, PUBLIC_URL } from './load.ts'

const CALLS = 40
const UNMEASURED = 10
const ADMIN_KEY = 'a-key-for-the-bench-only'

/** A server with one browser signed up and one ntfy client listening; a row for each way. */
export async function benchNotices(file: string): Promise<object[]> {
  const pushes = await listenForPushes()
  const ntfy = await startNtfy()
  const server = await startServer(
    {
      SQLITE_DB_PATH: file,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      REAL_PHONE_NUMBER: '+14155550100',
      BASE_URL: PUBLIC_URL,
      ADMIN_API_KEY: ADMIN_KEY,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      NTFY_URL: `${ntfy.url}/owner`,
    },
    { push: { reach: pushes.reach } },
  )
  const { endpoint, keys, heard } = pushes.signUp()
  await fetch(`${server.url}/push/subscriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, device: 'bench' }),
  })
  const phone = createPhone({ url: server.url, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN })
  const took: Record<string, number[]> = { 'web push, decrypted': [], 'ntfy, at its client': [] }
  for (let calls = 0; calls < CALLS; calls++) {
    const caller = await phone.ring({ from: `+1415555${String(100 + calls).padStart(4, '0')}` })
    await caller.say('there is a fire, please hurry')
    const began = performance.now()
    await caller.dialEnds('no-answer')
    const id = `${caller.callSid}_missed`
    const since = async (isThere: () => boolean) => {
      while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 1))
      return performance.now() - began
    }
    const [pushed, told] = await Promise.all([
      since(() => heard.some(({ json }) => json.id === id)),
      since(() => ntfy.heard.has(id)),
    ])
    if (calls < UNMEASURED) continue
    took['web push, decrypted']!.push(pushed)
    took['ntfy, at its client']!.push(told)
  }
  await server.stop()
  pushes.close()
  ntfy.close()
  return Object.entries(took).map(([way, ms]) => ({
    way,
    calls: ms.length,
    'p50 ms': Number(quantile(ms, 0.5)!.toFixed(1)),
    'p95 ms': Number(quantile(ms, 0.95)!.toFixed(1)),
    'slowest ms': Number(Math.max(...ms).toFixed(1)),
  }))
}

/** As much of ntfy as a publisher and a subscriber use: https://docs.ntfy.sh/subscribe/api/ */
async function startNtfy() {
  const listening = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200)
      response.flushHeaders()
      listening.add(response)
      return
    }
    void text(request).then((body) => {
      for (const client of listening) client.write(`${body.replaceAll('\n', '')}\n`)
      response.writeHead(200).end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const heard = new Set<string>()
  const { body } = await fetch(`${url}/owner/json`)
  const input = Readable.fromWeb(body!)
  // It ends with its server.
  input.on('error', () => undefined)
  const lines = createInterface({ input })
  lines.on('line', (line) => heard.add((JSON.parse(line) as { sequence_id: string }).sequence_id))
  return {
    url,
    heard,
    close() {
      lines.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
