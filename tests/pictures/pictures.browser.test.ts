/** The pictures of the documentation, drawn of pages that a test reads: one that shows what is no more fails. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { eventually } from '../support/browser.ts'
import { besideConsole } from './beside.ts'
import { FOLDER, MOST_BYTES, type Picture } from './pictures.ts'
import { seededConsole, type SeededConsole } from './seeded.ts'

const DRAWN = join(import.meta.dirname, '../../artifacts/pictures')

/** What no clock of ours fixes: how long the machine took. */
const STILL = `
  for (const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walk.nextNode(); )
    walk.currentNode.data = walk.currentNode.data.replace(/(?:<1|\\d+) ms\\b/g, '3 ms')
`

/** What can be read at once; of a choice only its name, and not how large a chart happens to be drawn. */
const READ = `
  for (const one of document.querySelectorAll('select, details, output')) one.hidden = true
  document.querySelector('main').innerText
`

interface Size {
  width: number
  height: number
}

async function draw({ page }: SeededConsole, size: Size): Promise<Buffer> {
  await page.setViewportSize(size)
  await eventually(() => page.locator('[aria-busy=true]').count()).toBe(0)
  await page.evaluate(STILL)
  await page.evaluate('scrollTo(0, 0)')
  return page.screenshot({ animations: 'disabled', caret: 'hide' })
}

function keep(name: Picture, picture: Buffer): void {
  expect(picture.length).toBeLessThanOrEqual(MOST_BYTES)
  const folder = inject('redraws') ? FOLDER : DRAWN
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), picture)
}

async function saidOn(page: Page): Promise<string> {
  return `${String(await page.evaluate(READ)).trim()}\n`
}

/** Where a page says something else the picture is out of date as well: npm run docs:pictures, and look at it. */
const kept = (name: Picture) => join(import.meta.dirname, `said/${name}.txt`)

test('concierge: a notice on a phone, beside the console', async () => {
  const console = await seededConsole()
  const { page, notice, open } = console
  await open('calls?tab=all')
  await page.getByText('On the line').waitFor()
  const shown = await draw(console, { width: 1040, height: 756 })
  const { title, body, choices = [] } = notice
  const told = [title, body, ...choices.map((choice) => choice.title)].join('\n')
  await expect(`${await saidOn(page)}\n${told}\n`).toMatchFileSnapshot(kept('concierge'))
  const beside = await page.context().newPage()
  await beside.setViewportSize({ width: 1280, height: 820 })
  await beside.setContent(besideConsole(shown, notice))
  keep('concierge', await beside.screenshot())
})

test('call: what was said, and the step at which it was decided', async () => {
  const console = await seededConsole()
  const { page, school, open } = console
  await open(`calls/${school.callSid}`)
  await eventually(() => page.locator('#at').textContent()).toMatch(/ \/ 6$/)
  keep('call', await draw(console, { width: 1100, height: 800 }))
  await expect(await saidOn(page)).toMatchFileSnapshot(kept('call'))
})

test('simulate: a way through the flow, and what its last step did', async () => {
  const console = await seededConsole()
  const { page, open } = console
  await open('simulate')
  const click = (name: string) => page.getByRole('button', { name, exact: true }).click()
  for (const name of ['Ring', 'No', 'Nobody known']) await click(name)
  await page.getByLabel('Words').fill('Water is coming through your ceiling')
  await click('Say it')
  await page.getByLabel('Decision').selectOption('transfer')
  await click('Give this verdict')
  await click('One step back')
  await page.getByLabel('Decision').selectOption('end')
  await click('Give this verdict')
  await eventually(() => page.locator('.one-way').count()).toBe(2)
  keep('simulate', await draw(console, { width: 1100, height: 960 }))
  await expect(await saidOn(page)).toMatchFileSnapshot(kept('simulate'))
})

test('numbers: a fortnight in charts', async () => {
  const console = await seededConsole()
  const { page, open } = console
  await open('numbers')
  await page.getByRole('img', { name: /^Calls per day by decision/ }).waitFor()
  keep('numbers', await draw(console, { width: 1100, height: 900 }))
  await expect(await saidOn(page)).toMatchFileSnapshot(kept('numbers'))
})
