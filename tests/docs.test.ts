import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const PROJECT = join(import.meta.dirname, '..')
const PAGES = globSync(['*.md', 'docs/*.md', 'decisions/*.md'], { cwd: PROJECT })
const read = (page: string) => readFileSync(join(PROJECT, page), 'utf8')

/** As GitHub makes it of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

test('The README is read in one sitting', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151)
})

test.each(PAGES)('%s leads nowhere that is not there', (page) => {
  for (const [, link = ''] of read(page).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(link)) continue
    const [path = '', part] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    expect({ link, isThere: existsSync(join(PROJECT, target)) }).toEqual({ link, isThere: true })
    if (part === undefined || !target.endsWith('.md')) continue
    const headings = [...read(target).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => anchor(text))
    expect(headings).toContain(part)
  }
})

test.each(PAGES)('%s names commands that there are', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  for (const [, name = ''] of read(page).matchAll(/npm run (?:-s )?([a-z][\w:]*)/g))
    expect(Object.keys(scripts)).toContain(name)
})

test.each(PAGES)('%s names tests that there are', (page) => {
  const named = [...read(page).matchAll(/`(tests\/[\w./-]+)`/g)].map(([, path = '']) => path)
  expect(named.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([])
})
