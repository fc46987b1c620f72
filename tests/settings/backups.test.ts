import { expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { problemsOf } from './problems-of.ts'

test('none are written unasked; asked for, one a day, and two weeks of them', () => {
  expect(readConfig({}).backups).toEqual({
    folder: null,
    everyHours: 24,
    keep: 14,
    passphrase: null,
  })
  const BACKUP_PASSPHRASE = 'four words #1 nobody guesses'
  expect(readConfig({ BACKUP_FOLDER: 'kept', BACKUP_PASSPHRASE }).backups).toMatchObject({
    folder: 'kept',
    passphrase: BACKUP_PASSPHRASE,
  })
})

test.each([
  [{ BACKUP_FOLDER: '~/kept' }, /^BACKUP_FOLDER: write the path in full/],
  [{ BACKUP_HOURS: '0' }, /^BACKUP_HOURS: give a whole number from 1 to 720/],
  [{ BACKUP_KEEP: '0' }, /^BACKUP_KEEP: give a whole number from 1 to 1000/],
  [{ BACKUP_PASSPHRASE: 'too short' }, /^BACKUP_PASSPHRASE: give at least 12 characters/],
  [{ BACKUP_PASSPHRASE: '<your passphrase>' }, /^BACKUP_PASSPHRASE: is a placeholder/],
])('%j is told', (env, says) => {
  expect(problemsOf(env)).toEqual([expect.stringMatching(says)])
})

test('with Azure SQL none are written here, which is told', () => {
  const { backups, warnings } = readConfig({
    BACKUP_FOLDER: 'kept',
    USE_AZURE_SQL: 'true',
    AZURE_SQL_CONNECTION_STRING: 'Server=tcp:x.database.windows.net;Database=calls',
  })
  expect(backups.folder).toBeNull()
  expect(warnings).toContainEqual({
    setting: 'BACKUP_FOLDER',
    warning: expect.stringContaining('Azure SQL keeps backups of its own') as string,
  })
})
