/** Twilio's Calls resource on this machine: whoever has the account sends a phone's calls elsewhere, or ends them. */
import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkUpdate } from './call-update.ts'
import { PhoneError } from './phone-error.ts'
import type { CallUpdate, Phone, PhoneCall } from './phone.ts'

export interface CallsResourceOptions {
  phone: Pick<Phone, 'find'>
  /** Who may, as `Authorization: Basic`. */
  accountSid: string
  authToken: string
  /** By default one that is free. */
  port?: number
}

export interface CallsResource {
  /** What stands in the place of https://api.twilio.com */
  url: string
  stop(): Promise<void>
}

interface Answer {
  status: number
  body: object
}

/** As much as the app is sent by Twilio at most: https://www.twilio.com/docs/api/errors/11750 */
const MOST_BYTES = 65_536

/** Rejects where the port is taken. */
export async function startCallsResource(options: CallsResourceOptions): Promise<CallsResource> {
  const server = createServer((request, response) => void serve(request, response))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request)
    const { status, body } = form ? answer(request, form) : refused(413, 0, 'The body is too long')
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  function answer({ method, url = '', headers }: IncomingMessage, form: URLSearchParams): Answer {
    const { accountSid, authToken } = options
    const expected = `Basic ${btoa(`${accountSid}:${authToken}`)}`
    if (!isSame(headers.authorization ?? '', expected)) return refused(401, 20003, 'Authenticate')
    const [, account, callSid] = CALL.exec(url) ?? []
    const call = account === accountSid ? options.phone.find(callSid!) : null
    // https://www.twilio.com/docs/api/errors/20404
    if (!call) return refused(404, 20404, `The requested resource ${url} was not found`)
    if (method === 'GET') return { status: 200, body: resource(call, accountSid) }
    if (method !== 'POST') return refused(405, 20004, 'Method not allowed')
    return update(call, form)
  }

  function update(call: PhoneCall, form: URLSearchParams): Answer {
    try {
      const to = updateIn(form)
      if (to) {
        checkUpdate(call.status, to)
        // Twilio answers before the call has got there; what goes wrong there is among the call's failures.
        call.update(to).catch(() => undefined)
      }
      return { status: 200, body: resource(call, options.accountSid) }
    } catch (error) {
      if (!(error instanceof PhoneError)) throw error
      return refused(400, error.code, error.message)
    }
  }

  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const CALL = /^\/2010-04-01\/Accounts\/([^/?]+)\/Calls\/([^/?]+)\.json$/

/** Null where nothing of it concerns the call's way. */
function updateIn(form: URLSearchParams): CallUpdate | null {
  const [url, twiml, status] = ['Url', 'Twiml', 'Status'].map((name) => form.get(name))
  const method = form.get('Method') ?? 'POST'
  if (url && twiml) throw new PhoneError(21218, 'An update has a Url or a Twiml, not both')
  if (status && status !== 'completed' && status !== 'canceled')
    throw new PhoneError(21218, 'The Status of an update is completed or canceled')
  if (method !== 'GET' && method !== 'POST')
    throw new PhoneError(21218, 'The Method of an update is GET or POST')
  if (url) return { url, method }
  if (twiml) return { twiml }
  return status ? { status: status as 'completed' | 'canceled' } : null
}

function resource({ callSid, status }: PhoneCall, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${callSid}.json`
  return { sid: callSid, account_sid: accountSid, api_version: '2010-04-01', status, uri }
}

function refused(status: number, code: number, message: string): Answer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  return { status, body: { code, message, more_info, status } }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MOST_BYTES) return null
    pieces.push(piece)
  }
  return new URLSearchParams(Buffer.concat(pieces).toString('utf8'))
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
