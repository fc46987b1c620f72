/** Pages stay where they are while what they show comes in: whoever reads is not moved. */
import type { Page, Route } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { KEY } from '../../support/management.ts'
import type { createPhone } from '../../../server/phone/phone.ts'
import { eventually, openConsole } from '../../support/browser.ts'

const SIZES = {
  'a screen': { width: 1280, height: 900 },
  'a phone': { width: 390, height: 844 },
}

/** https://web.dev/articles/cls: above it a page is not good; ours are to be far below. */
const MOST = 0.01

const WATCH = `
  globalThis.shifts = []
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput)
        shifts.push({ value, what: sources.map(({ node, previousRect: a, currentRect: b }) =>
          [node?.id || node?.className || node?.nodeName, a.x, a.y, a.height, '→', b.x, b.y, b.height].join(' ')) })
  }).observe({ type: 'layout-shift', buffered: true })
`

type Call = Awaited<ReturnType<ReturnType<typeof createPhone>['ring']>>

const ENDS: ((call: Call) => Promise<void>)[] = [
  (call) => call.hangUp(),
  async (call) => {
    while (call.state === 'listening') await call.silence()
  },
]

interface Shift {
  value: number
  what: string[]
}

/** What its scripts ask for comes only when the page has been seen without it. */
async function holdAnswers(page: Page): Promise<void> {
  const late = async (route: Route) => {
    if (!['fetch', 'xhr'].includes(route.request().resourceType())) return route.continue()
    const painted = `performance.getEntriesByName('first-contentful-paint').length > 0`
    // Not by `waitForFunction`, which asks anew by `eval`: the policy of the pages forbids it.
    await eventually(() => page.evaluate(painted)).toBe(true)
    const aMoment = 'new Promise((seen) => requestAnimationFrame(() => setTimeout(seen, 50)))'
    // A page that was left meanwhile waits for nothing.
    await page.evaluate(aMoment).catch(() => undefined)
    return route.continue()
  }
  await page.route('**/*', late)
}

async function shiftsOf(page: Page): Promise<Shift[]> {
  await eventually(() => page.locator('[aria-busy=true]').count()).toBe(0)
  // One more frame, so that what was put in last is laid out and told of.
  await page.evaluate('new Promise((seen) => requestAnimationFrame(() => setTimeout(seen, 100)))')
  return (await page.evaluate('shifts')) as Shift[]
}

describe.each(Object.entries(SIZES))('On %s', (_, size) => {
  test.each(['', 'with calls and contacts'])('no page moves while it loads %s', async (filled) => {
    const console = await openConsole({
      contacts: filled ? [MOTHER] : [],
      screener: () => verdict('ask', 'Why do you call?'),
    })
    const { page, phone } = console
    await page.setViewportSize(size)
    const pages = ['calls', 'flow', 'phone', 'exceptions', 'numbers', 'numbers?days=365', 'nothing']
    pages.push('simulate', 'simulate?state=judged', 'notices', 'rules', 'health')
    if (filled) {
      const caller = await phone.ring({ from: STRANGER })
      await caller.say('Hello, it is about the fence between our gardens')
      await caller.hangUp()
      await phone.ring({ from: MOTHER.phoneNumber })
      // Every decision there is, for a legend as long as one can be.
      for (const end of ENDS) await end(await phone.ring({ from: STRANGER }))
      pages.push(`calls/${caller.callSid}`)
      for (const path of ['blocks', 'passes'])
        await page.request.post(`${console.url}/${path}`, {
          data: path === 'blocks' ? { country: 'GB' } : { minutes: 30 },
          headers: { authorization: `Bearer ${KEY}` },
        })
    }
    console.pardon(/404/)
    await page.addInitScript(WATCH)
    await holdAnswers(page)
    const moved: Record<string, Shift[]> = {}
    for (const path of pages) {
      await console.open(path)
      const shifts = await shiftsOf(page)
      const sum = shifts.reduce((all, { value }) => all + value, 0)
      if (sum > MOST) moved[path] = shifts
    }
    expect(moved).toEqual({})
  })
})
