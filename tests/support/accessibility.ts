/** What axe-core finds seriously wrong with a page. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** In the dark nothing but colours differs, which `tests/owner/console/styles.test.ts` holds. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

interface Found {
  violations: { id: string; impact: string; nodes: { target: string[] }[] }[]
  looks: string[]
}

/** By page and view: how the parts of its drawings can look, as far as they have been checked. */
const checked = new Map<string, Set<string>>()

/** The serious ones: `rule: element`. */
export async function violations(page: Page, view: string): Promise<string[]> {
  const [, , name = ''] = new URL(page.url()).pathname.split('/')
  const known = checked.get(`${name} ${view}`) ?? new Set()
  checked.set(`${name} ${view}`, known)
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const rules = view === 'dark' ? OF_COLOURS : null
  const found = await page.evaluate<Found>(
    `(${CHECK})(${JSON.stringify({ known: [...known], rules })})`,
  )
  for (const look of found.looks) known.add(look)
  return found.violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/**
 * To axe a chart of thousands of parts costs a second, twenty times the page around it, though it passes over most of
 * them. So charts that are hidden are away meanwhile, and a drawing whose parts look as some that were checked before.
 */
const CHECK = `async ({ known, rules }) => {
  const away = []
  const takeAway = (part) => {
    const place = part.cloneNode(false)
    place.dataset.away = ''
    part.replaceWith(place)
    away.push([place, part])
  }
  const looks = new Set()
  for (const part of document.querySelectorAll('figure[hidden]')) takeAway(part)
  for (const drawing of document.querySelectorAll('svg')) {
    const classes = [...drawing.querySelectorAll('[class]')].map((part) => part.getAttribute('class'))
    if (drawing.querySelectorAll('*').length < 100) continue
    for (const one of classes) looks.add(one)
    if (classes.every((one) => known.includes(one))) takeAway(drawing)
  }
  try {
    const options = { preload: false, resultTypes: ['violations'], ...(rules && { runOnly: rules }) }
    const { violations } = await axe.run({ exclude: ['[data-away]'] }, options)
    return { violations, looks: [...looks] }
  } finally {
    for (const [place, part] of away) place.replaceWith(part)
  }
}`
