/** The charts as a browser shows them. */
import { describe, expect, test } from 'vitest'
import { STRANGER, verdict } from '../../support/concierge.ts'
import { eventually, openConsole, type OpenConsole } from '../../support/browser.ts'

const screener = () => verdict('ask', 'What is it about?')

/** The scrolled place of the chart that is shown, and the chart. */
const PLACE = `[...document.querySelectorAll('.flow-scroll')].find((one) => one.offsetParent)`
const CHART = `${PLACE}.querySelector('svg')`
const SCALE = `${CHART}.getBoundingClientRect().width / ${CHART}.viewBox.baseVal.width`

async function openFlow() {
  const console = await openConsole({ screener })
  const { page } = console
  await console.open('flow')
  await eventually(() => page.locator('#about').textContent()).toContain('No calls')
  const button = (name: string) =>
    page.locator('#charts figure:not([hidden])').getByRole('button', { name, exact: true })
  return {
    ...console,
    button,
    scale: async () => Math.round(Number(await page.evaluate(SCALE)) * 100) / 100,
    scrolled: () => page.evaluate(`({ x: ${PLACE}.scrollLeft, y: ${PLACE}.scrollTop })`),
    run: (script: string) => page.evaluate(script),
  }
}

/** The smallest letters that are seen, in pixels. */
async function smallestLetters({ page }: Pick<OpenConsole, 'page'>): Promise<number> {
  return (await page.evaluate(`Math.min(...[...${CHART}.querySelectorAll('text')].map(
    (text) => parseFloat(getComputedStyle(text).fontSize) * (${SCALE})
  ))`)) as number
}

describe('A chart', () => {
  test('has its arrows and its words within their shapes, whichever flow is chosen', async () => {
    const { page, run } = await openFlow()
    for (const flow of ['concierge', 'after-hours']) {
      await page.getByLabel('Flow', { exact: true }).selectOption(flow)
      await eventually(() => page.locator(`figure[data-flow="${flow}"]`).isVisible()).toBe(true)
      const unseen = await run(`[...${CHART}.querySelectorAll('.edge')].filter((edge) => {
        const head = edge.querySelector('.head')
        const { width, height } = head.getBoundingClientRect()
        const { fill, visibility } = getComputedStyle(head)
        return width < 3 || height < 3 || fill === 'none' || visibility !== 'visible'
      }).map((edge) => edge.dataset.id)`)
      expect(unseen).toEqual([])
      const tooLong = await run(`[...${CHART}.querySelectorAll('text')].filter((text) => {
        const around = text.parentElement.querySelector('rect, path')
        if (!around) return false
        const [word, shape] = [text, around].map((one) => one.getBoundingClientRect())
        return word.left < shape.left + 2 || word.right > shape.right - 2
      }).map((text) => text.textContent)`)
      expect(tooLong).toEqual([])
    }
  })

  test('is moved and resized by keys, buttons, mouse and fingers', async () => {
    const { page, button, scale, scrolled, run } = await openFlow()
    // As large as the page lets it be.
    const whole = await scale()
    expect(whole).toBeCloseTo(1, 1)
    await button('Larger').click()
    expect(await scale()).toBeCloseTo(whole * 1.25, 1)
    await page.getByRole('group', { name: /^The chart of the flow/ }).focus()
    await page.keyboard.press('+')
    await eventually(scale).toBeCloseTo(whole * 1.56, 1)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await eventually(scrolled).not.toEqual({ x: 0, y: 0 })
    await page.keyboard.press('0')
    await eventually(scale).toBe(whole)
    await page.keyboard.press('-')
    await eventually(scale).toBeCloseTo(whole * 0.8, 1)
    await button('Reset').click()
    expect(await scale()).toBe(whole)

    // Fingers that part by a half of their distance, and the place between them stays.
    await run(`(() => {
      const place = ${PLACE}
      const { left, top } = place.getBoundingClientRect()
      const pinch = (type, apart) => place.dispatchEvent(new TouchEvent(type, {
        cancelable: true,
        touches: [-apart, apart].map((by, identifier) =>
          new Touch({ identifier, target: place, clientX: left + 300 + by, clientY: top + 300 })),
      }))
      pinch('touchstart', 100)
      pinch('touchmove', 100)
      pinch('touchmove', 150)
    })()`)
    expect(await scale()).toBeCloseTo(whole * 1.5, 1)
    const before = (await scrolled()) as { x: number; y: number }
    const box = (await page.locator('#charts figure:not([hidden]) .flow-scroll').boundingBox())!
    await page.mouse.move(box.x + 240, box.y + 160)
    await page.mouse.down()
    await page.mouse.move(box.x + 300, box.y + 200, { steps: 4 })
    await page.mouse.up()
    expect(await scrolled()).toEqual({ x: before.x - 60, y: before.y - 40 })
  })

  test('is readable on a phone, and shows where the call is', async () => {
    const console = await openConsole({ screener })
    const { page, phone, open } = console
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await open('flow')
    await eventually(() => page.locator('#about').textContent()).toContain('No calls')
    expect(await smallestLetters(console)).toBeGreaterThanOrEqual(10)

    const call = await phone.ring({ from: STRANGER })
    await call.say('hello')
    await open(`calls/${call.callSid}`)
    const lit = page.locator('.flow-chart .lit')
    await eventually(() => lit.getAttribute('data-id')).toBe('listening_askingOn')
    expect(await smallestLetters(console)).toBeGreaterThanOrEqual(10)
    const inView = `(() => {
      const [outer, inner] = [${PLACE}, document.querySelector('.lit')]
        .map((one) => one.getBoundingClientRect())
      return inner.left >= outer.left && inner.right <= outer.right
        && inner.top >= outer.top && inner.bottom <= outer.bottom
    })()`
    await eventually(() => page.evaluate(inView)).toBe(true)
    const latest = page.locator('.flow-chart .edge.latest')
    const ids = () => latest.evaluateAll((all) => all.map((one) => one.getAttribute('data-id')))
    expect(await ids()).toEqual([
      'listening--caller-spoke--0',
      'screening--done-actor-screen--0',
      'judged--always--3',
    ])
    await page.getByRole('button', { name: 'One step back' }).click()
    expect(await ids()).toContain('ringing--call-arrived--0')
    await eventually(() => page.evaluate(inView)).toBe(true)
  })

  test('tells in words what it shows', async () => {
    const { page } = await openFlow()
    const words = page.locator('#charts figure:not([hidden]) .flow-words')
    await words.getByText('The flow in words').click()
    const lines = await words.locator('dd').allTextContents()
    expect(lines).toContain('caller.silent [may ask again] → listening: asking again')
    expect(lines.filter((line) => line.includes('→'))).toHaveLength(115)
  })
})
