import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  DIAL_OUTCOMES,
  type CallContext,
  type CallEvent,
  type Limits,
} from '../../../machines/call.ts'
import { flows, ownFlows, type Flow } from '../../../machines/flows.ts'
import { KNOWLEDGE } from '../../../machines/knowledge-examples.ts'
import type { Knowledge } from '../../../machines/standing.ts'
import { graphOf } from '../../../machines/graph.ts'
import { ports, type PortName, type PortNote } from '../../../machines/ports.ts'
import { writeAddress } from '../../../machines/simulation/address.ts'
import type { Move } from '../../../machines/simulation/move.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import { wayTo } from '../../../machines/simulation/way-to.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../../prompts/speech/spoken-line.ts'
import { withPorts } from '../../../server/calls/ports.ts'
import { takeStep, type Step } from '../../../server/calls/step.ts'
import { readCallFile } from '../../../server/replay/call-file.ts'
import { replayToday } from '../../../server/replay/replay-today.ts'
import { openConsole } from '../../support/browser.ts'
import { KEY } from '../../support/management.ts'
import { STRANGER, verdict } from '../../support/concierge.ts'

const LIMITS: Limits = { maxTurns: 3, noSpeechRetries: 2 }
const speech = speechIn('en-US', '')
const FLOWS = [...flows, ...ownFlows].map((flow) => ({ name: flow.id, flow }))

const stateOn = (page: Page) => page.locator('#state').textContent()
const forms = (page: Page, move: string) => page.locator(`#moves form[data-move="${move}"]`)

/** What is known of a caller, and by which button that is said. */
const MET: [Knowledge, string][] = [
  [KNOWLEDGE.stranger, 'Nobody known'],
  [KNOWLEDGE.blocked, 'Blocked'],
  [KNOWLEDGE['let through'], 'Let through by a pass'],
]

/** Does by hand what the move says. */
async function play(page: Page, move: Move): Promise<void> {
  if (move.kind !== 'event') return tell(page, move)
  const event = move.payload
  const form = forms(page, event.type)
  if (event.type === 'caller.spoke') await form.getByLabel('Words').fill(event.text)
  if (event.type === 'call.arrived') {
    await form.locator('[name=from]').fill(event.from)
    const attestation = event.withheld ? 'withheld' : event.attestation
    await form.locator('[name=attestation]').selectOption(attestation)
  }
  if (event.type === 'owner.decided') {
    await form.getByLabel('Choice').selectOption(event.choice)
    await form.getByLabel('A sentence for the caller').fill(event.words ?? '')
  }
  await form.locator('button').nth(buttonOf(event)).click()
}

/** Of several, in their order. */
function buttonOf(event: CallEvent): number {
  if (event.type === 'dial.ended') return DIAL_OUTCOMES.indexOf(event.outcome)
  return event.type === 'owner.declined' && event.wish === 'message' ? 1 : 0
}

async function tell(page: Page, { kind, payload: { port, output } }: PortNote): Promise<void> {
  const form = forms(page, `${kind} ${port}`)
  if (kind === 'fault') return form.locator('button').click()
  if (port === 'findOpenDial')
    return form.getByRole('button', { name: output ? 'Yes' : 'No' }).click()
  const met = MET.find(([knowledge]) => knowledge === output)
  if (met) return form.getByRole('button', { name: met[1] }).click()
  if (port === 'screen') {
    const { decision, kind: calledFor } = output as Verdict
    await form.locator('[name=decision]').selectOption(decision)
    await form.locator('[name=kind]').selectOption(calledFor)
  }
  await form.locator('button[type=submit]').click()
}

