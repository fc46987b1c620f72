/** The owner is told in his browser: switched on, told, and led to the call. */
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, type Browser, type Page, type Worker } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, openConsole, type ConsoleOptions } from '../../support/browser.ts'
import { MOTHER } from '../../support/concierge.ts'
import { findWholeBrowser } from '../../support/find-browser.ts'
import { HOME_NAME } from '../../support/home-name.ts'
import { KEY } from '../../support/management.ts'
import { startPushService, type PushService } from '../../support/push-service.ts'
import { startStandIn } from '../../support/stand-in.ts'

const executablePath = findWholeBrowser()
let whole: Browser

/** The shell that the other tests share shows no notifications. */
beforeAll(async () => {
  if (executablePath) whole = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})
afterAll(() => whole?.close())

/**
 * A browser of tests reaches no push service: what `subscribe` would get from one is put in its place, an address
 * and keys. Everything else is the browser's own.
 */
function standIn({ endpoint, keys }: { endpoint: string; keys: object }): string {
  return `
    const given = ${JSON.stringify({ endpoint, keys })}
    const bytesOf = (text) => Uint8Array.from(
      atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    const subscription = () => {
      const key = sessionStorage.getItem('signed up with')
      return key === null ? null : {
        endpoint: given.endpoint,
        options: { userVisibleOnly: true, applicationServerKey: bytesOf(key).buffer },
        toJSON: () => ({ ...given, expirationTime: null }),
        async unsubscribe() { sessionStorage.removeItem('signed up with'); return true },
      }
    }
    PushManager.prototype.getSubscription = async () => subscription()
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
      if (!userVisibleOnly || bytesOf(applicationServerKey).length !== 65) throw new Error('no')
      sessionStorage.setItem('signed up with', applicationServerKey)
      return subscription()
    }
  `
}

async function openNotices(options: ConsoleOptions & { service?: PushService } = {}) {
  const { service = await startPushService(), ...more } = options
  const console = await openConsole({
    ...(executablePath && { within: whole }),
    contacts: [MOTHER],
    notices: { everyMs: 50 },
    push: { reach: service.reach },
    ...more,
  })
  const subscriber = service.signUp()
  await console.page.context().grantPermissions(['notifications'])
  await console.page.addInitScript(standIn(subscriber))
  const toggle = console.page.getByRole('switch', { name: 'Tell me on this device' })
  const state = () => console.page.locator('#push-state').innerText()
  return { ...console, service, subscriber, toggle, state }
}

/**
 * Hands the service worker what the push service was brought, as the browser would. Chromium forgets now and then one
 * that it is handed just as another with its tag is closed: then it is brought again, as a push service may too.
 */
async function bring(page: Page, message: object): Promise<Worker> {
  const session = await page.context().newCDPSession(page)
  const found = Promise.withResolvers<string>()
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const { registrationId, isDeleted } of registrations)
      if (!isDeleted) found.resolve(registrationId)
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await found.promise
  const { id: tag = 'call' } = message as { id?: string }
  const worker = () => page.context().serviceWorkers()[0]!
  for (let times = 0; times < MOST_TIMES; times++) {
    await session.send('ServiceWorker.deliverPushMessage', {
      origin: new URL(page.url()).origin,
      registrationId,
      data: JSON.stringify(message),
    })
    if (await staysShown(worker, tag)) break
  }
  return worker()
}

const MOST_TIMES = 6
const LOOK_MS = 250

/** Seen in two looks, one after the other, of a dozen. */
async function staysShown(worker: () => Worker | undefined, tag: string): Promise<boolean> {
  let seen = 0
  for (let looks = 0; looks < 12 && seen < 2; looks++) {
    await delay(LOOK_MS)
    const found = worker()
    const tags = found ? (await shown(found)).map((one) => one.tag) : []
    seen = tags.includes(tag) ? seen + 1 : 0
  }
  return seen === 2
}

interface Shown {
  title: string
  body: string
  tag: string
}

const shown = (worker: Worker): Promise<Shown[]> =>
  worker.evaluate(
    'self.registration.getNotifications().then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))',
  )

/** What only a real click may do is noted: `focus` and `openWindow` need one. */
const CLICK = `(async () => {
  const done = []
  WindowClient.prototype.focus = async function () { done.push('focus ' + this.url); return this }
  Clients.prototype.openWindow = async (url) => { done.push('open ' + url); return null }
  const [notification] = await self.registration.getNotifications()
  const { promise, resolve } = Promise.withResolvers()
  const event = new NotificationEvent('notificationclick', { notification })
  event.waitUntil = (work) => resolve(work)
  self.dispatchEvent(event)
  await promise
  return [...done, 'left ' + (await self.registration.getNotifications()).length]
})()`

