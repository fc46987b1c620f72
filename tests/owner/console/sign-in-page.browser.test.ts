import { expect, test } from 'vitest'
import { eventually, openConsole } from '../../support/browser.ts'
import { HOME_NAME } from '../../support/home-name.ts'
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
  await page.getByRole('button', { name: 'On this device' }).click()
  await page.waitForURL('**/console/sign-in')
  await console.open('calls')
  expect(page.url()).toContain('/console/sign-in')
})

type Edges = Record<'left' | 'right' | 'bottom', number>

test('On a phone every page is in sight, and signing out is one button that says from where', async () => {
  const { page, open, url, lookAt, pardon } = await openConsole()
  pardon(/401/)
  await page.setViewportSize({ width: 390, height: 844 })
  await open('calls?tab=all')
  const inSight = (elements: { getBoundingClientRect(): Edges }[]) =>
    elements.map((one) => {
      const { left, right, bottom } = one.getBoundingClientRect()
      return left >= 0 && right <= 390 && bottom <= 130
    })
  const places = page.locator('.bar nav a, .bar > *')
  expect(await places.evaluateAll(inSight)).toEqual(Array(await places.count()).fill(true))
  // Tabs are more than fit: the chosen one is among those that do.
  await eventually(() => page.locator('a[data-tab][aria-current]').boundingBox()).toMatchObject({
    x: expect.toSatisfy((x: number) => x > 0 && x < 340),
  })
  await page.getByRole('button', { name: 'Sign out' }).click()
  const everywhere = page.getByRole('button', { name: 'On every device' })
  expect(await everywhere.isVisible()).toBe(true)
  await lookAt('sign-out')
  await page.keyboard.press('Escape')
  expect(await everywhere.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await everywhere.click()
  await page.waitForURL('**/console/sign-in')
  const cookie = (await page.context().cookies(url)).map(({ name, value }) => `${name}=${value}`)
  expect(cookie).toEqual([])
})

test('Who has to sign in first, or once more, comes to the same simulation', async () => {
  const console = await openConsole({ signedIn: false })
  console.pardon(/401/)
  const { page } = console
  const stateOn = () => page.locator('#state').textContent()
  const signIn = async (key: string) => {
    await page.getByLabel('Admin key').fill(key)
    await page.keyboard.press('Enter')
  }
  await console.open('simulate?flow=after-hours&state=takingNumber_shown')
  await signIn(KEY)
  await eventually(stateOn).toMatch(/^takingNumber/)
  const shared = page.url()
  expect(shared).toContain('/console/simulate#')
  await page.context().clearCookies()
  await console.open('calls')
  await page.goto(shared)
  await signIn('not the key at all')
  await eventually(() => page.getByRole('alert').innerText()).toContain('This is not the key')
  await signIn(KEY)
  await eventually(stateOn).toMatch(/^takingNumber/)
  // The session ends while it is played: the next step asks the server for its TwiML.
  await eventually(() => page.locator('#twiml').textContent()).toContain('<')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'One step back' }).click()
  await page.waitForURL('**/console/sign-in?next=simulate#*')
  await signIn(KEY)
  await eventually(() => page.locator('#at').textContent()).toMatch(/^(\d+) \/ (?!\1)\d+$/)
})

const PUBLIC = { BASE_URL: 'https://calls.example.com' }

test('Over plain http it says that signing in needs https, and why, before it is tried and after', async () => {
  const console = await openConsole({ signedIn: false, settings: PUBLIC })
  // What Chromium has to say of plain http.
  console.pardon(/asks http:\/\/concierge\.home|Cross-Origin-Opener-Policy|Origin-Agent-Cluster/)
  const { page } = console
  const home = console.url.replace('127.0.0.1', HOME_NAME)
  await page.goto(`${home}/console/numbers`)
  const why = page.locator('#needs-https')
  await eventually(() => why.isVisible()).toBe(true)
  expect(await why.innerText()).toMatch(
    /needs https.*nobody on the network.*calls\.example\.com\/console.*localhost/s,
  )
  await console.lookAt('sign-in-http')
  await page.getByLabel('Admin key').fill(KEY)
  await page.keyboard.press('Enter')
  await eventually(() => page.getByRole('alert').innerText()).toContain('The key is right')
  expect(await why.isVisible()).toBe(true)
  expect(await page.context().cookies()).toEqual([])
  await console.lookAt('sign-in-lost')
})

test.each(['localhost', '127.0.0.1'])(
  'On %s it signs in, and says nothing of the kind',
  async (host) => {
    const console = await openConsole({ signedIn: false, settings: PUBLIC })
    console.pardon(/asks http:\/\/localhost/)
    const { page } = console
    await page.goto(`${console.url.replace('127.0.0.1', host)}/console/numbers`)
    await page.getByLabel('Admin key').fill(KEY)
    expect(await page.locator('#needs-https').isVisible()).toBe(false)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/console/numbers')
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ name: '__Host-console', secure: true, sameSite: 'Strict' })
  },
)
