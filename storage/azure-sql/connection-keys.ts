/** The keys of an ADO.NET connection string under all their names. */

/** The keys that we read, as they are best written. */
export type Key = (typeof KEYS)[number][0]

/**
 * Each with its other names; blanks, underscores and case do not count.
 * https://learn.microsoft.com/dotnet/api/microsoft.data.sqlclient.sqlconnection.connectionstring
 */
const KEYS = [
  ['Server', 'datasource', 'address', 'addr', 'networkaddress'],
  ['Database', 'initialcatalog'],
  ['User Id', 'uid', 'user'],
  ['Password', 'pwd'],
  ['Authentication'],
  ['Encrypt'],
  ['Trust Server Certificate'],
  ['Host Name In Certificate'],
  ['Connection Timeout', 'connecttimeout', 'timeout'],
  ['Max Pool Size'],
  ['Application Name', 'app'],
  ['Application Intent'],
  ['Integrated Security', 'trustedconnection'],
  // Of the ODBC form.
  ['Driver'],
] as const

/** They ask for nothing that we would do in another way, or for what only .NET has. */
const WITHOUT_EFFECT = new Set([
  'asynchronousprocessing',
  'async',
  'commandtimeout',
  'connectionlifetime',
  'connectretrycount',
  'connectretryinterval',
  'currentlanguage',
  'enlist',
  'ipaddresspreference',
  'language',
  'loadbalancetimeout',
  'minpoolsize',
  'multipleactiveresultsets',
  'multisubnetfailover',
  'packetsize',
  'persistsecurityinfo',
  'poolblockingperiod',
  'pooling',
  'transactionbinding',
  'transparentnetworkipresolution',
  'typesystemversion',
  'workstationid',
  'wsid',
])

const BY_NAME = new Map<string, Key>(
  KEYS.flatMap(([key, ...names]) => [key, ...names].map((name) => [plain(name), key] as const)),
)

/** The values by key, the last of each; or which part, counted from 1, has a key that is not known. */
export function readKeys(
  parts: Iterable<[string, string]>,
): { values: Map<Key, string> } | { unknown: number } {
  const values = new Map<Key, string>()
  let part = 0
  for (const [name, value] of parts) {
    part++
    const key = BY_NAME.get(plain(name))
    if (key) values.set(key, value)
    else if (!WITHOUT_EFFECT.has(plain(name))) return { unknown: part }
  }
  return { values }
}

function plain(name: string): string {
  return name.replace(/[\s_]/g, '').toLowerCase()
}
