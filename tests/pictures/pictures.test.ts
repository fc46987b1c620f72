import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FOLDER, MOST_BYTES, PICTURES } from './pictures.ts'

const PROJECT = join(import.meta.dirname, '../..')
const SHOWN = globSync(['*.md', 'docs/*.md'], { cwd: PROJECT }).flatMap((page) =>
  [
    ...readFileSync(join(PROJECT, page), 'utf8').matchAll(
      /!\[[^\]]+\]\((?:docs\/)?images\/([^)]+)\)/g,
    ),
  ].map(([, file]) => file),
)
const FILES = PICTURES.map((name) => `${name}.png`)

test('every picture of the documentation is made by npm run docs:pictures', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(FILES.toSorted())
})

test.each(FILES)('%s is shown somewhere, and is small', (file) => {
  expect(SHOWN).toContain(file)
  expect(statSync(join(FOLDER, file)).size).toBeLessThanOrEqual(MOST_BYTES)
})

test('the README shows a notice on a phone beside the console', () => {
  expect(readFileSync(join(PROJECT, 'README.md'), 'utf8')).toContain('](docs/images/concierge.png)')
})
