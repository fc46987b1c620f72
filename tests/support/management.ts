/** The management API as its owner uses it; every answer is held against the API's own description. */
import { createConcierge, KEY, type TestConcierge } from './concierge.ts'
import { createComparison, type OpenApiDocument } from './described-api.ts'

export { KEY }

/** What a request over a connection from this address looks like to the app. */
export function connectedFrom(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress, remotePort: 50_000, remoteFamily: 'IPv4' } } }
}

export interface ApiRequest {
  /** An object is sent as JSON, a string as it is. */
  body?: unknown
  headers?: Record<string, string>
  /** Null: none. */
  key?: string | null
  /** The address of the client. */
  from?: string
}

export interface ApiAnswer {
  status: number
  headers: Headers
  text: string
  /** Parsed where it is JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- its shape is checked against the description
  body: any
}

/** A concierge with a key, and its API. */
export async function createManaged(options: Parameters<typeof createConcierge>[0] = {}) {
  const settings = { ADMIN_API_KEY: KEY, ...options.settings }
  const concierge = await createConcierge({ ...options, settings })
  const key = settings.ADMIN_API_KEY.split(',')[0]!.trim()
  const { settings: _, contacts: __, phone: ___, ...parts } = options
  const alike = JSON.stringify([settings, Object.keys(parts)])
  return { ...concierge, api: await createApi(concierge.app, key, alike) }
}

interface Description {
  document: OpenApiDocument
  compare: ReturnType<typeof createComparison>
}

/** To describe an API and to compile its schemas takes longer than most tests do. */
const descriptions = new Map<string, Promise<Description>>()

/** `alike`: apps that have it in common describe themselves in the same way. */
export async function createApi(app: TestConcierge['app'], ownKey: string, alike?: string) {
  const seen = new Set<string>()

  async function send(method: string, path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
    const { body, key = ownKey, from = '127.0.0.1' } = request
    const isJson = typeof body === 'object'
    const response = await app.request(
      path,
      {
        method,
        headers: {
          host: 'localhost',
          ...(key && { authorization: `Bearer ${key}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...request.headers,
        },
        ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as string) }),
      },
      connectedFrom(from),
    )
    const text = await response.text()
    const holdsJson = /json/.test(response.headers.get('content-type') ?? '')
    const answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: holdsJson ? (JSON.parse(text) as unknown) : text,
    }
    const contentType = response.headers.get('content-type') ?? ''
    const name = compare({ method, path, status: answer.status, contentType, text })
    if (name) seen.add(name)
    return answer
  }

  const known = alike === undefined ? undefined : descriptions.get(alike)
  const description = known ?? describe()
  if (alike !== undefined) descriptions.set(alike, description)
  const { document, compare } = await description

  async function describe(): Promise<Description> {
    const answer = await app.request(
      '/openapi.json',
      { headers: { host: 'localhost', authorization: `Bearer ${ownKey}` } },
      connectedFrom('127.0.0.1'),
    )
    const document = (await answer.json()) as OpenApiDocument
    return { document, compare: createComparison(document) }
  }

  return {
    document,
    /** `GET /exceptions 200` and so on, of all that was answered so far. */
    seen,
    get: (path: string, request?: ApiRequest) => send('GET', path, request),
    post: (path: string, body: unknown, request?: ApiRequest) =>
      send('POST', path, { body, ...request }),
    patch: (path: string, body: unknown, request?: ApiRequest) =>
      send('PATCH', path, { body, ...request }),
    delete: (path: string, request?: ApiRequest) => send('DELETE', path, request),
    send,
  }
}