const click = (worker: Worker) => worker.evaluate(CLICK) as Promise<string[]>

describe.skipIf(!executablePath && !process.env.CI)('in a browser that shows notifications', () => {
  test('One switch: on, a missed call comes, a click leads to it; off again', async () => {
    const { page, open, toggle, state, phone, subscriber, service, url, lookAt } =
      await openNotices()
    await open('notices')
    await eventually(state).toBe(
      'Off. Switched on, it tells of urgent calls, missed calls, messages, callers who wait for your answer.',
    )
    await lookAt('notices-off')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    expect(await toggle.getAttribute('aria-checked')).toBe('true')
    await eventually(() => page.locator('#push-devices').innerText()).toMatch(
      /^Chrome on Linux \(this one\)\s+since: Today, .*\s+Remove$/,
    )
    await lookAt('notices-on')

    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('no-answer')
    await eventually(() => subscriber.heard.length).toBe(1)
    expect(service.refused).toEqual([])
    const worker = await bring(page, subscriber.heard[0]!.json)
    await eventually(() => shown(worker)).toEqual([
      {
        title: 'You missed Mom',
        body: `You did not answer.\nNumber: ${MOTHER.phoneNumber}`,
        tag: `${caller.callSid}_missed`,
      },
    ])
    // The same once more takes its place.
    await bring(page, subscriber.heard[0]!.json)
    expect(await shown(worker)).toHaveLength(1)

    const toCall = `${url}/console/calls/${caller.callSid}`
    expect(await click(worker)).toEqual([`open ${toCall}`, 'left 0'])
    await page.goto(toCall)
    await eventually(() => page.locator('main').innerText()).toContain('Mom')

    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^Off/)
    await eventually(() => page.locator('#push-devices').innerText()).toBe('None yet.')
  })

  test('A click goes to the page of the call that is open, or to one that shows calls', async () => {
    const { page, open, toggle, state, url } = await openNotices()
    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    const told = { id: 'a', kind: 'message', call: 'CA1', title: 'A message', body: '' }
    await open('calls')
    const worker = await bring(page, { ...told, place: 'exceptions?q=x' })
    await eventually(() => shown(worker)).toHaveLength(1)
    expect(await click(worker)).toEqual([`focus ${url}/console/calls`, 'left 0'])
    await page.waitForURL('**/console/exceptions?q=x')
    // What stands there already is only shown.
    await bring(page, { ...told, place: 'exceptions' })
    await eventually(() => shown(worker)).toHaveLength(1)
    expect(await click(worker)).toEqual([`focus ${url}/console/exceptions?q=x`, 'left 0'])
    // And nobody is led away from here.
    await bring(page, { ...told, place: 'https://example.com/' })
    await eventually(() => shown(worker)).toHaveLength(1)
    expect(await click(worker)).toEqual([`open ${url}/console/calls`, 'left 0'])
  })

  test('That the phone rings is no news once the call is over; what cannot be read is shown all the same', async () => {
    const { page, open, toggle, state } = await openNotices()
    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    const urgent = { id: 'CA1_urgent', kind: 'urgent', call: 'CA1', title: 'Urgent', body: 'x' }
    const worker = await bring(page, urgent)
    await bring(page, { ...urgent, id: 'CA2_urgent', call: 'CA2' })
    await eventually(() => shown(worker)).toHaveLength(2)
    await bring(page, { ...urgent, id: 'CA1_missed', kind: 'missed', title: 'You missed it' })
    await eventually(async () => (await shown(worker)).map(({ tag }) => tag).sort()).toEqual([
      'CA1_missed',
      'CA2_urgent',
    ])
    await bring(page, [])
    await eventually(() => shown(worker)).toHaveLength(3)
    expect((await shown(worker)).map(({ title }) => title)).toContain('Somebody called')
  })

  test('One tap on a notice puts a waiting caller through, and the notice goes', async () => {
    const twilio = await startStandIn()
    const { page, open, toggle, state, subscriber, phone } = await openNotices({
      settings: { ASK_OWNER: 'all', ...twilio.settings },
    })
    twilio.plugIn(phone)
    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    const caller = await phone.ring({ from: '+14155550123' })
    await caller.say('we sell solar panels')
    await eventually(() => subscriber.heard.length).toBe(1)
    const worker = await bring(page, subscriber.heard[0]!.json)
    await eventually(async () => (await shown(worker)).map(({ title }) => title)).toEqual([
      'A caller is waiting for your answer',
    ])
    const tap = CLICK.replace('{ notification }', "{ notification, action: '0' }")
    const webhooks = caller.exchanges.length
    const tapped = performance.now()
    expect(await worker.evaluate(tap)).toEqual(['left 0'])
    // The caller does nothing meanwhile, and hears it ring.
    await expect.poll(() => caller.state, { interval: 5 }).toBe('dialing')
    process.stdout.write(
      `from the tap to the ringing: ${Math.round(performance.now() - tapped)} ms\n`,
    )
    expect(caller.exchanges).toHaveLength(webhooks + 1)
    expect(caller.exchanges.at(-1)!.path).toContain('held=')
    await caller.ownerAnswers()
    await caller.ownerPresses('1')
    expect(caller.owner!.state).toBe('talking')
  })

  test('Without an account of Twilio, one hold is all that it takes', async () => {
    const { page, open, toggle, state, subscriber, phone } = await openNotices({
      settings: { ASK_OWNER: 'all' },
    })
    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    const caller = await phone.ring({ from: '+14155550123' })
    await caller.say('we sell solar panels')
    await eventually(() => subscriber.heard.length).toBe(1)
    const worker = await bring(page, subscriber.heard[0]!.json)
    await eventually(async () => (await shown(worker)).length).toBe(1)
    await worker.evaluate(CLICK.replace('{ notification }', "{ notification, action: '0' }"))
    await caller.silence()
    expect(caller.state).toBe('dialing')
  })

  test('Without network it says so, in the same clothes; no page with calls is kept', async () => {
    const { page, open, server, url, pardon, lookAt } = await openNotices()
    pardon(/ERR_|Failed to load/)
    await open('notices')
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await open('calls')
    await server.stop()
    await page.goto(`${url}/console/numbers`)
    expect(await page.locator('h1').innerText()).toBe('Voice Concierge')
    expect(await page.locator('main').innerText()).toContain('The server cannot be reached')
    const ground = 'getComputedStyle(document.documentElement).backgroundColor'
    expect(await page.evaluate(ground)).toBe('rgb(247, 246, 243)')
    await lookAt('offline')
    const kept = `caches.keys().then((names) => Promise.all(names.map(async (name) =>
      (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).then((all) => all.flat())`
    expect(await page.evaluate(kept)).toEqual([
      '/console/offline',
      '/console/assets/tokens.css',
      '/console/assets/console.css',
      '/console/assets/forms.css',
      '/console/assets/parts.css',
    ])
  })

  test('Who is not signed in any more comes from a notice to its call, by way of the door', async () => {
    const { page, open, toggle, state, phone, url } = await openNotices()
    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('no-answer')
    await page.context().clearCookies()
    await page.goto(`${url}/console/calls/${caller.callSid}`)
    expect(page.url()).toContain(`sign-in?next=calls%2F${caller.callSid}`)
    await page.getByLabel('Admin key').fill(KEY)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/console/calls/${caller.callSid}`)
  })

  test('What the browser loses is given to it again on the next page', async () => {
    const { page, open, toggle, state, subscriber, server, url } = await openNotices()
    await open('notices')
    await toggle.click()
    await eventually(state).toMatch(/^On: /)
    const device = () => page.locator('#push-devices').innerText()
    // The server has forgotten it: its push service said that it was gone.
    subscriber.answer = 410
    const answer = await page.request.get(`${url}/push`)
    const { subscriptions } = (await answer.json()) as { subscriptions: { id: string }[] }
    const path = `push/subscriptions/${subscriptions[0]!.id}`
    const headers = { 'sec-fetch-site': 'same-origin' }
    expect((await page.request.delete(`${server.url}/${path}`, { headers })).status()).toBe(204)
    await open('numbers')
    await eventually(async () => {
      const now = (await (await page.request.get(`${url}/push`)).json()) as { subscriptions: [] }
      return now.subscriptions.length
    }).toBe(1)
    await open('notices')
    await eventually(device).toContain('(this one)')
    // It was made for the key of another database.
    await page.evaluate(`sessionStorage.setItem('signed up with', 'B'.repeat(87))`)
    await open('calls')
    await eventually(() => page.evaluate(`sessionStorage.getItem('signed up with')`)).not.toMatch(
      /^B+$/,
    )
  })

  test('It installs as an app: Chromium finds nothing missing', async () => {
    const { page, open } = await openNotices()
    await open('calls')
    await installs(page, open)
    const session = await page.context().newCDPSession(page)
    const { errors, manifest } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(manifest).toMatchObject({ name: 'Voice Concierge', icons: { length: 4 } })
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    const ids = installabilityErrors.map(({ errorId }) => errorId)
    // A context of tests is like a private window, where nothing is installed.
    expect(ids.filter((id) => id !== 'in-incognito')).toEqual([])
  })

  test('Another device is listed with what it lacks, and can be removed', async () => {
    const { page, open, phone, service, url, lookAt } = await openNotices()
    const phoneOfHis = service.signUp()
    phoneOfHis.answer = 503
    const { endpoint, keys } = phoneOfHis
    const answer = await page.request.post(`${url}/push/subscriptions`, {
      data: { endpoint, keys, device: 'Safari on iPhone' },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(answer.status()).toBe(201)
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    await caller.dialEnds('no-answer')
    const devices = page.locator('#push-devices')
    await eventually(async () => {
      await open('notices')
      await page.waitForSelector('#push[aria-busy=false]')
      return devices.innerText()
    }).toMatch(/^Safari on iPhone\s+since: Today, .*\s+its push service answers 503\s+Remove$/)
    await lookAt('notices-failing')
    await page.getByRole('button', { name: 'Remove Safari on iPhone' }).click()
    await eventually(() => devices.innerText()).toBe('None yet.')
  })
})

/** The browser offers it; the button takes the offer. */
async function installs(page: Page, open: (path: string) => Promise<unknown>): Promise<void> {
  await open('notices')
  const button = page.getByRole('button', { name: 'Install the console' })
  expect(await button.isVisible()).toBe(false)
  await page.evaluate(`
    const offer = new Event('beforeinstallprompt', { cancelable: true })
    offer.prompt = async () => { globalThis.installed = offer.defaultPrevented }
    dispatchEvent(offer)
  `)
  await button.click()
  expect(await page.evaluate('globalThis.installed')).toBe(true)
  expect(await button.isVisible()).toBe(false)
}

test('A browser that was told to show nothing says so, and what to do', async () => {
  const { page, open, toggle, state, lookAt } = await openNotices()
  await page.context().clearPermissions()
  await page.addInitScript(
    `Object.defineProperty(Notification, 'permission', { get: () => 'denied' })`,
  )
  await open('notices')
  await eventually(state).toContain('Allow them in its settings for this site')
  expect(await toggle.isDisabled()).toBe(true)
  await lookAt('notices-denied')
})

test('A browser without web push says so; on an iPhone, what comes first', async () => {
  const { page, open, toggle, state, lookAt } = await openNotices()
  await page.addInitScript('delete globalThis.PushManager')
  await open('notices')
  await eventually(state).toBe('This browser cannot: it knows no web push.')
  await page.addInitScript(
    `Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 (iPhone) Safari/605' })`,
  )
  await open('notices')
  await eventually(state).toContain('“Add to Home Screen”')
  expect(await toggle.isDisabled()).toBe(true)
  await lookAt('notices-iphone')
})

