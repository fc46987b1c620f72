/** A key vault on this machine: HTTPS, a challenge first, then secrets, and every way to withhold them. */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { VaultAccess } from '../../server/settings/secrets/key-vault.ts'
import { createCertificate } from './key-vault-certificate.ts'

export const NEVER = Symbol('never')
/** A secret that begins and has no end. */
export const ENDLESS = Symbol('endless')

const TOKEN = 'a token of the identity'

/** What the vault answers in the place of a secret. */
export interface Refusal {
  status: number
  code?: string
  innerCode?: string
  retryAfter?: number
}

export interface TestVault {
  url: string
  host: string
  /** To be handed to `readSecrets`; a short deadline makes the hopeless cases quick. */
  access(more?: VaultAccess): VaultAccess
  /** Of those who were let in. */
  asked: string[]
}

/** The secret, a refusal, or no answer ever. */
type Answer = string | Refusal | typeof NEVER | typeof ENDLESS

/**
 * Closed when the test is over. `answer` is asked by the name of the secret and how often it was asked for;
 * `null` is a secret that the vault does not have. Nobody is answered before `together` of them have asked.
 */
export async function startKeyVault(
  answer: (name: string, times: number) => Answer | null,
  together = 1,
): Promise<TestVault> {
  const { key, certificate } = createCertificate()
  const asked: string[] = []
  const waiting: (() => void)[] = []

  const server = createServer({ key, cert: certificate }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'https://vault')
    const [, name] = /^\/secrets\/([0-9A-Za-z-]+)\/?$/.exec(pathname) ?? []
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      response.setHeader(
        'www-authenticate',
        'Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000", resource="https://vault.azure.net"',
      )
      refuse(response, { status: 401, code: 'Unauthorized' })
    } else if (request.method !== 'GET' || !name || !searchParams.has('api-version'))
      refuse(response, { status: 400, code: 'BadParameter' })
    else {
      asked.push(name)
      const times = asked.filter((one) => one === name).length
      waiting.push(() => give(response, name, answer(name, times)))
      if (asked.length >= together) for (const next of waiting.splice(0)) next()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  function give(response: ServerResponse, name: string, said: Answer | null): void {
    if (said === NEVER) return
    if (said === ENDLESS) return flood(response)
    if (said === null) refuse(response, { status: 404, code: 'SecretNotFound' })
    else if (typeof said === 'object') refuse(response, said)
    else
      send(response, 200, {
        value: said,
        id: `https://${host}/secrets/${name}/0123456789abcdef0123456789abcdef`,
        attributes: { enabled: true, created: 1_700_000_000, updated: 1_700_000_000 },
      })
  }

  return {
    url: `https://${host}`,
    host,
    asked,
    access: (more = {}) => ({
      credential: {
        getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
      clientOptions: {
        tlsOptions: { ca: certificate },
        // 127.0.0.1 is no name below vault.azure.net, which the challenge names.
        disableChallengeResourceVerification: true,
      },
      ...more,
    }),
  }
}

function flood(response: ServerResponse): void {
  if (!response.headersSent) {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.write('{"value":"')
  }
  while (!response.closed && response.write(Buffer.alloc(65_536, 'a')));
  if (!response.closed) response.once('drain', () => flood(response))
}

function refuse(response: ServerResponse, { status, code, innerCode, retryAfter }: Refusal): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
  // A gateway in front of the vault answers without any body.
  if (code === undefined) response.writeHead(status).end()
  else
    send(response, status, {
      error: {
        code,
        message: 'In the words of the vault.',
        ...(innerCode && { innererror: { code: innerCode } }),
      },
    })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
