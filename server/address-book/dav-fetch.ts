/** How a CardDAV server is asked: with a user and a password, which nobody else is told; bounded in time, size and number. */
import { beginningOf } from '../basics/bounded-body.ts'
import { AddressBookError } from './address-book-error.ts'

export interface DavFetch {
  fetch: typeof fetch
  /** What it refused last: the library swallows some of it. */
  refused(): AddressBookError | null
}

export interface DavFetchOptions {
  /** Of the server that the owner has named. */
  url: string
  user: string
  password: string
  patienceMs: number
}

/** An answer may have the pictures of fifty people in it. */
const MOST_BYTES = 64 * 2 ** 20
const MOST_REQUESTS = 2_000
const MOST_REDIRECTS = 5

export function createDavFetch({ url, user, password, patienceMs }: DavFetchOptions): DavFetch {
  const home = new URL(url)
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  let requests = 0
  let refused: AddressBookError | null = null

  function refuse(why: string, cause?: unknown): AddressBookError {
    return (refused = new AddressBookError(why, { cause }))
  }

  async function once(target: URL, init: RequestInit): Promise<Response> {
    if (!isOfServer(target, home)) throw refuse('leads to another server, which is not followed')
    if (++requests > MOST_REQUESTS) throw refuse('wants more requests than any address book needs')
    const signal = AbortSignal.timeout(patienceMs)
    try {
      const response = await fetch(target, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization },
        redirect: 'manual',
        signal,
      })
      const body = await beginningOf(response.body, MOST_BYTES + 1)
      if (body.length > MOST_BYTES)
        throw refuse(`answers with more than ${MOST_BYTES / 2 ** 20} MB`)
      const { status, statusText, headers } = response
      const isEmpty = [101, 204, 205, 304].includes(status)
      const read = new Response(isEmpty ? null : body, { status, statusText, headers })
      // The library takes relative addresses for relative to this.
      Object.defineProperty(read, 'url', { value: target.href })
      return read
    } catch (error) {
      if (error instanceof AddressBookError) throw error
      if (signal.aborted) throw refuse('gave no answer in time', error)
      const { code, name } = ((error as Error).cause ?? error) as { code?: string; name?: string }
      throw refuse(`cannot be reached: ${code ?? name ?? 'no reason is known'}`, error)
    }
  }

  async function follow(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    let target = new URL(input instanceof Request ? input.url : input)
    for (let redirects = 0; ; redirects++) {
      const response = await once(target, init)
      const location = response.headers.get('location')
      const isRedirect = response.status >= 301 && response.status <= 308 && location !== null
      if (!isRedirect || init.redirect === 'manual') return response
      if (redirects === MOST_REDIRECTS) throw refuse('leads from one address to another')
      const next = URL.parse(location, target.href)
      if (next === null) throw refuse('leads to an address that is none')
      target = next
    }
  }

  return { fetch: follow, refused: () => refused }
}

/**
 * The same server, or over https a sister of it: iCloud's address books stand at p42-contacts.icloud.com, for who asks
 * contacts.icloud.com.
 */
function isOfServer(target: URL, home: URL): boolean {
  if (target.origin === home.origin) return true
  const family = home.hostname.split('.').slice(-2).join('.')
  return (
    home.protocol === 'https:' &&
    target.protocol === 'https:' &&
    target.port === '' &&
    home.hostname.split('.').length > 2 &&
    /[a-z]$/.test(family) &&
    target.hostname.endsWith(`.${family}`)
  )
}
