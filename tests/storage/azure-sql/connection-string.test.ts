import { MSSQL_SCHEMA } from '@tediousjs/connection-string'
import { describe, expect, test } from 'vitest'
import {
  ConnectionStringError,
  readConnectionString,
} from '../../../storage/azure-sql/connection-string.ts'

/** As the portal gives it under "Connection strings", ADO.NET. */
const PORTAL =
  'Server=tcp:calls.database.windows.net,1433;Initial Catalog=concierge;Encrypt=True;' +
  'TrustServerCertificate=False;Connection Timeout=30;Authentication="Active Directory Default";'
const PORTAL_WITH_PASSWORD =
  'Server=tcp:calls.database.windows.net,1433;Initial Catalog=concierge;Persist Security Info=False;' +
  'User ID=owner;Password={your_password};MultipleActiveResultSets=False;Encrypt=True;' +
  'TrustServerCertificate=False;Connection Timeout=30;'

const HERE = 'Server=localhost;Database=calls;'
const LOGIN = 'User Id=sa;Password=secret'

test('the string of the portal is taken as it is', () => {
  expect(readConnectionString(PORTAL)).toEqual({
    server: 'calls.database.windows.net',
    port: 1433,
    instance: null,
    database: 'concierge',
    encrypt: true,
    trustServerCertificate: false,
    certificateName: null,
    connectTimeoutMs: 30_000,
    mostConnections: 10,
    applicationName: null,
    login: { by: 'default', clientId: null },
  })
})

test('only where to go, what to open and who asks has to be given; all else is safe', () => {
  expect(readConnectionString(HERE + LOGIN)).toMatchObject({
    port: 1433,
    encrypt: true,
    trustServerCertificate: false,
    connectTimeoutMs: 15_000,
    login: { by: 'password', user: 'sa', password: 'secret' },
  })
})

test.each([
  ['tcp:calls.database.windows.net,1433', 'calls.database.windows.net', 1433, null],
  ['tcp: name , 1500', 'name', 1500, null],
  ['name', 'name', 1433, null],
  ['.\\SQLEXPRESS', 'localhost', null, 'SQLEXPRESS'],
  ['(local)', 'localhost', 1433, null],
  ['box\\REPORTS,1500', 'box', 1500, null],
  ['10.0.0.4,1433', '10.0.0.4', 1433, null],
  ['::1,1433', '::1', 1433, null],
])('Server=%s', (written, server, port, instance) => {
  const read = readConnectionString(`Server=${written};Database=calls;${LOGIN}`)
  expect(read).toMatchObject({ server, port, instance })
})

test.each([
  ['secret', 'secret'],
  ['a=b=c', 'a=b=c'],
  ['{a;b}', 'a;b'],
  ['{a}}b}', 'a}b'],
  ['"a;b\'c"', "a;b'c"],
  ['"a""b"', 'a"b'],
  ["'a;b''c'", "a;b'c"],
  ['a{b}"c\'', 'a{b}"c\''],
])('Password=%s', (written, password) => {
  const read = readConnectionString(`${HERE}User Id=sa;Password=${written};Encrypt=False`)
  expect(read).toMatchObject({ encrypt: false, login: { password } })
})

test.each([
  ['Encrypt=True', true],
  ['encrypt=yes', true],
  ['Encrypt=Mandatory', true],
  ['Encrypt=False', false],
  ['Encrypt=Optional', false],
  ['Encrypt=Strict', 'strict'],
])('%s', (written, encrypt) => {
  expect(readConnectionString(`${HERE}${LOGIN};${written}`).encrypt).toBe(encrypt)
})

test.each([
  ['Authentication=Active Directory Default', { by: 'default', clientId: null }],
  ['Authentication=ActiveDirectoryDefault;User Id=me', { by: 'default', clientId: 'me' }],
  ['Authentication=Active Directory Managed Identity', { by: 'managed identity', clientId: null }],
  ['Authentication=Active Directory MSI;UID=me', { by: 'managed identity', clientId: 'me' }],
  [
    'Authentication=Active Directory Workload Identity',
    { by: 'workload identity', clientId: null },
  ],
  [
    'Authentication=Active Directory Service Principal;User Id=me;Password=secret',
    { by: 'service principal', clientId: 'me', clientSecret: 'secret', tenantId: null },
  ],
  [
    'Authentication=Active Directory Service Principal;User Id=me@home;Password=secret',
    { by: 'service principal', clientId: 'me', clientSecret: 'secret', tenantId: 'home' },
  ],
  [`Authentication=Sql Password;${LOGIN}`, { by: 'password', user: 'sa', password: 'secret' }],
])('%s', (written, login) => {
  expect(readConnectionString(HERE + written).login).toEqual(login)
})

