/** The inspector's page in a real browser, with a stand-in for Stately's page in its frame. */
import { expect, test } from 'vitest'
import { eventually, openConsole } from '../../support/browser.ts'
import { createConcierge } from '../../support/concierge.ts'

/** As `createBrowserReceiver` of @statelyai/inspect does it: says that it is there, and listens. */
const STATELY = `<!doctype html><script>
const told = []
window.addEventListener('message', ({ data, origin }) => told.push({ ...data, origin }))
parent.postMessage({ type: '@statelyai.connected' }, '*')
</script>`

test('hands a call to the page in its frame, and once more when that is loaded anew', async () => {
  const { phone, inspectorUrl } = await createConcierge({
    settings: { INSPECT: 'true', INSPECT_PORT: '0' },
  })
  const { page, pardon } = await openConsole({ signedIn: false })
  pardon(/^asks (https:\/\/stately\.ai\/inspect|http:\/\/127\.0\.0\.1:\d+\/(favicon\.ico)?)$/)
  await page.route('https://stately.ai/inspect', (route) =>
    route.fulfill({ contentType: 'text/html', body: STATELY }),
  )
  await page.goto(inspectorUrl!)
  const frame = () => page.frames().find((one) => one.url().startsWith('https://stately.ai'))
  const told = async () =>
    ((await frame()
      ?.evaluate('told')
      .catch(() => [])) ?? []) as {
      type: string
      origin: string
      event?: { type: string }
      snapshot?: { value: unknown }
    }[]

  // Rung only when somebody listens, or the whole call would be one actor.
  await eventually(async () => (await phone.ring(), (await told()).length)).toBeGreaterThan(4)
  expect((await told()).map(({ event }) => event?.type)).toContain('call.arrived')
  expect((await told())[0]).toMatchObject({ type: '@xstate.actor', origin: inspectorUrl })

  await frame()!.evaluate('told.length = 0, location.reload()')
  await eventually(async () => {
    const again = await told()
    return [again[0]?.snapshot?.value, again.at(-1)?.snapshot?.value]
  }).toEqual(['ringing', { listening: 'greeting' }])
  expect(await page.locator('#away').isVisible()).toBe(false)
})

test('says in words where Stately’s page cannot be reached, and leads to the console’s own', async () => {
  const { inspectorUrl } = await createConcierge({
    settings: { INSPECT: 'true', INSPECT_PORT: '0', BASE_URL: 'https://concierge.example' },
  })
  const { page, pardon } = await openConsole({ signedIn: false })
  pardon(/.*/)
  await page.route('https://stately.ai/inspect', (route) => route.abort('internetdisconnected'))
  await page.goto(inspectorUrl!)
  await eventually(() => page.locator('#away').isVisible()).toBe(true)
  expect(await page.locator('#away').textContent()).toContain('cannot be reached')
  expect(await page.locator('#away a').getAttribute('href')).toBe(
    'https://concierge.example/console/simulate',
  )
})
