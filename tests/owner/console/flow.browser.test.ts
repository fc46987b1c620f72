import { expect, test } from 'vitest'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { countFlow, type CountedPeriod } from '../../../server/replay/flow-counts.ts'
import { createConcierge, KEYLESS, MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { connectedFrom } from '../../support/management.ts'
import { eventually, openConsole } from '../../support/browser.ts'

const FROM_HERE = { host: 'localhost' }

const judge = ({ said }: { said: { text: string }[] }) =>
  verdict(said.at(-1)!.text === 'fire' ? 'transfer' : 'end', 'So be it.')

/** A concierge whose clock goes on when it is told to, in seconds. */
async function createCounted() {
  let at = Date.UTC(2026, 10, 20, 12)
  const concierge = await createConcierge({
    contacts: [MOTHER],
    screener: judge,
    now: () => new Date(at),
  })
  const everything = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }
  return {
    ...concierge,
    pass: (seconds: number) => void (at += seconds * 1000),
    async count(period: Partial<CountedPeriod> = {}) {
      const counts = await countFlow(
        concierge.database.queries,
        { flow: conciergeFlow, ...everything, simulated: false, ...period },
        { limits: { maxTurns: 3, noSpeechRetries: 2 }, speech: speechIn('en-US', '') },
      )
      return {
        ...counts,
        edge: (from: string, to: string) =>
          counts.edges.find((edge) => edge.from === from && edge.to === to)?.calls ?? 0,
        state: (id: string) => counts.states.find((state) => state.id === id),
      }
    },
  }
}

test('Each call is counted once on every line that it took', async () => {
  const { phone, count } = await createCounted()
  await (await phone.ring({ from: MOTHER.phoneNumber })).dialEnds('completed')
  const quiet = await phone.ring({ from: STRANGER })
  await quiet.silence()
  await quiet.silence()
  await quiet.say('solar')
  const urgent = await phone.ring({ from: STRANGER })
  await urgent.say('fire')
  await urgent.dialEnds('no-answer')
  const { calls, complete, edge } = await count()
  expect({ calls, complete }).toEqual({ calls: 3, complete: true })
  expect(edge('ringing', 'checkingForLoop')).toBe(3)
  expect(edge('connectingContact', 'dialing_contact')).toBe(1)
  expect(edge('recognised', 'listening_greeting')).toBe(2)
  expect(edge('listening', 'listening_askingAgain')).toBe(1)
  expect(edge('listening', 'screening')).toBe(2)
  expect(edge('judged', 'parted')).toBe(1)
  expect(edge('dialing', 'connected')).toBe(1)
  expect(edge('whispering', 'offering_unreached')).toBe(1)
})

test('A state tells how long calls stay, and how many callers hang up there', async () => {
  const { phone, count, pass } = await createCounted()
  for (const [index, seconds] of [3, 5, 60].entries()) {
    const caller = await phone.ring({ from: `+1415555012${index}` })
    pass(seconds)
    await (seconds === 60 ? caller.hangUp() : caller.say('solar'))
    // Nothing that comes behind the end is a stay.
    pass(100)
  }
  const dialing = await phone.ring({ from: MOTHER.phoneNumber })
  pass(7)
  await dialing.hangUp()
  const { state } = await count()
  expect(state('listening_greeting')).toMatchObject({ calls: 3, median_ms: 5_000, left: 1 })
  expect(state('dialing_contact')).toMatchObject({ calls: 1, median_ms: 7_000, left: 1 })
  expect(state('parted')).toMatchObject({ calls: 2, median_ms: null, left: 0 })
})

test('A state in which a port is asked lasts until its answer', async () => {
  let at = Date.UTC(2026, 10, 20, 12)
  const { phone, database } = await createConcierge({
    now: () => new Date(at),
    screener: () => {
      at += 900
      return verdict('end', 'So be it.')
    },
  })
  await (await phone.ring({ from: STRANGER })).say('solar')
  const period = { from: '2026-11-01', to: '2026-12-01', simulated: false }
  const { states } = await countFlow(
    database.queries,
    { flow: conciergeFlow, ...period },
    { limits: { maxTurns: 3, noSpeechRetries: 2 }, speech: speechIn('en-US', '') },
  )
  expect(states.find(({ id }) => id === 'screening')?.median_ms).toBe(900)
})

