import { expect, test } from 'vitest'
import { openConsole } from '../../support/browser.ts'

test('A person plays an emergency to its end and back, changes one answer and sees the other way', async () => {
  const { page, open, lookAt } = await openConsole()
  await open('simulate')
  await page.getByRole('button', { name: 'Ring', exact: true }).click()
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await page.getByRole('button', { name: 'Nobody known' }).click()
  await expect.poll(() => page.locator('#state').textContent()).toBe('listening.greeting')
  await page.getByLabel('Words').fill('Water is coming through your ceiling')
  await page.getByRole('button', { name: 'Say it' }).click()
  await lookAt('simulate-thinking')
  await page.getByRole('button', { name: 'Give this verdict' }).click()
  await expect.poll(() => page.locator('#state').textContent()).toBe('dialing.screened')
  await lookAt('simulate-dialing')
})
