import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settings } from '../../server/settings/each-setting.ts'
import { MEANINGS } from '../../server/settings/meanings.ts'
import { SETTING_NAMES } from '../../server/settings/names.ts'
import { settingsPage } from './settings-page.ts'

const PAGE = join(import.meta.dirname, '../../docs/settings.md')
const EXAMPLE = join(import.meta.dirname, '../../.env.example')

test('docs/settings.md tells what the schema does: npm run docs:settings', async () => {
  await expect(settingsPage(readFileSync(PAGE, 'utf8'))).toMatchFileSnapshot(PAGE)
})

test('every setting is told, once, and none that there is not', () => {
  const told = Object.values(MEANINGS).flatMap((section) => Object.keys(section))
  expect(told.sort()).toEqual([...SETTING_NAMES].sort())
  expect(Object.keys(settings.shape).sort()).toEqual([...SETTING_NAMES].sort())
})

test('what a table says of a setting is what the schema does', () => {
  const page = readFileSync(PAGE, 'utf8')
  for (const row of [
    '| `SCREENING_DEADLINE_MS` | `6000` | 500 to 7000 |',
    '| `ADMIN_API_KEY` | none | a secret |',
    '| `NOTICE` | `brief` | `brief`, `full`, `none` |',
    '| `USE_AZURE_SQL` | `false` | `true`, `false` |',
    '| `CARDDAV_HOURS` | `6` | 0 to 168 |',
    '| `SMTP_URL` | none | a secret |',
  ])
    expect(page).toContain(row)
})

test('.env.example has no setting that there is not', () => {
  const written = [...readFileSync(EXAMPLE, 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
    ([, name]) => name,
  )
  const known = [...SETTING_NAMES, 'OTEL_EXPORTER_OTLP_ENDPOINT'] as string[]
  expect(written.filter((name) => !known.includes(name!))).toEqual([])
})
