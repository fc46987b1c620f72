import { expect, test } from 'vitest'
import { eventually, openConsole } from '../../support/browser.ts'
import { KEY } from '../../support/management.ts'

test('The door of the console asks for the key, then leads where one wanted to go', async () => {
  const console = await openConsole({ signedIn: false })
  console.pardon(/401/)
  const { page } = console
  await console.open('exceptions')
  expect(page.url()).toBe(`${console.url}/console/sign-in?next=exceptions`)
  await console.lookAt('sign-in')
  await page.getByLabel('Admin key').fill('not the key at all')
  await page.keyboard.press('Enter')
  await eventually(() => page.getByRole('alert').innerText()).toContain('This is not the key')
  await console.lookAt('sign-in-mistake')
  await page.getByLabel('Admin key').fill(KEY)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/console/exceptions')
  expect(await page.evaluate('document.cookie')).toBe('')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/console/sign-in')
  await console.open('calls')
  expect(page.url()).toContain('/console/sign-in')
})
