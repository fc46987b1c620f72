import { expect, test } from 'vitest'
import { CHECK_NAMES } from '../../../server/doctor/check.ts'
import type { Outside } from '../../../server/doctor/surveyed.ts'
import { AUTH_TOKEN } from '../../support/concierge.ts'
import { eventually, openConsole } from '../../support/browser.ts'
import { KEY } from '../../support/management.ts'

const NTFY = { NTFY_URL: 'https://ntfy.example.com/concierge-5d81', OWNER_NAME: 'Robin' }

/** The name leads to whoever listens there. */
function toServer() {
  const to = { url: '' }
  const outside: Outside = {
    lookup: async () => ['8.8.8.8'],
    fetch: (url, init) => fetch(to.url + new URL(url).pathname, init),
  }
  return { to, outside }
}

test('Health: nothing is looked at before it is asked for; then all is told with what to do', async () => {
  const { to, outside } = toServer()
  const console = await openConsole({ settings: NTFY, outside, cameFrom: { OWNER_NAME: '.env' } })
  const { page, open, lookAt } = console
  to.url = console.url
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await open('health')
  const rows = page.locator('#checks li')
  expect(await rows.count()).toBe(CHECK_NAMES.length)
  expect(await rows.first().innerText()).toMatch(/Settings\s+Not looked at/)
  expect(asked.filter((path) => path === '/health')).toEqual([])
  await lookAt('health-before')

  await page.getByRole('button', { name: 'Look at everything' }).click()
  await eventually(() => page.locator('#health-sum').innerText()).toMatch(
    /to be seen to, .* not checked, \d+ well$/,
  )
  const row = (name: string) => page.locator(`#checks [data-check=${name}]`)
  expect(await row('database').innerText()).toMatch(/^Database\s+Well\s+.* read and written in/)
  expect(await row('address').innerText()).toMatch(/concierge\.test, at 8\.8\.8\.8, answers/)
  expect(await row('signature').innerText()).toMatch(/Well/)
  expect(await row('certificate').innerText()).toMatch(/See to it[^]*Put a proxy/)
  expect(await row('number').locator('[data-says]').innerText()).toContain('TWILIO_ACCOUNT_SID')
  await page.getByText(/As by default: /).click()
  await lookAt('health')
})

test('Health: the settings say where they came from, and no secret is in the page', async () => {
  const settings = { ...NTFY, MAX_TURNS: '3', BACKUP_KEEP: '7' }
  const cameFrom = { OWNER_NAME: '.env', MAX_TURNS: '.env', BACKUP_KEEP: '.env' } as const
  const { page, open } = await openConsole({ settings, cameFrom })
  await open('health')
  const setting = (name: string) => page.locator(`[data-setting=${name}]`)
  expect(await setting('OWNER_NAME').innerText()).toMatch(/Robin\s+\.env/)
  expect(await setting('TWILIO_AUTH_TOKEN').innerText()).toMatch(/set, and hidden\s+environment/)
  expect(await setting('NTFY_URL').innerText()).toMatch(/set, and hidden\s+environment/)
  expect(await setting('BACKUP_KEEP').innerText()).toMatch(/7\s+\.env$/)
  // What somebody has copied and nobody chose stands with what is not set.
  expect(await setting('MAX_TURNS').isVisible()).toBe(false)
  await page.getByText(/As by default: /).click()
  expect(await setting('MAX_TURNS').innerText()).toMatch(/3\s+\.env, as by default$/)
  expect(await setting('NO_SPEECH_RETRIES').innerText()).toMatch(/2\s+by default$/)
  const source = await page.content()
  for (const secret of [AUTH_TOKEN, KEY, '5d81']) expect(source).not.toContain(secret)
})

test('Health: what the server does not answer is told in its row', async () => {
  const { to, outside } = toServer()
  const console = await openConsole({ outside })
  to.url = console.url
  await console.open('health')
  console.pardon(/Failed to load resource|ERR_FAILED/)
  await console.page.route('**/health?only=disk', (route) => route.abort())
  await console.page.getByRole('button', { name: 'Look at everything' }).click()
  const disk = console.page.locator('#checks [data-check=disk]')
  await eventually(() => disk.innerText()).toMatch(/The server cannot be reached/)
  await eventually(() => console.page.locator('#checks').getAttribute('aria-busy')).toBe('false')
  expect(await console.page.getByRole('button', { name: 'Look at everything' }).isEnabled()).toBe(
    true,
  )
})
