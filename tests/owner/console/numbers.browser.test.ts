import { expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { eventually, openConsole, signIn } from '../../support/browser.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Two calls a day for a fortnight: one of a contact, one of a stranger who sells. */
async function withFortnight() {
  let at = Date.now() - 13 * DAY_MS
  const console = await openConsole({
    contacts: [MOTHER],
    now: () => new Date(at),
    signedIn: false,
    screener: () => ({ ...verdict('end', 'So be it.'), kind: 'sales', modelMs: 1_500 }),
  })
  for (let day = 0; day < 14; day++) {
    await (await console.phone.ring({ from: MOTHER.phoneNumber })).dialEnds('completed')
    await (await console.phone.ring({ from: STRANGER })).say('solar')
    at += DAY_MS
  }
  at = Date.now()
  await signIn(console.page, console.url)
  return console
}

test('The numbers are drawn: calls by day and decision, latency, kinds of call', async () => {
  const { page, open, lookAt } = await withFortnight()
  await open('numbers')
  const tiles = page.locator('#tiles')
  await eventually(() => tiles.textContent()).toMatch(/Calls28.*Put through50 %/)
  const calls = page.getByRole('img', { name: /^Calls per day by decision/ })
  expect(await calls.getAttribute('aria-label')).toContain(
    'In 30 days: Contact, put through 14, Turned away 14',
  )
  expect(await calls.locator('.column').count()).toBe(30)
  expect(await calls.locator('.column path').count()).toBe(28)
  const colors = await calls
    .locator('.column:last-child path')
    .evaluateAll((bars: { getAttribute(name: string): string }[]) =>
      bars.map((bar) => bar.getAttribute('style')),
    )
  expect(colors).toEqual(['fill: var(--chart-contact);', 'fill: var(--chart-completed);'])
  expect(await page.locator('#kinds-chart').textContent()).toBe('Sales14 100 %')
  await lookAt('numbers')
  await page.getByRole('link', { name: 'How fast it answers' }).click()
  await eventually(() => page.locator('#speed-tiles').textContent()).toMatch(
    /Typical answer(<1|\d+) ms/,
  )
  await page.getByRole('button', { name: 'The screener' }).click()
  const legend = page.locator('#latency-chart .legend')
  expect(await legend.textContent()).toBe('In 30 daysp95 1.5 sp50 1.5 s')
  await lookAt('numbers-speed')
})

test('The numbers an owner asks for are there: missed, hours, who called, and a bar opens its calls', async () => {
  const { page, open, phone } = await withFortnight()
  await (await phone.ring({ from: MOTHER.phoneNumber })).dialEnds('busy')
  await open('numbers?days=7')
  const tiles = page.locator('#tiles')
  await eventually(() => tiles.textContent()).toMatch(/Calls15.*14 in the 7 days before.*Missed1/)
  expect(await page.locator('#callers-chart li').allInnerTexts()).toEqual([
    expect.stringMatching(/^Mom\s+8/),
    expect.stringMatching(/^\+1 415 555 0123\s+7/),
  ])
  const hours = page.getByRole('img', { name: /^Calls by hour of the day/ })
  expect(await hours.locator('.column').count()).toBe(24)
  await page.locator('#calls-chart .column').last().click()
  await page.waitForURL(/calls\?tab=all&from=([\d-]+)&to=\1&simulated=false/)
  await eventually(() => page.locator('a.call').count()).toBe(3)
  await page.goBack()
  await page.locator('#tiles').getByRole('link', { name: '1', exact: true }).click()
  await eventually(() => page.locator('a.call').count()).toBe(1)
  expect(page.url()).toContain('tab=missed')
})

test('The bar of an hour opens its calls, and the hour is a filter like the others', async () => {
  let at = new Date('2026-11-22T00:10:00.000Z')
  const { page, open, phone, lookAt } = await openConsole({
    settings: { TIME_ZONE: 'Asia/Kolkata' },
    now: () => at,
  })
  await page.clock.setFixedTime(at)
  await phone.ring({ from: STRANGER })
  await phone.ring({ from: MOTHER.phoneNumber })
  await open('numbers?days=7')
  const bars = page.locator('#hours-chart .column')
  await bars.nth(5).hover()
  await eventually(() => page.locator('#hours-chart .legend').textContent()).toBe(
    '5:00 to 6:00Calls 2',
  )
  await bars.nth(5).click()
  await page.waitForURL(/calls\?tab=all&from=2026-11-16&to=2026-11-22&hour=5&simulated=false/)
  const calls = page.locator('a.call')
  await eventually(() => calls.count()).toBe(2)
  expect(await page.getByLabel('Hour of the day').inputValue()).toBe('5')
  // They are on the line: whom one can still talk to is not called back.
  expect(await page.getByRole('link', { name: /^Call back/ }).count()).toBe(0)
  await lookAt('calls-hour')
  await phone.ring({ from: '+14155550124' })
  await eventually(() => calls.count()).toBe(3)
  // It is another hour: what comes now belongs elsewhere.
  at = new Date('2026-11-22T00:40:00.000Z')
  await phone.ring({ from: '+14155550125' })
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.getByLabel('Decision').isVisible()).toBe(false)
  expect(await calls.count()).toBe(3)
  await page.getByLabel('Hour of the day').selectOption('6:00 to 7:00')
  await eventually(() => calls.count()).toBe(1)
  await page.getByLabel('Hour of the day').selectOption('Any')
  await eventually(() => calls.count()).toBe(4)
  expect(page.url()).not.toContain('hour')
  await eventually(() => page.getByLabel('Hour of the day').isVisible()).toBe(false)
})

