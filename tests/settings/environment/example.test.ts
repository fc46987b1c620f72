import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../../server/settings/config.ts'
import { parseEnvFile } from '../../../server/settings/environment/env-file.ts'

const EXAMPLE = readFileSync(join(import.meta.dirname, '../../../.env.example'))

test('the example, copied as it is, starts a demo', () => {
  const { values, problems } = parseEnvFile(EXAMPLE)
  expect(problems).toEqual([])
  expect(readConfig(values)).toMatchObject({ isDemo: true, carddav: null, misspelt: {} })
})

test('what it has is as by default: nobody chose it, and the settings in effect say so', () => {
  const { inEffect } = readConfig(parseEnvFile(EXAMPLE).values)
  const set = inEffect.filter(({ isSet }) => isSet)
  expect(set.length).toBeGreaterThan(20)
  expect(set.filter(({ isDefault }) => !isDefault)).toEqual([])
})

test('one copied from an earlier release does, too', () => {
  expect(readConfig({ CARDDAV_HOURS: '6' })).toMatchObject({ isDemo: true, carddav: null })
})
