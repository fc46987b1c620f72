/** Reads the connection string of Azure SQL in its ADO.NET form, as the portal shows it. */
import { parse } from '@tediousjs/connection-string'
import { readKeys, type Key } from './connection-keys.ts'
import { ConciergeError } from '../concierge-error.ts'

/** The connection string cannot work. The message names the key, never what stands behind it. */
export class ConnectionStringError extends ConciergeError {
  readonly code = 'CONNECTION_STRING'
  readonly disposition = 'refuse'
  /** As it is best written, like `User Id`; null where it is the whole. */
  readonly key: string | null
  constructor(key: string | null, problem: string) {
    super(key === null ? problem : `${key}: ${problem}`)
    this.key = key
  }
}

/** Whoever has no password in the database: Entra ID vouches for them. */
export type EntraLogin =
  /** What the surroundings offer: a managed identity in Azure, the developer's `az login` elsewhere. */
  | { by: 'default'; clientId: string | null }
  | { by: 'managed identity'; clientId: string | null }
  | { by: 'workload identity'; clientId: string | null }
  /** Without a tenant, that of the surroundings: AZURE_TENANT_ID. */
  | { by: 'service principal'; clientId: string; clientSecret: string; tenantId: string | null }

export interface ConnectionSettings {
  server: string
  /** A named instance has none: the server's browser tells it. */
  port: number | null
  instance: string | null
  database: string
  encrypt: boolean | 'strict'
  trustServerCertificate: boolean
  /** The name to expect in the certificate where it is not the server's. */
  certificateName: string | null
  connectTimeoutMs: number
  mostConnections: number
  applicationName: string | null
  login: { by: 'password'; user: string; password: string } | EntraLogin
}

/** Each part has been looked for already, so a second one of a kind cannot hide behind the first. */
type Read = (key: Key) => string | undefined

const AZURE_HOST = /\.database\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/i

/** Throws `ConnectionStringError`. */
export function readConnectionString(connectionString: string): ConnectionSettings {
  const read = readParts(connectionString)
  const where = readServer(read('Server'))
  const encrypt = readEncrypt(read('Encrypt'))
  if (encrypt === false && AZURE_HOST.test(where.server))
    throw new ConnectionStringError('Encrypt', 'Azure SQL takes encrypted connections only')
  if (/^readonly$/i.test(read('Application Intent') ?? ''))
    throw new ConnectionStringError('Application Intent', 'a copy to read from cannot be written')
  return {
    ...where,
    database: required('Database', read('Database')),
    encrypt,
    trustServerCertificate: readSwitch('Trust Server Certificate', read) ?? false,
    certificateName: read('Host Name In Certificate') || null,
    connectTimeoutMs: readNumber('Connection Timeout', read, { least: 1, unset: 15 }) * 1000,
    mostConnections: readNumber('Max Pool Size', read, { least: 1, unset: 10 }),
    applicationName: read('Application Name') || null,
    login: readLogin(read),
  }
}