test('Over plain http it says that browsers want https', async () => {
  const { page, url, pardon, state, toggle } = await openNotices({
    within: undefined,
    signedIn: false,
  })
  pardon(/asks http:\/\/concierge\.home|Cross-Origin-Opener-Policy|Origin-Agent-Cluster/)
  const home = url.replace('127.0.0.1', HOME_NAME)
  await page.goto(`${home}/console/notices`)
  await page.getByLabel('Admin key').fill(KEY)
  await page.keyboard.press('Enter')
  await eventually(state).toContain('browsers allow it over https only')
  expect(await toggle.isDisabled()).toBe(true)
})

test('What it is told stands on its card, and the switch follows it', async () => {
  const { page, open, state } = await openNotices()
  await open('notices')
  const card = page.locator('[data-channel=push]')
  await eventually(state).toContain('urgent calls, missed calls, messages')
  await eventually(() => card.locator('[data-badge]').innerText()).toBe('Off')
  await eventually(state).toContain('callers who wait for your answer')
  await card.getByLabel('Your answer is asked for').uncheck()
  await eventually(state).not.toContain('your answer')
  await card.getByRole('button', { name: 'Reset' }).click()
  await eventually(state).toContain('callers who wait for your answer')
  for (const kind of ['Urgent', 'Missed', 'Messages', 'Your answer is asked for'])
    await card.getByLabel(kind).uncheck()
  await eventually(state).toBe('The server tells nobody so: NOTIFY_PUSH is “none”.')
  expect(await page.getByRole('switch').isDisabled()).toBe(true)
})

test('Where the server tells nobody so, the switch says why', async () => {
  const { open, toggle, state } = await openNotices({ settings: { NOTIFY_PUSH: 'none' } })
  await open('notices')
  await eventually(state).toBe('The server tells nobody so: NOTIFY_PUSH is “none”.')
  expect(await toggle.isDisabled()).toBe(true)
})
