/** Where the server is and what opens it: options, the environment and .env. */
import { UsageError } from './usage-error.ts'

export interface ServerAddress {
  /** Without a slash at its end. */
  url: string
  /** Null: none is set, which a server on this machine may allow. */
  key: string | null
}

/** Throws `UsageError`; no message ever holds the key. */
export function readServerAddress(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
): ServerAddress {
  return { url: readUrl(given, env), key: readKey(env) }
}

function readUrl(given: string | undefined, env: NodeJS.ProcessEnv): string {
  const port = env.PORT?.trim()
  const [name, url] =
    given === undefined
      ? [
          'BASE_URL',
          env.BASE_URL?.trim() || `http://127.0.0.1:${port && port !== '0' ? port : 8000}`,
        ]
      : ['--url', given.trim()]
  const parsed = URL.parse(url)
  const isUsable =
    (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') &&
    // fetch refuses an address with a password in it, and its message would print that.
    parsed.username === '' &&
    parsed.password === ''
  if (!isUsable)
    throw new UsageError(
      `${name} is no address of a server: write it in full, like http://127.0.0.1:8000`,
    )
  return (parsed.origin + parsed.pathname).replace(/\/+$/, '')
}

function readKey(env: NodeJS.ProcessEnv): string | null {
  // Several are set while one is being rotated, and each of them opens.
  const key = env.ADMIN_API_KEY?.split(',')
    .map((one) => one.trim())
    .find((one) => one !== '')
  if (!key) return null
  // Else fetch complains of the header, and prints it.
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new UsageError(
      'ADMIN_API_KEY holds a blank or a character that no key can have: letters, digits and signs only',
    )
  return key
}