test('The days and clocks of the console are the owner’s, wherever it is looked at', async () => {
  // The browser stands in New York, where it is another day already.
  let at = new Date('2026-11-22T07:30:00.000Z')
  const { page, open, phone } = await openConsole({
    settings: { TIME_ZONE: 'America/Los_Angeles' },
    now: () => at,
  })
  await page.clock.setFixedTime(at)
  await phone.ring({ from: STRANGER })
  await open('calls?tab=all')
  await eventually(() => page.locator('h2.day').allInnerTexts()).toEqual(['Today'])
  expect(await page.locator('time').first().textContent()).toBe('11:30 PM')
  await open('calls?from=2026-11-21&to=2026-11-21')
  await eventually(() => page.locator('h2.day').allInnerTexts()).toEqual(['Today'])
  at = new Date('2026-11-22T08:30:00.000Z')
  await page.clock.setFixedTime(at)
  await open('calls?tab=all')
  await eventually(() => page.locator('h2.day').allInnerTexts()).toEqual(['Yesterday'])
  await open('numbers')
  const chart = page.locator('#calls-chart svg')
  await chart.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  expect(await page.locator('#calls-chart .legend').textContent()).toBe('Sat, Nov 21Undecided 1')
})

test('A day is told under the mouse, by arrow keys, and in the table', async () => {
  const { page, open } = await withFortnight()
  await open('numbers')
  const legend = page.locator('#calls-chart .legend')
  await eventually(() => legend.textContent()).toBe(
    'In 30 daysContact, put through 14Turned away 14',
  )
  const chart = page.locator('#calls-chart svg')
  await chart.focus()
  await page.keyboard.press('End')
  expect(await legend.textContent()).toMatch(/\w{3}, \w{3} \d+Contact, put through 1Turned away 1$/)
  await page.keyboard.press('Home')
  expect(await legend.textContent()).toMatch(/\w{3}, \w{3} \d+Contact, put through –Turned away –$/)
  await page.keyboard.press('Escape')
  expect(await legend.textContent()).toMatch(/^In 30 days/)
  await chart.locator('.column').last().hover()
  expect(await legend.textContent()).toMatch(/put through 1Turned away 1$/)
  await page.locator('#calls-chart').getByText('As a table').click()
  expect(await page.locator('#calls-chart tbody tr').count()).toBe(14)
})

test('A year is drawn by weeks, and simulated calls only if wanted', async () => {
  const { page, open } = await withFortnight()
  await open('phone')
  await page.getByRole('button', { name: 'Ring', exact: true }).click()
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByRole('button', { name: 'Ring again' }).waitFor()
  await open('numbers?days=365')
  await eventually(() => page.locator('#tiles').textContent()).toMatch(/^Calls28/)
  await page.getByRole('img', { name: /^Calls per week/ }).waitFor()
  expect(await page.locator('#calls-chart .column').count()).toBe(53)
  await page.getByLabel('Simulated too').check()
  await eventually(() => page.locator('#tiles').textContent()).toMatch(/^Calls29/)
})

test('Where there were no calls, the page says so', async () => {
  const { page, open, lookAt } = await openConsole()
  await open('numbers')
  await eventually(() => page.locator('#kinds-chart').textContent()).toMatch(/^Nobody was screened/)
  expect(await page.locator('#tiles').textContent()).toMatch(/^Calls0.*Put through–/)
  expect(await page.locator('#calls-chart').textContent()).toMatch(/^No calls in 30 days/)
  await lookAt('numbers-empty')
})
