import { describe, expect, test } from 'vitest'
import { KEY } from '../../support/management.ts'
import { MOTHER, STRANGER } from '../../support/concierge.ts'
import { eventually, openConsole } from '../../support/browser.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'

const speech = speechIn('en-US', '')

async function withHours(settings: Record<string, string> = {}) {
  const console = await openConsole({ settings })
  await console.open('rules')
  const answering = () => console.page.locator('#answering').innerText()
  const heard = async () => (await console.phone.ring({ from: STRANGER })).heard
  return { ...console, answering, heard }
}

describe('The hours on the page of who gets through', () => {
  test('tell what answers now, and are changed rule by rule', async () => {
    const { page, answering, heard, lookAt } = await withHours({
      HOURS: 'sat-sun=concierge; else=concierge',
    })
    await eventually(answering).toMatch(/^concierge answers now\.$/)
    await page.getByRole('button', { name: 'Add rule' }).click()
    await page.keyboard.type('mon-sun 00:00-24:00')
    const added = page.locator('#hours-rules li').last()
    await added.getByLabel('Which flow').selectOption('after-hours')
    for (const place of [2, 1])
      await page.locator('#hours-rules li').nth(place).getByLabel('Earlier').click()
    await page.getByRole('button', { name: 'Save' }).click()
    await eventually(answering).toMatch(/^after-hours answers now/)
    expect(await page.locator('#hours-source').innerText()).toBe(
      'Changed here; otherwise sat,sun=concierge; else=concierge',
    )
    expect(await heard()).toEqual([speech.greetingAfterHours])
    await lookAt('rules-hours')
    await page.getByRole('button', { name: 'Reset' }).click()
    await eventually(answering).toMatch(/^concierge answers now/)
    expect(await heard()).toEqual([speech.greeting])
  })

  test('say where a rule is wrong, and keep what was written', async () => {
    const { page, pardon } = await withHours()
    await eventually(() =>
      page.getByText('No rules: concierge answers at all hours.').isVisible(),
    ).toBe(true)
    pardon(/422/)
    await page.getByRole('button', { name: 'Add rule' }).click()
    await page.keyboard.type('someday')
    await page.getByRole('button', { name: 'Save' }).click()
    await eventually(() => page.locator('#hours-mistake').innerText()).toMatch(
      /^'someday' are no days: write mon-fri/,
    )
    const input = page.getByLabel('When')
    expect(await input.getAttribute('aria-invalid')).toBe('true')
    expect(await input.inputValue()).toBe('someday')
  })

  test('are quiet until then, and back to the rules with one tap', async () => {
    const { page, answering, heard, lookAt } = await withHours({ TIME_ZONE: 'Asia/Tokyo' })
    await eventually(answering).toMatch(/^concierge answers now/)
    const year = new Date().getUTCFullYear() + 1
    const until = `${year}-${new Date().toISOString().slice(5, 7)}-01T17:00`
    await page.getByLabel('until', { exact: true }).fill(until)
    await page.getByRole('button', { name: 'Start' }).click()
    await eventually(answering).toMatch(/^after-hours answers now/)
    expect(await page.locator('#quiet-state span').innerText()).toMatch(
      /^after-hours until .*05:00/,
    )
    expect(await heard()).toEqual([speech.greetingAfterHours])
    await lookAt('rules-quiet')
    await page.getByRole('button', { name: 'Back to the rules' }).click()
    await eventually(answering).toMatch(/^concierge answers now/)
    expect(await heard()).toEqual([speech.greeting])
    for (const name of ['1 hour', 'until tomorrow', 'until Monday']) {
      await page.getByRole('button', { name }).click()
      await eventually(answering).toMatch(/^after-hours answers now, from /)
      await page.getByRole('button', { name: 'Back to the rules' }).click()
      await eventually(answering).toMatch(/^concierge answers now/)
    }
  })
})

async function onRules() {
  const console = await openConsole()
  await console.open('rules')
  const passes = () => console.page.locator('#pass-list').innerText()
  const blocks = () => console.page.locator('#block-list').innerText()
  return { ...console, passes, blocks }
}

