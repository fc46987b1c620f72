import { expect, test } from 'vitest'
import {
  MigrationRightsError,
  tellMissingRight,
} from '../../../storage/azure-sql/migration-rights.ts'

const refusal = (number: number, message: string) => Object.assign(new Error(message), { number })

test.each([
  refusal(262, "CREATE TABLE permission denied in database 'concierge'."),
  refusal(
    1088,
    'Cannot find the object "calls" because it does not exist or you do not have permissions.',
  ),
  refusal(
    4902,
    'Cannot find the object "calls" because it does not exist or you do not have permissions.',
  ),
  new Error('migration failed', { cause: refusal(262, 'CREATE TABLE permission denied') }),
])('who may not change tables is told who may: %s', (error) => {
  expect(() => tellMissingRight(error)).toThrow(MigrationRightsError)
  expect(() => tellMissingRight(error)).toThrow('npm run migrate')
})

test('any other error stays what it is', () => {
  const error = refusal(1205, 'deadlock')
  expect(() => tellMissingRight(error)).toThrow(error)
})