test('Of more calls than it takes the newest are counted', async () => {
  const { phone, count, pass } = await createCounted()
  for (let call = 0; call < 5; call++) {
    await phone.ring({ from: call < 3 ? STRANGER : MOTHER.phoneNumber })
    pass(600)
  }
  const { calls, complete, edge } = await count({ most: 3 })
  expect({ calls, complete }).toEqual({ calls: 3, complete: false })
  expect(edge('connectingContact', 'dialing_contact')).toBe(2)
})

test('What cannot be counted is told: other versions, and calls that are erased', async () => {
  const { phone, count, database } = await createCounted()
  const [other, erased] = [await phone.ring(), await phone.ring()]
  await phone.ring()
  const update = database.queries.updateTable('calls')
  await update.set({ flow_version: '0' }).where('call_sid', '=', other.callSid).execute()
  await database.queries.deleteFrom('journal').where('call_sid', '=', erased.callSid).execute()
  const { calls, left_out: out } = await count()
  expect({ calls, ...out }).toEqual({ calls: 1, other_version: 1, not_followed: 1 })
})

test('GET /console/flow.json counts a period, simulated calls only if asked for', async () => {
  const { app, phone, database } = await createConcierge({ settings: KEYLESS })
  const get = async (query: string) => {
    const answer = await app.request(
      `/console/flow.json${query}`,
      { headers: FROM_HERE },
      connectedFrom('127.0.0.1'),
    )
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const simulated = await phone.ring()
  await phone.ring()
  await database.queries
    .updateTable('calls')
    .set({ simulated: 1 })
    .where('call_sid', '=', simulated.callSid)
    .execute()
  expect((await get('')).body).toMatchObject({ flow: 'concierge', calls: 1, most: 2_000 })
  expect((await get('?simulated=true')).body).toMatchObject({ calls: 2 })
  expect((await get('?to=2020-01-01')).body).toMatchObject({ calls: 0 })
  expect((await get('?flow=none')).status).toBe(404)
  expect((await get('?from=soon')).status).toBe(422)
})

test('The page shows the traffic on the chart, and each state to mouse and keys', async () => {
  const { page, open, phone, lookAt } = await openConsole({ contacts: [MOTHER], screener: judge })
  await (await phone.ring({ from: MOTHER.phoneNumber })).dialEnds('completed')
  await (await phone.ring({ from: STRANGER })).say('solar')
  const urgent = await phone.ring({ from: STRANGER })
  await urgent.say('fire')
  await urgent.dialEnds('no-answer')
  await (await phone.ring({ from: STRANGER })).hangUp()
  await open('flow')
  await eventually(() => page.locator('#about').textContent()).toBe('4 calls in 30 days')
  const taken = page.locator('.edge.taken[data-from="recognised"]')
  expect(await taken.count()).toBe(2)
  const labels = await page.locator('.traffic text').allTextContents()
  expect(labels).toContain('4')
  await page.getByRole('button', { name: /^listening: greeting: 3 calls/ }).focus()
  await eventually(() => page.locator('#picked').textContent()).toMatch(/1 hung up here \(33 %\)/)
  expect(await page.locator('#left li').first().textContent()).toContain('listening: greeting')
  await page.getByText('Every line in numbers').click()
  await page.getByRole('cell', { name: 'listening: greeting' }).first().waitFor()
  await lookAt('flow')
  await page.getByRole('button', { name: '7 days' }).click()
  await eventually(() => page.locator('#about').textContent()).toBe('4 calls in 7 days')
  // The choice is in the address.
  await page.reload()
  await eventually(() => page.locator('#about').textContent()).toBe('4 calls in 7 days')
})