describe('The passes on the page of who gets through', () => {
  test('begin with one tap, end with one, and come back with one', async () => {
    const { page, passes, lookAt } = await onRules()
    await page.getByRole('button', { name: 'Everybody for 30 minutes' }).click()
    await eventually(passes).toMatch(/^Everybody: straight through\s+until .*\s+End$/)
    await page.getByRole('button', { name: 'Somebody I expect…' }).click()
    await page.keyboard.type('the courier')
    await lookAt('rules-expect')
    await page.locator('#pass button[type=submit]').click()
    await eventually(passes).toMatch(/the courier: expected/)
    await lookAt('rules-passes')
    expect(await page.locator('#pass-list li').count()).toBe(2)
    await page.getByRole('button', { name: 'End: the courier: expected' }).click()
    await eventually(passes).not.toMatch(/courier/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(passes).toMatch(/the courier: expected/)
  })

  test('say what is wrong with one', async () => {
    const { page, pardon } = await onRules()
    pardon(/422/)
    await page.getByRole('button', { name: 'Somebody I expect…' }).click()
    const start = page.locator('#pass button[type=submit]')
    await start.click()
    await eventually(() => page.getByText('Say whom you expect').isVisible()).toBe(true)
    await page.getByLabel('Who: how their number begins, or in words').fill('the courier')
    await page.getByLabel('How', { exact: true }).selectOption('through')
    expect(await page.locator('#pass').isVisible()).toBe(true)
    await start.click()
    await eventually(() => page.getByText(/can be expected, not put through/).isVisible()).toBe(
      true,
    )
  })
})

describe('The blocks on the page of who gets through', () => {
  test('are added, found, removed and brought back', async () => {
    const { page, blocks, lookAt, pardon } = await onRules()
    pardon(/422/)
    await eventually(blocks).toBe('Nobody is blocked.')
    await page.getByLabel('What', { exact: true }).selectOption('prefix')
    await page.getByLabel('Which', { exact: true }).fill('900')
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await eventually(() =>
      page.getByText(/begin with \+ and the country’s code/i).isVisible(),
    ).toBe(true)
    await page.getByLabel('Which', { exact: true }).fill('+1 900')
    await page.getByLabel('Why, for yourself').fill('dear calls')
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await eventually(blocks).toMatch(/^\+1900…\s+dear calls\s+Remove$/)
    await page.getByLabel('What', { exact: true }).selectOption('country')
    await page.getByLabel('Which', { exact: true }).fill('gb')
    await page.keyboard.press('Enter')
    await eventually(blocks).toMatch(/^United Kingdom \(GB\)/)
    await lookAt('rules-blocks')
    expect(await page.getByLabel('Which', { exact: true }).inputValue()).toBe('')
    await page.getByLabel('Search number or reason').fill('dear')
    await eventually(blocks).toMatch(/^\+1900…[^]*Remove$/)
    await page.getByRole('button', { name: 'Remove +1900…' }).click()
    await eventually(blocks).toBe('No block fits.')
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(blocks).toMatch(/^\+1900…\s+dear calls/)
  })

  test('come a page at a time', async () => {
    const { page, blocks, url } = await onRules()
    for (let one = 10; one < 70; one++)
      await page.request.post(`${url}/blocks`, {
        data: { prefix: `+1900${one}` },
        headers: { authorization: `Bearer ${KEY}` },
      })
    await page.reload()
    await eventually(() => page.locator('#block-list li').count()).toBe(50)
    await page.getByRole('button', { name: 'Show more' }).click()
    await eventually(() => page.locator('#block-list li').count()).toBe(60)
    expect(await page.getByRole('button', { name: 'Show more' }).isVisible()).toBe(false)
    expect(await blocks()).toMatch(/\+190010…\s+Remove$/)
  })
})

test('The page of a call blocks its caller or lets them through, and takes it back', async () => {
  const { page, open, phone, lookAt } = await openConsole()
  const caller = await phone.ring({ from: STRANGER })
  await caller.hangUp()
  await open(`calls/${caller.callSid}`)
  expect(await page.title()).toContain('Voice Concierge')
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await eventually(() => page.getByText('They are turned away from now on').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Undo' }).click()
  await eventually(() => page.getByText('They are not blocked any more').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Let through for 30 minutes' }).click()
  await eventually(() => page.getByText('They ring through for 30 minutes').isVisible()).toBe(true)
  await lookAt('call-let-through')
  await open('rules')
  await eventually(() => page.locator('#pass-list').innerText()).toMatch(
    /^\+14155550123…: straight/,
  )
})

describe('What would happen, on the page of who gets through', () => {
  test('is told while one types, with the reason', async () => {
    const { page, open, lookAt } = await openConsole({ contacts: [MOTHER] })
    await open('rules')
    const who = () => page.locator('#who-list').innerText()
    await page.getByLabel('A number, how numbers begin, or a name').fill('mo')
    await eventually(who).toMatch(/^Mom\s+\+1 415 555 0111; a contact, Mom\s+Straight through$/)
    await page.getByLabel('What', { exact: true }).selectOption('prefix')
    await page.getByLabel('Which', { exact: true }).fill('+1 900')
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await eventually(() => page.locator('#block-list').innerText()).toMatch(/^\+1900…/)
    await page.getByLabel('A number, how numbers begin, or a name').fill('+1 900')
    await eventually(who).toMatch(/^\+1900…\s+prefix \+1900 is blocked\s+Turned away unheard$/)
    await lookAt('rules-who')
    await page.getByLabel('A number, how numbers begin, or a name').fill('Nobody')
    await eventually(who).toMatch(/^Nobody on the list is called so/)
    expect(await page.locator('#who-list li').count()).toBe(1)
  })

  test('last week is told before a block or hours are saved', async () => {
    const { page, open, phone, lookAt, pardon } = await openConsole()
    pardon(/422/)
    const caller = await phone.ring({ from: STRANGER })
    await caller.hangUp()
    await open('rules')
    const sum = () => page.locator('#week-sum').innerText()
    await page.getByLabel('What', { exact: true }).selectOption('prefix')
    await page.getByLabel('Which', { exact: true }).fill('415')
    await page.getByRole('button', { name: 'Last week?' }).first().click()
    await eventually(() => page.getByText(/begin with \+ and the country’s/i).isVisible()).toBe(
      true,
    )
    await page.getByLabel('Which', { exact: true }).fill('+1 415')
    await page.getByRole('button', { name: 'Last week?' }).first().click()
    await eventually(sum).toBe('1 of 1 calls would have gone otherwise.')
    expect(await page.locator('#week-list').innerText()).toMatch(
      /\+1 415 555 0123, Today.*\s+Was: .*\. Would be: blocked, unanswered \(prefix \+1415 is blocked\)\./,
    )
    await lookAt('rules-week')
    await page.getByRole('button', { name: 'Close' }).click()
    expect(await page.locator('#block-list').innerText()).toBe('Nobody is blocked.')
    await page.getByRole('button', { name: 'Add rule' }).click()
    await page.keyboard.type('else')
    await page.locator('#hours-rules select').selectOption('after-hours')
    await page.getByRole('button', { name: 'Last week?' }).last().click()
    await eventually(sum).toBe('1 of 1 calls would have gone otherwise.')
    await eventually(() => page.locator('#week-list').innerText()).toMatch(/, by after-hours \(/)
  })
})