test('a key has many names', () => {
  const read = readConnectionString(
    'Data Source=box;Initial Catalog=calls;UID=sa;PWD=secret;Trust Server Certificate=yes;' +
      'Connect Timeout=5;Max Pool Size=3;App=mine;HostNameInCertificate=box.example.com;Pooling=true',
  )
  expect(read).toMatchObject({
    server: 'box',
    database: 'calls',
    trustServerCertificate: true,
    connectTimeoutMs: 5_000,
    mostConnections: 3,
    applicationName: 'mine',
    certificateName: 'box.example.com',
  })
})

test.each(
  Object.entries(MSSQL_SCHEMA).flatMap(([key, { aliases = [] }]) =>
    aliases.map((alias) => ({ alias, key, names: [key, ...aliases] })),
  ),
)('$alias means $key', ({ alias, key, names }) => {
  const parts = { server: 'box', database: 'calls', authentication: 'Active Directory Default' }
  const others = Object.entries(parts).filter(([part]) => !names.includes(part))
  function readWith(name: string): unknown {
    const written = [...others, [name, 'yes']].map((part) => part.join('=')).join(';')
    try {
      return readConnectionString(written)
    } catch (error) {
      return (error as ConnectionStringError).message
    }
  }
  expect(readWith(alias)).toEqual(readWith(key))
})

test.each(['AttachDbFilename', 'Failover Partner', 'User Instance', 'Sevrer'])(
  '%s, which nobody here heeds, is told',
  (key) => {
    expect(refusal(`${HERE}${LOGIN};${key}=secret`).message).toContain(
      'part 5 has a key that is not known',
    )
  },
)

describe('a string that cannot work is refused by its key, and never repeated', () => {
  test.each([
    ['', null, 'is empty'],
    ['secret', null, 'no Key=Value'],
    ['jdbc:sqlserver://secret:1433;user=secret', null, 'JDBC'],
    ['Driver={ODBC Driver 18 for SQL Server};Server=secret', 'Driver', 'ODBC'],
    [PORTAL_WITH_PASSWORD, 'Password', 'the portal'],
    ['Database=secret;User Id=secret;Password=secret', 'Server', 'is missing'],
    ['Server=secret;User Id=secret;Password=secret', 'Database', 'is missing'],
    [`Server=np:secret;Database=x;${LOGIN}`, 'Server', 'give it as'],
    [`Server=secret,70000;Database=x;${LOGIN}`, 'Server', 'the port'],
    [`${HERE}Password=secret`, 'User Id', 'is missing'],
    [`${HERE}User Id=secret`, 'Password', 'is missing'],
    [`${HERE}User Id=secret;Password=;Encrypt=True`, 'Password', 'is empty'],
    [`${HERE}User Id=secret;Password=""`, 'Password', 'is empty'],
    [`${HERE}User Id=secret;Password="secret`, null, 'not closed'],
    [`${HERE}User Id=secret;Password=abc;secret`, null, 'between quotes'],
    [`${HERE}User Id=secret;Password=abc;secret=x`, null, 'part 5'],
    [`${HERE}${LOGIN};Encrypt=secret`, 'Encrypt', 'True, False or Strict'],
    [`Server=a.database.windows.net;Database=x;${LOGIN};Encrypt=no`, 'Encrypt', 'Azure SQL'],
    [`${HERE}${LOGIN};TrustServerCertificate=secret`, 'Trust Server Certificate', 'True or False'],
    [`${HERE}${LOGIN};Connection Timeout=secret`, 'Connection Timeout', 'a whole number'],
    [`${HERE}${LOGIN};Max Pool Size=0`, 'Max Pool Size', '1 or more'],
    [`${HERE}${LOGIN};ApplicationIntent=ReadOnly`, 'Application Intent', 'written'],
    [`${HERE}Integrated Security=SSPI`, 'Integrated Security', 'Windows'],
    [`${HERE}Trusted_Connection=True`, 'Integrated Security', 'Windows'],
    [`${HERE}Authentication=Active Directory Interactive`, 'Authentication', 'choose'],
    [`${HERE}Authentication=Active Directory Password;${LOGIN}`, 'Authentication', 'choose'],
    [`${HERE}Authentication=Active Directory Default;Password=secret`, 'Password', 'there is none'],
  ])('%s', (written, key, message) => {
    const error = refusal(written)
    expect(error.key).toBe(key)
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('secret')
  })
})

function refusal(written: string): ConnectionStringError {
  try {
    readConnectionString(written)
  } catch (error) {
    if (error instanceof ConnectionStringError) return error
    throw error
  }
  throw new Error('not refused')
}
