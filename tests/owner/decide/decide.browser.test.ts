/** The owner with a phone in the hand: one tap on the page that a notice leads to, or on that of the call. */
import { expect, test } from 'vitest'
import { CALLS_ACCOUNT, startCallsResource } from '../../support/calls-resource.ts'
import { eventually, openConsole } from '../../support/browser.ts'
import { STRANGER, verdict } from '../../support/concierge.ts'
import { pathOf } from '../../support/phone-to.ts'
import { startReceiver } from '../../support/receiver.ts'

async function waiting() {
  const [ntfy, twilio] = [await startReceiver(), await startCallsResource()]
  const console = await openConsole({
    settings: {
      NTFY_URL: `${ntfy.url}/owner`,
      NOTICE_DETAIL: 'full',
      MAX_TURNS: '1',
      TWILIO_ACCOUNT_SID: CALLS_ACCOUNT,
      TWILIO_API_URL: twilio.url,
    },
    screener: () => verdict('ask', 'Who is calling?'),
  })
  const caller = await console.phone.ring({ from: STRANGER })
  await caller.say('it is me')
  await caller.say('well, <me>')
  await expect.poll(() => ntfy.posted).toHaveLength(1)
  const { click } = ntfy.posted[0]!.json as { click: string }
  return { console, caller, twilio, link: console.url + pathOf(click) }
}

test('one tap on the page of a notice puts a waiting caller through', async () => {
  const { console: owner, caller, twilio, link } = await waiting()
  const { page } = owner
  await page.goto(link)
  await eventually(() => page.locator('blockquote').allInnerTexts()).toEqual([
    'it is me',
    'well, <me>',
  ])
  await owner.lookAt('decide')
  const tapped = performance.now()
  await page.getByRole('button', { name: 'Put through' }).click()
  await expect.poll(() => twilio.updates, { interval: 5 }).toHaveLength(1)
  const answer = await caller.post(twilio.updates[0]!.path)
  expect(await answer.text()).toContain('<Dial')
  process.stdout.write(`from the tap to the dial: ${Math.round(performance.now() - tapped)} ms\n`)
  await eventually(() => page.locator('#standing').innerText()).toContain('about to ring')
})

test('what the caller adds comes to the page by itself', async () => {
  const { console: owner, caller, link } = await waiting()
  await owner.page.goto(link)
  await caller.say('it is about the boiler')
  await owner.page.getByText('it is about the boiler').waitFor()
  expect(await owner.page.locator('blockquote').count()).toBe(3)
})

test('while a call is on, its page has the same buttons, and says to the caller what is typed', async () => {
  const { console: owner, caller } = await waiting()
  const { page } = owner
  await owner.open(`calls/${caller.callSid}`)
  await eventually(() => page.locator('#standing').innerText()).toBe(
    'The caller waits for your answer.',
  )
  // Whoever waits on the line is not called back.
  expect(await page.getByRole('link', { name: 'Call back' }).isVisible()).toBe(false)
  await owner.lookAt('call-deciding')
  await page.getByLabel('A sentence for the caller').fill('Which street?')
  await page.getByRole('button', { name: 'Say it' }).click()
  await eventually(() => page.getByLabel('A sentence for the caller').inputValue()).toBe('')
  await caller.silence()
  expect(caller.lastHeard).toEqual(['Which street?'])
  await page.getByRole('button', { name: 'Put through' }).click()
  await eventually(() => page.locator('#standing').innerText()).toContain('being put through')
  await caller.silence()
  expect(caller.state).toBe('dialing')
  await caller.hangUp()
  await eventually(() => page.locator('#deciding').isVisible()).toBe(false)
})
