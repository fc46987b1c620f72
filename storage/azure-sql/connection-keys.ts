/** The keys of an ADO.NET connection string under all their names. */
import { MSSQL_SCHEMA, type SchemaDefinition } from '@tediousjs/connection-string'

/** The keys that we read, as they are best written. */
export type Key = (typeof KEYS)[number]

/** https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring */
const KEYS = [
  'Server',
  'Database',
  'User Id',
  'Password',
  'Authentication',
  'Encrypt',
  'Trust Server Certificate',
  'Host Name In Certificate',
  'Connection Timeout',
  'Max Pool Size',
  'Application Name',
  'Application Intent',
  'Integrated Security',
  // Of the ODBC form.
  'Driver',
] as const

/** They ask for nothing that we would do in another way, or for what only .NET has. */
const WITHOUT_EFFECT = [
  'asynchronous processing',
  'command timeout',
  'connect retry count',
  'connect retry interval',
  'connection lifetime',
  'current language',
  'enlist',
  'ip address preference',
  'min pool size',
  'multiple active result sets',
  'multi subnet failover',
  'packet size',
  'persist security info',
  'pool blocking period',
  'pooling',
  'transaction binding',
  'transparent network ip resolution',
  'type system version',
  'workstation id',
]

/** As the library has them, and a name that it lacks (1.1.0). */
const SCHEMA: SchemaDefinition = { ...MSSQL_SCHEMA, 'user id': { aliases: ['uid', 'user'] } }

/** By each other name, the key that it is one of. */
const OTHER_NAMES = new Map(
  Object.entries(SCHEMA).flatMap(([key, { aliases = [] }]) =>
    aliases.map((name) => [plain(name), plain(key)] as const),
  ),
)

const READ = new Map(KEYS.map((key) => [keyNamed(key), key]))
const TAKEN = new Set(WITHOUT_EFFECT.map(keyNamed))

/** The values by key, the last of each; or which part, counted from 1, has a key that is not known. */
export function readKeys(
  parts: Iterable<[string, string]>,
): { values: Map<Key, string> } | { unknown: number } {
  const values = new Map<Key, string>()
  let part = 0
  for (const [name, value] of parts) {
    part++
    const key = READ.get(keyNamed(name))
    if (key) values.set(key, value)
    else if (!TAKEN.has(keyNamed(name))) return { unknown: part }
  }
  return { values }
}

function keyNamed(name: string): string {
  return OTHER_NAMES.get(plain(name)) ?? plain(name)
}

/** Blanks, underscores and case do not count. */
function plain(name: string): string {
  return name.replace(/[\s_]/g, '').toLowerCase()
}
