/** What the pages look like, as far as a style sheet says it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ASSETS = join(import.meta.dirname, '../../../server/owner/console/assets')
const sheets = readdirSync(ASSETS)
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, css: readFileSync(join(ASSETS, name), 'utf8') }))

// What is looked at in the light need only be looked at for its colours in the dark (tests/support/accessibility.ts).
test('in the dark nothing but colours differs', () => {
  const asking = sheets.filter(({ css }) => css.includes('color-scheme: dark)'))
  expect(asking.map(({ name }) => name)).toEqual(['tokens.css'])
  const [, block = ''] =
    /\(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/.exec(asking[0]!.css) ?? []
  const declared = block
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
  expect(declared.length).toBeGreaterThan(10)
  const others = declared.filter(
    (one) => !/^--[a-z0-9-]+: (#[0-9a-f]{6}$|[0-9a-z ]* rgb\()/.test(one),
  )
  expect(others).toEqual([])
})
