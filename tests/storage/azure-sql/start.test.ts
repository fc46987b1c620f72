/** How Azure SQL is reached at first: whom it lets in, and what it is waited for. */
import { expect, onTestFinished, test } from 'vitest'
import { openAzureSql, ReachDatabaseError } from '../../../storage/azure-sql/open-azure-sql.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { startTdsPeer } from '../../support/tds-peer.ts'
import { sqliteBehind } from '../../support/tds-peer/sqlite-behind.ts'

test('at the start it waits for a database that is still waking up', async () => {
  const { answer, gone } = sqliteBehind(await temporaryFile())
  let logins = 0
  const peer = await startTdsPeer((asked) => {
    const isAsleep = asked.what === 'login' && ++logins < 4
    return isAsleep
      ? { errors: [{ number: 40613, message: 'not currently available' }] }
      : answer(asked)
  }, gone)
  const database = await openAzureSql(peer.connectionString)
  onTestFinished(() => database.close())
  expect(logins).toBe(4)
  expect(peer.asked.at(-1)).toMatchObject({ what: 'statement', sql: 'select 1 as "is_there"' })
})

test('whoever logs in by Entra ID brings a token of the one credential', async () => {
  const peer = await startTdsPeer((asked) =>
    asked.what === 'login' ? 'ask Entra ID' : { changed: 0 },
  )
  const logins: unknown[] = []
  const scopes: unknown[] = []
  const database = await openAzureSql(
    peer.connectionString.replace(
      'User Id=sa;Password=secret',
      'Authentication=Active Directory Managed Identity;User Id=client-id',
    ),
    {
      credential(login) {
        logins.push(login)
        return {
          async getToken(scope) {
            scopes.push(scope)
            return { token: 'a token', expiresOnTimestamp: Date.now() + 3_600_000 }
          },
        }
      },
    },
  )
  onTestFinished(() => database.close())
  expect(logins).toEqual([{ by: 'managed identity', clientId: 'client-id' }])
  expect(scopes).toEqual(['https://database.windows.net/.default'])
  expect(peer.asked.slice(0, 2)).toEqual([
    { connection: 1, what: 'login' },
    { connection: 1, what: 'token', token: 'a token' },
  ])
})

test('at the start a credential that gives no token is told', async () => {
  const peer = await startTdsPeer(() => 'ask Entra ID')
  const byEntra = peer.connectionString.replace(
    'User Id=sa;Password=secret',
    'Authentication=Active Directory Default',
  )
  const credential = () => ({ getToken: () => Promise.reject(new Error('no identity here')) })
  await expect(openAzureSql(byEntra, { credential })).rejects.toThrow('no identity here')
})

test('at the start a login that is refused is told at once, without the password', async () => {
  const message = "Login failed for user 'sa'."
  const peer = await startTdsPeer(() => ({ errors: [{ number: 18_456, message }] }))
  const opening = openAzureSql(peer.connectionString)
  await expect(opening).rejects.toThrow(ReachDatabaseError)
  await expect(opening).rejects.toThrow(
    `The database calls on 127.0.0.1 cannot be reached: ${message}`,
  )
  await expect(opening).rejects.not.toThrow('secret')
  expect(peer.asked).toHaveLength(1)
})

test('at the start a server that is not there is waited for, for as long as asked', async () => {
  const peer = await startTdsPeer(() => 'drop')
  await peer.close()
  const opening = openAzureSql(peer.connectionString, { patienceMs: 50, startPatienceMs: 200 })
  await expect(opening).rejects.toThrow(/cannot be reached: .*Failed to connect/)
})