/** What the server's own turn makes of the same: it waits for each port as long as the move says. */
async function onServer(flow: Flow, moves: Move[], limits = LIMITS): Promise<Step> {
  const events = moves.flatMap((move) => (move.kind === 'event' ? [move.payload] : []))
  const left = [...moves]
  let snapshot: Step['snapshot'] = null
  let step: Step | undefined
  for (const event of events) {
    left.shift()
    const told = Object.keys(ports).map((port) => [port, () => answered(port as PortName)])
    step = await takeStep({
      flow: withPorts(flow, Object.fromEntries(told)),
      limits,
      snapshot,
      events: [event],
      patienceMs: left.some(({ kind }) => kind !== 'event') ? 5_000 : 0,
    })
    snapshot = step.snapshot
  }
  return step!

  function answered(port: PortName) {
    const [next] = left
    if (!next || next.kind === 'event' || next.payload.port !== port)
      return new Promise<never>(() => {})
    left.shift()
    if (next.kind === 'fault') throw new Error(next.payload.error)
    return next.payload.output
  }
}

test.each(FLOWS)(
  'The page plays $name to each of its ends as the server does',
  async ({ flow }) => {
    const { page, open } = await openConsole()
    const ends = graphOf(flow).states.filter(({ kind }) => kind === 'ending')
    expect(ends.length).toBeGreaterThan(3)
    const played = new Set<string>()
    for (const { id } of ends) {
      const { limits, moves } = wayTo(flow, LIMITS, id)!
      const upTo = (at: number) => moves.slice(0, at)
      const wayKey = (at: number) => JSON.stringify([limits, upTo(at)])
      // What another way has begun with is not played by hand once more.
      const known = moves.findLastIndex((_, index) => played.has(wayKey(index + 1))) + 1
      const first = { flow: flow.id, limits, ways: [upTo(known)], way: 0, at: known }
      // Elsewhere first: an address that differs behind the `#` only is the same page.
      await page.goto('about:blank')
      await open(`simulate${writeAddress(first)}`)
      for (const [index, move] of moves.entries()) {
        if (index < known) continue
        await play(page, move)
        await expect
          .poll(() => page.locator('#at').textContent())
          .toBe(`${index + 1} / ${index + 1}`)
        played.add(wayKey(index + 1))
        const next = moves[index + 1]
        // A turn ends where the next event begins.
        if (!next || next.kind === 'event') await compare(page, { flow, limits }, upTo(index + 1))
      }
      expect(await page.locator('#moves').textContent()).toBe('Nothing: the call is over.')
    }
  },
)

async function compare(
  page: Page,
  { flow, limits }: { flow: Flow; limits: Limits },
  moves: Move[],
): Promise<void> {
  const there = await onServer(flow, moves, limits)
  expect(await stateOn(page)).toBe(there.state)
  const shown = JSON.parse((await page.locator('#context').textContent())!) as CallContext
  expect(shown).toEqual((there.snapshot as unknown as { context: CallContext }).context)
  const last = moves.at(-1)!
  if (last.kind === 'event' && last.payload.type === 'call.ended') return
  const heard = await page.locator('#heard').textContent()
  for (const line of there.cue.say) expect(heard).toContain(spokenLine(line, speech))
  const next = {
    listen: 'listens',
    dial: 'rings',
    hold: 'hold',
    'hang up': 'hangs',
    reject: 'away',
    choose: 'key',
    bridge: 'joined',
  }
  expect(heard).toContain(next[there.cue.next])
}

test('A person plays an emergency to its end and back, changes one answer and sees the other way', async () => {
  const { page, open, lookAt } = await openConsole()
  await open('simulate')
  const click = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await click('Ring')
  await click('No')
  await click('Nobody known')
  await page.getByLabel('Words').fill('Water is coming through your ceiling')
  await click('Say it')
  expect(await page.locator('#waits').textContent()).toContain('screen is asked')
  await lookAt('simulate-thinking')
  await click('Give this verdict')
  await click('Somebody answers at yours, and hears who calls')
  await click('Whoever answered wants to talk')
  await click('Answer, talk, hang up')
  await expect.poll(() => stateOn(page)).toBe('connected')
  expect(await page.locator('#why').textContent()).toContain('whispering → connected')
  for (const _ of ['accepted', 'answered']) await click('One step back')
  await click('One step back')
  await click('One step back')
  await expect.poll(() => stateOn(page)).toBe('screening')
  await page.getByLabel('Decision').selectOption('end')
  await click('Give this verdict')
  await expect.poll(() => stateOn(page)).toBe('parted')
  expect(await page.locator('.one-way').count()).toBe(2)
  expect(await page.locator('#why').textContent()).toContain('chosen in a simulation')
  await expect.poll(() => page.locator('#twiml').textContent()).toContain('<Hangup')
  await lookAt('simulate-ways')
  // The same choice again is no way of its own.
  await click('One step back')
  await page.getByLabel('Decision').selectOption('end')
  await click('Give this verdict')
  expect(await page.locator('.one-way').count()).toBe(2)
})

