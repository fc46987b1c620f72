/** Who taps faster than the server answers sees what was tapped last, and that is what is kept. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { eventually, openConsole } from '../../support/browser.ts'

/** What a page does with an answer, it has done by then. */
const A_WHILE = 'new Promise((done) => setTimeout(done, 300))'

/** The first of these requests is answered by the server at once, but its answer comes no sooner than `release`. */
async function holdFirst(page: Page, which: { url: string; method?: string }) {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  let isHeld = false
  let isGone = false
  await page.route(which.url, async (route) => {
    if (isHeld || route.request().method() !== (which.method ?? 'GET')) return route.fallback()
    isHeld = true
    const response = await route.fetch()
    await promise
    // A page that no longer waits for it has ended it.
    await route.fulfill({ response }).catch(() => undefined)
    isGone = true
  })
  return {
    begun: () => eventually(() => isHeld).toBe(true),
    async release() {
      release()
      await eventually(() => isGone).toBe(true)
      await page.evaluate(A_WHILE)
    },
  }
}

test('what is ticked while the tick before is still on its way is kept with it', async () => {
  const { page, open } = await openConsole({ settings: { NTFY_URL: 'http://127.0.0.1:9/topic' } })
  await open('notices')
  const box = (name: string) => page.locator('[data-channel=ntfy]').getByLabel(name)
  await eventually(() => box('Missed').isChecked()).toBe(true)
  const first = await holdFirst(page, { url: '**/notices/settings', method: 'PATCH' })
  await box('Urgent').uncheck()
  await first.begun()
  await box('Missed').uncheck()
  await page.evaluate(A_WHILE)
  await first.release()
  await box('Messages').uncheck()
  const changed = page.locator('[data-setting=NOTIFY_NTFY] .source span')
  await eventually(() => changed.innerText()).toContain('Changed here')
  const ticked = async () => [
    await box('Urgent').isChecked(),
    await box('Missed').isChecked(),
    await box('Messages').isChecked(),
  ]
  expect(await ticked()).toEqual([false, false, false])
  await page.waitForLoadState('networkidle')
  await page.reload()
  await eventually(() => changed.innerText()).toContain('Changed here')
  expect(await ticked()).toEqual([false, false, false])
})

test('figures of a period that was left are not shown over those of another', async () => {
  const { page, open, phone } = await openConsole({ contacts: [MOTHER] })
  await (await phone.ring({ from: MOTHER.phoneNumber })).dialEnds('completed')
  const first = await holdFirst(page, { url: '**/stats?*' })
  await open('numbers?days=30')
  await first.begun()
  await page.locator('#periods [data-days="7"]').click()
  const days = page.locator('#calls-chart .column')
  await eventually(() => days.count()).toBe(7)
  await first.release()
  expect(await days.count()).toBe(7)
})

test('older calls that come after another filter was chosen are not among what fits it', async () => {
  const { page, open, phone } = await openConsole({
    contacts: [MOTHER],
    screener: () => verdict('end', 'So be it.'),
  })
  for (let calls = 0; calls < 31; calls++) await (await phone.ring({ from: STRANGER })).say('solar')
  await (await phone.ring({ from: MOTHER.phoneNumber })).dialEnds('completed')
  await open('calls?tab=all')
  const rows = page.locator('#calls a.call')
  await eventually(() => rows.count()).toBe(30)
  const older = await holdFirst(page, { url: '**/conversations?*cursor=*' })
  await page.locator('button#more').click()
  await older.begun()
  await page.locator('#q').fill('nobody said so')
  await eventually(() => rows.count()).toBe(0)
  await older.release()
  expect(await rows.count()).toBe(0)
})

test('older notices asked for while others are on their way are of those', async () => {
  const { page, open, phone } = await openConsole({
    settings: { NTFY_URL: 'http://127.0.0.1:9/topic' },
    contacts: [MOTHER],
  })
  for (let calls = 0; calls < 21; calls++) {
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('busy')
    await caller.hangUp()
  }
  await open('notices')
  const rows = page.locator('#told li')
  await eventually(() => rows.count()).toBe(20)
  const given = await holdFirst(page, { url: '**/notices?*state=given_up*' })
  await page.locator('input#given-up').check()
  await given.begun()
  await page.locator('button#more').click()
  await given.release()
  await eventually(() => rows.count()).toBe(0)
  expect(await page.locator('#told').innerText()).toContain('Nothing was given up')
})

test('what a list is taken for first reaches the server first, however long it is on its way', async () => {
  const { page, open } = await openConsole()
  await open('rules')
  await page.getByRole('button', { name: 'Import CSV…', exact: true }).click()
  await page.getByLabel('CSV file, or one number a line').setInputFiles({
    name: 'robots.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(STRANGER),
  })
  await page.getByLabel('What to call it').fill('robots')
  await page.locator('#take-list').click()
  const taken = page.getByLabel('Who is on robots is')
  await eventually(() => taken.inputValue()).toBe('doubtful')
  const { promise, resolve: release } = Promise.withResolvers<void>()
  const asked: unknown[] = []
  await page.route('**/lists/robots', async (route) => {
    asked.push(route.request().postDataJSON())
    if (asked.length === 1) await promise
    return route.fallback()
  })
  await taken.selectOption('blocked')
  await eventually(() => asked.length).toBe(1)
  await taken.selectOption('doubtful')
  await page.evaluate(A_WHILE)
  release()
  await eventually(() => asked.length).toBe(2)
  await eventually(() => page.getByText('is doubtful from now on').isVisible()).toBe(true)
  expect(asked).toEqual([{ act_as: 'blocked' }, { act_as: 'doubtful' }])
  await page.waitForLoadState('networkidle')
  await page.reload()
  await eventually(() => taken.inputValue()).toBe('doubtful')
})
