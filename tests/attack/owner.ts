/** The owner at his server's door, over HTTP: by key, or with the cookie of a session. */

export interface Owner {
  get(path: string, headers?: Record<string, string>): Promise<OwnersAnswer>
  post(path: string, body: string, headers?: Record<string, string>): Promise<OwnersAnswer>
  delete(path: string, headers?: Record<string, string>): Promise<OwnersAnswer>
  /** The cookie of a new session. */
  signIn(): Promise<string>
}

export interface OwnersAnswer {
  status: number
  headers: Headers
  body: string
}

interface Asking {
  method?: string
  body?: string
  headers: Record<string, string>
}

/** An empty `authorization` leaves the key out. */
export function createOwner(url: string, key: string): Owner {
  async function send(path: string, { headers: given, ...init }: Asking): Promise<OwnersAnswer> {
    const { authorization = `Bearer ${key}`, ...others } = given
    const headers = { ...others, ...(authorization && { authorization }) }
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' })
    return { status: response.status, headers: response.headers, body: await response.text() }
  }

  return {
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, body, headers = {}) => send(path, { method: 'POST', body, headers }),
    delete: (path, headers = {}) => send(path, { method: 'DELETE', headers }),
    async signIn() {
      const { headers } = await send('/console/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ key }).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          authorization: '',
        },
      })
      return (headers.get('set-cookie') ?? '').split(';', 1)[0]!
    },
  }
}