test('A line of the chart is taken with a click, or leads to what it asks for', async () => {
  const { page, open } = await openConsole()
  await open('simulate?state=listening_greeting')
  await expect.poll(() => stateOn(page)).toBe('listening.greeting')
  await page.locator('.edge.possible[data-move="caller.spoke"] .label').click()
  expect(await page.locator('#moves :focus').getAttribute('name')).toBe('text')
  await page.locator('.edge.possible[data-move="caller.silent"] .label').first().focus()
  await page.locator('.edge.possible[data-move="caller.silent"]').first().press('Enter')
  await expect.poll(() => stateOn(page)).toBe('listening.askingAgain')
})

test('Its address shows the same to others, and one that is damaged says so', async () => {
  const { page, open } = await openConsole()
  await open('simulate?state=takingNumber_shown&flow=after-hours')
  await expect.poll(() => stateOn(page)).toMatch(/^takingNumber/)
  const shared = page.url()
  const [, hash = ''] = shared.split('#')
  await open('calls')
  await page.goto(shared)
  await expect.poll(() => stateOn(page)).toMatch(/^takingNumber/)
  expect(await page.locator('#flow').inputValue()).toBe('after-hours')
  for (const damaged of [
    '!',
    hash.slice(0, -7),
    btoa('{"flow":"concierge","ways":[[{}]]}'),
    btoa('null'),
  ]) {
    await open('calls')
    await open(`simulate#${damaged}`)
    await expect.poll(() => page.locator('#notices').textContent()).not.toBe('')
    expect(await stateOn(page)).toBe('ringing')
  }
})

test('What cannot be played is said, and the page goes on', async () => {
  const { page, open } = await openConsole()
  const unknown = { flow: 'none', limits: LIMITS, ways: [[]], way: 0, at: 0 }
  for (const path of [
    '?flow=none',
    '?flow=none&state=judged',
    `#${btoa(JSON.stringify(unknown))}`,
  ]) {
    await open('calls')
    await open(`simulate${path}`)
    await expect.poll(() => page.locator('#notices').textContent()).toContain('none is not in')
    expect(await stateOn(page)).toBe('ringing')
    await page.getByRole('button', { name: 'Ring', exact: true }).click()
    expect(await stateOn(page)).toBe('checkingForLoop')
  }
})

test('Without a mouse one goes on where one is', async () => {
  const { page, open } = await openConsole()
  await open('simulate')
  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('moves-name')
  }
  await press('Ring')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('No')
  await page.keyboard.press('Enter')
  await press('Nobody known')
  await page.locator('.edge.possible[data-move="caller.silent"]').first().press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('moves-name')
  const step = page.locator('#ways').getByRole('button', { name: /knowCaller/ })
  await step.focus()
  await page.keyboard.press('Enter')
  expect(await page.locator(':focus').textContent()).toContain('knowCaller')
})

test('Of several ways, closing another leaves the one that is looked at', async () => {
  const { page, open } = await openConsole()
  await open('simulate?state=screening')
  const choose = async (decision: string) => {
    await page.getByLabel('Decision').selectOption(decision)
    await page.getByRole('button', { name: 'Give this verdict' }).click()
  }
  for (const decision of ['transfer', 'ask', 'end']) {
    await choose(decision)
    if (decision !== 'end') await page.getByRole('button', { name: 'One step back' }).click()
  }
  expect(await page.locator('.one-way').count()).toBe(3)
  await page.getByRole('button', { name: 'Close way 1' }).click()
  expect(await stateOn(page)).toBe('parted')
  await page.getByRole('button', { name: 'Close way 2' }).click()
  expect(await stateOn(page)).toBe('listening.askingOn')
})