function readParts(connectionString: string): Read {
  const written = connectionString.trim()
  if (written === '') throw new ConnectionStringError(null, 'the connection string is empty')
  if (/^jdbc:/i.test(written))
    throw new ConnectionStringError(null, 'this is the JDBC form: take the one for ADO.NET')
  // The parser takes no notice of a last part without a value, be it the end of a password with a ; in it.
  if (!written.includes('=') || /(?<!;);\s*[^\s;=}'"][^;=}'"]*$/.test(written))
    throw new ConnectionStringError(
      null,
      'the last part is no Key=Value; a value with a ; in it belongs between quotes',
    )
  let parts: Map<string, string>
  try {
    parts = new Map(parse(written))
  } catch {
    // What it would say quotes nothing, but names no key either.
    throw new ConnectionStringError(
      null,
      'a quote or a brace is not closed, or something stands behind it',
    )
  }
  parts.delete('')
  const keys = readKeys(parts)
  if ('unknown' in keys)
    // Its name may be the end of a password, so it is not told.
    throw new ConnectionStringError(
      null,
      `part ${keys.unknown} has a key that is not known here; a value with a ; in it belongs between quotes`,
    )
  if (keys.values.has('Driver'))
    throw new ConnectionStringError('Driver', 'this is the ODBC form: take the one for ADO.NET')
  for (const [key, value] of keys.values) {
    // The parser takes "Key=;" for a value that begins with the semicolon.
    if (value.startsWith(';') && /=\s*;/.test(written))
      throw new ConnectionStringError(key, 'is empty')
    if (/^your_\w+$/.test(value) && written.includes(`{${value}}`))
      throw new ConnectionStringError(key, 'still has what the portal put in place of yours')
  }
  return (key) => keys.values.get(key)
}

/** tcp:name.database.windows.net,1433 · name,1433 · name\instance · (local) */
function readServer(
  written: string | undefined,
): Pick<ConnectionSettings, 'server' | 'port' | 'instance'> {
  const address = required('Server', written)
  const form =
    /^(?:tcp:)?\s*([\w.-]+|\(local\)|\[?[0-9a-f:]+\]?)(?:\\([\w$#-]+))?\s*(?:,\s*(\d+))?$/i
  const [, host, instance, port] = form.exec(address) ?? []
  if (!host || !/[\w.)\]]$/.test(host))
    throw new ConnectionStringError('Server', 'give it as tcp:name.database.windows.net,1433')
  if (port && !(Number(port) >= 1 && Number(port) <= 65_535))
    throw new ConnectionStringError('Server', 'the port is a number from 1 to 65535')
  const server = /^(\.|\(local\))$/i.test(host) ? 'localhost' : host.replace(/^\[|\]$/g, '')
  // With a port nobody is asked for the instance's.
  if (instance && !port) return { server, port: null, instance }
  return { server, port: Number(port ?? 1433), instance: null }
}

/** https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnectionencryptoption */
function readEncrypt(written: string | undefined): ConnectionSettings['encrypt'] {
  if (written === undefined || /^(true|yes|mandatory)$/i.test(written)) return true
  if (/^(false|no|optional)$/i.test(written)) return false
  if (/^strict$/i.test(written)) return 'strict'
  throw new ConnectionStringError('Encrypt', 'write True, False or Strict')
}

/** https://learn.microsoft.com/sql/connect/ado-net/sql/azure-active-directory-authentication */
function readLogin(read: Read): ConnectionSettings['login'] {
  const written = read('Authentication')
  const windows = read('Integrated Security')
  if (windows !== undefined && !/^(false|no)$/i.test(windows))
    throw new ConnectionStringError('Integrated Security', 'there is no Windows login from here')
  const user = read('User Id') || null
  const password = read('Password')
  const way = (written ?? 'sqlpassword').replace(/\s/g, '').toLowerCase()
  if (way === 'sqlpassword')
    return {
      by: 'password',
      user: required('User Id', user ?? undefined),
      password: required('Password', password),
    }
  if (way === 'activedirectoryserviceprincipal') {
    const [clientId, tenantId = null] = required('User Id', user ?? undefined).split('@')
    const clientSecret = required('Password', password)
    return { by: 'service principal', clientId: clientId!, clientSecret, tenantId }
  }
  const by = WITHOUT_PASSWORD[way]
  if (!by)
    throw new ConnectionStringError(
      'Authentication',
      'choose Active Directory Default, Active Directory Managed Identity, Active Directory Workload ' +
        'Identity, Active Directory Service Principal or Sql Password: the others need somebody at a screen',
    )
  if (password !== undefined)
    throw new ConnectionStringError('Password', `there is none with this way to log in`)
  return { by, clientId: user }
}

const WITHOUT_PASSWORD: Record<
  string,
  'default' | 'managed identity' | 'workload identity' | undefined
> = {
  activedirectorydefault: 'default',
  activedirectorymanagedidentity: 'managed identity',
  activedirectorymsi: 'managed identity',
  activedirectoryworkloadidentity: 'workload identity',
}

function required(key: Key, value: string | undefined): string {
  if (!value) throw new ConnectionStringError(key, value === undefined ? 'is missing' : 'is empty')
  return value
}

function readSwitch(key: Key, read: Read): boolean | undefined {
  const written = read(key)
  if (written === undefined) return undefined
  if (/^(true|yes)$/i.test(written)) return true
  if (/^(false|no)$/i.test(written)) return false
  throw new ConnectionStringError(key, 'write True or False')
}

function readNumber(
  key: Key,
  read: Read,
  { least, unset }: { least: number; unset: number },
): number {
  const written = read(key)
  if (written === undefined) return unset
  const number = Number(written)
  if (!/^\d{1,6}$/.test(written) || number < least)
    throw new ConnectionStringError(key, `write a whole number, ${least} or more`)
  return number
}
