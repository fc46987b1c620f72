/** Several numbers on the console: which line a call was to, and only the calls of one. */
import { expect, test } from 'vitest'
import { eventually, openConsole } from '../../support/browser.ts'
import { MOTHER, OUR_NUMBER, STRANGER, verdict } from '../../support/concierge.ts'

const OFFICE = '+12125550143'
const LINES = JSON.stringify([
  { number: OUR_NUMBER, label: 'Home', name: 'Robin' },
  { number: OFFICE, label: 'Office', name: 'Ana', language: 'es-ES' },
])

async function withLines(settings: Record<string, string> = { LINES }) {
  const console = await openConsole({
    settings,
    contacts: [MOTHER],
    screener: () => verdict('end', 'Goodbye.'),
  })
  for (const [from, to] of [
    [STRANGER, OUR_NUMBER],
    [MOTHER.phoneNumber, OFFICE],
  ] as const)
    await (await console.phone.ring({ from, to })).hangUp()
  return console
}

test('calls say their line, and are cut down to one, also by the address and in the tabs', async () => {
  const { page, open, lookAt } = await withLines()
  const kinds = () => page.locator('a.call .kind').allInnerTexts()
  await open('calls?tab=all')
  await eventually(kinds).toEqual(['Office', 'Home'])
  const filters = page.getByRole('button', { name: 'Filters' })
  if (await filters.isVisible()) await filters.click()
  await page.getByLabel('Line', { exact: true }).selectOption('Office')
  await eventually(kinds).toEqual(['Office'])
  expect(new URL(page.url()).searchParams.get('line')).toBe('Office')
  await lookAt('calls-of-a-line')
  expect(await page.locator('a[data-tab=missed]').getAttribute('href')).toContain('line=Office')
  await page.reload()
  await eventually(kinds).toEqual(['Office'])
  await page.getByRole('button', { name: 'Clear' }).click()
  await eventually(kinds).toEqual(['Office', 'Home'])
})

test('numbers are those of one line, and lead to its calls', async () => {
  const { page, open, lookAt } = await withLines()
  await open('numbers')
  const calls = () => page.locator('#tiles .number').first().innerText()
  await eventually(calls).toBe('2')
  await page.getByLabel('Line', { exact: true }).selectOption('Home')
  await eventually(calls).toBe('1')
  await lookAt('numbers-of-a-line')
  expect(await page.locator('#tiles a').first().getAttribute('href')).toContain('line=Home')
})

test('the Phone calls the line that is chosen', async () => {
  const { page, open } = await withLines()
  await open('phone')
  // Whoever has called before is greeted in the language of that call.
  await page.locator('input#number').fill('+1 415 555 0125')
  await page.getByLabel('Line called').selectOption('Office')
  await page.getByRole('button', { name: 'Ring' }).click()
  const greeting = page.getByText('Hola, soy el asistente de inteligencia artificial de Ana')
  await greeting.first().waitFor()
  expect(await page.locator('#phone-page').innerText()).toContain('Ana')
})

test('where there is but one, nothing is asked', async () => {
  const { page, open } = await withLines({})
  for (const path of ['calls?tab=all', 'numbers', 'phone']) {
    await open(path)
    expect(await page.getByLabel(/^Line/).count()).toBe(0)
  }
})

test('notices are cut down to one line, which stays in the address, and older ones of it follow', async () => {
  const console = await openConsole({
    settings: { LINES },
    contacts: [MOTHER],
    notices: { everyMs: 50 },
  })
  const { page, phone, open } = console
  const missed = async (to: string) => {
    const caller = await phone.ring({ from: MOTHER.phoneNumber, to })
    await caller.dialEnds('busy')
    await caller.hangUp()
  }
  for (let calls = 0; calls < 21; calls++) await missed(OFFICE)
  for (let calls = 0; calls < 20; calls++) await missed(OUR_NUMBER)
  const rows = page.locator('#told li')
  await open('notices')
  await eventually(() => rows.count()).toBe(20)
  expect((await rows.allInnerTexts()).every((text) => text.includes('(Home)'))).toBe(true)
  await page.getByLabel('Line').selectOption('Office')
  await eventually(async () => (await rows.allInnerTexts()).join()).not.toContain('(Home)')
  expect(new URL(page.url()).searchParams.get('line')).toBe('Office')
  await page.getByRole('button', { name: 'Show older ones' }).click()
  await eventually(() => rows.count()).toBe(21)
  expect((await rows.allInnerTexts()).every((text) => text.includes('(Office)'))).toBe(true)
  await console.lookAt('notices-of-a-line')
  await open('notices?line=Office')
  expect(await page.getByLabel('Line').inputValue()).toBe('Office')
  await eventually(() => rows.count()).toBe(20)
  expect((await rows.allInnerTexts()).join()).not.toContain('(Home)')
})