test('Whoever talks for long is cut short beside other ways', async () => {
  const { page, open, lookAt } = await openConsole()
  await open('simulate?state=listening_greeting')
  await page.getByLabel('Words').fill('W'.repeat(4_000))
  await page.getByRole('button', { name: 'Say it' }).click()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const place of ['#ways', '.changes'])
    expect((await page.locator(place).boundingBox())!.height).toBeLessThan(1_000)
  expect(await page.locator('#context').textContent()).toContain('W'.repeat(4_000))
  await lookAt('simulate-long')
})

test('A screener that takes its time is asked once, and brings nobody back', async () => {
  let asked = 0
  let answer = () => {}
  const screener = () => {
    asked++
    return new Promise<Verdict>((resolve) => (answer = () => resolve(verdict('end', 'Goodbye.'))))
  }
  const { page, open } = await openConsole({ screener })
  await open('simulate?state=screening')
  const button = page.getByRole('button', { name: 'Ask this server’s screener' })
  await button.click()
  await expect.poll(() => asked).toBe(1)
  expect(await button.isDisabled()).toBe(true)
  expect(await page.locator('#waits').textContent()).toContain('is asked…')
  // Elsewhere, at the same step of the same way, where screening is asked as well.
  await page.locator('#flow').selectOption('after-hours')
  await page.locator('#flow').selectOption('concierge')
  for (const name of ['Ring', 'No', 'Nobody known'])
    await page.getByRole('button', { name, exact: true }).click()
  await page.getByLabel('Words').fill('Something else')
  await page.getByRole('button', { name: 'Say it' }).click()
  const answered = page.waitForResponse('**/simulate/verdict')
  answer()
  await (await answered).finished()
  expect(await stateOn(page)).toBe('screening')
  expect(await button.isEnabled()).toBe(true)
})

test('From a step of a logged call it goes on by hand, and is kept as a test that replays', async () => {
  const { page, open, phone } = await openConsole()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('Is he in? It is about the hedge')
  await open(`calls/${caller.callSid}`)
  await expect.poll(() => page.locator('#at').textContent()).toBe('2 / 2')
  await page.getByRole('button', { name: 'One step back' }).click()
  await page.getByRole('link', { name: 'Simulate from here' }).click()
  await expect.poll(() => stateOn(page)).toBe('listening.greeting')
  await page.getByLabel('Words').fill('Your mother has fallen down the stairs and cannot get up')
  await page.getByRole('button', { name: 'Say it' }).click()
  await page.getByRole('button', { name: 'Ask this server’s screener' }).click()
  await expect.poll(() => stateOn(page)).toBe('whispering.screened')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a test' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  expect(text).not.toContain(STRANGER)
  const call = readCallFile(text, 'saved.json')
  const { result, differences, turns } = replayToday(call, { flows, limits: LIMITS, speech })
  expect({ result, differences }).toEqual({ result: 'identical', differences: [] })
  expect(turns.map(({ state }) => state)).toEqual(['listening.greeting', 'whispering.screened'])
})

test('Of a call that was erased it says so, and begins with the first ring', async () => {
  const { page, open, phone, url } = await openConsole()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('We have solar panels')
  await caller.hangUp()
  const call = `${url}/conversations/${caller.callSid}`
  const headers = { authorization: `Bearer ${KEY}` }
  await expect.poll(async () => (await fetch(call, { method: 'DELETE', headers })).status).toBe(204)
  await open(`simulate?call=${caller.callSid}&step=1`)
  await expect.poll(() => page.locator('#notices').textContent()).toContain('not kept any more')
  expect(await stateOn(page)).toBe('ringing')
})

test('It rings nobody and keeps nothing', async () => {
  const { page, open, file } = await openConsole()
  await open('simulate?state=whispering_screened')
  await expect.poll(() => stateOn(page)).toBe('whispering.screened')
  await expect.poll(() => page.locator('#twiml').textContent()).toContain('<Dial')
  await open('calls?tab=all')
  await expect.poll(() => page.locator('main').textContent()).toContain('No calls yet')
  expect(file).not.toBe('')
})
