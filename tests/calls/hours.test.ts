/** Which flow a call runs by the hour, through the phone. */
import { describe, expect, test } from 'vitest'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import {
  type createConcierge,
  MOTHER,
  OUR_NUMBER,
  STRANGER,
  verdict,
} from '../support/concierge.ts'
import { createManaged } from '../support/management.ts'

const speech = speechIn('en-US', '')
const HOURS = 'mon-fri 09:00-18:00=concierge; else=after-hours'
const OFFICE = new Date('2026-11-26T17:59:00.000Z')
const NIGHT = new Date('2026-11-26T18:00:00.000Z')

/** A concierge whose clock is set by the test, and its API. */
async function atTheHour(options: Parameters<typeof createConcierge>[0] = {}) {
  const clock = { now: OFFICE }
  const managed = await createManaged({ now: () => clock.now, ...options })
  const heard = async (to = OUR_NUMBER) => (await managed.phone.ring({ from: STRANGER, to })).heard
  return { ...managed, clock, heard }
}

describe('the flow of a call that begins', () => {
  test('is the one of the hour, by the clock where the owner is', async () => {
    const { clock, heard } = await atTheHour({ settings: { HOURS } })
    expect(await heard()).toEqual([speech.greeting])
    clock.now = NIGHT
    expect(await heard()).toEqual([speech.greetingAfterHours])
    const west = await atTheHour({ settings: { HOURS, TIME_ZONE: 'America/Los_Angeles' } })
    west.clock.now = NIGHT
    expect(await west.heard()).toEqual([speech.greeting])
  })

  test('stays the one it began with, when the hour is over and whatever is changed', async () => {
    const { clock, phone, call, api } = await atTheHour({
      settings: { HOURS },
      screener: () => verdict('ask', 'And who are you?'),
    })
    const caller = await phone.ring({ from: STRANGER })
    clock.now = NIGHT
    await api.patch('/hours', { text: 'else=after-hours' })
    await caller.say('about the boiler')
    expect(caller.heard.at(-1)).toBe('And who are you?')
    expect(await call(caller.callSid)).toMatchObject({ flow: 'concierge' })
  })

  test('after hours who is on the list and who has an emergency is put through all the same', async () => {
    const { clock, phone } = await atTheHour({
      settings: { HOURS },
      contacts: [MOTHER],
      screener: () => ({ ...verdict('transfer', 'One moment.'), kind: 'emergency' }),
    })
    clock.now = NIGHT
    const mother = await phone.ring({ from: MOTHER.phoneNumber })
    expect(mother.state).toBe('dialing')
    const stranger = await phone.ring({ from: STRANGER })
    expect(stranger.heard).toEqual([speech.greetingAfterHours])
    await stranger.say('There is water coming through your ceiling')
    expect(stranger.state).toBe('dialing')
  })

  test('is the one of the number called with FLOWS, whatever the hour', async () => {
    const settings = { HOURS, FLOWS: `${OUR_NUMBER}=concierge` }
    const { clock, heard } = await atTheHour({ settings })
    clock.now = NIGHT
    expect(await heard()).toEqual([speech.greeting])
    expect(await heard('+12125550143')).toEqual([speech.greetingAfterHours])
  })
})

describe('hours that the owner has changed', () => {
  test('count from the next call on, before the environment, after a start anew, until taken back', async () => {
    const first = await atTheHour({ settings: { HOURS } })
    expect((await first.api.patch('/hours', { text: 'mon-sun=after-hours' })).body).toMatchObject({
      text: 'mon-sun=after-hours',
      from: 'console',
      otherwise: HOURS,
    })
    expect(await first.heard()).toEqual([speech.greetingAfterHours])
    const again = await atTheHour({ settings: { HOURS, SQLITE_DB_PATH: first.file } })
    expect(await again.heard()).toEqual([speech.greetingAfterHours])
    expect((await again.api.patch('/hours', { text: null })).body).toMatchObject({
      text: HOURS,
      from: 'environment',
      changed_at: null,
    })
    expect(await again.heard()).toEqual([speech.greeting])
  })

  test('are followed by every other instance by itself', async () => {
    const everyMs = { contacts: 10, writeDown: 2_000 }
    const one = await atTheHour()
    const other = await atTheHour({ settings: { SQLITE_DB_PATH: one.file }, everyMs })
    expect(await other.heard()).toEqual([speech.greeting])
    await one.api.patch('/hours', { quiet: { minutes: 30 } })
    await expect.poll(() => other.heard()).toEqual([speech.greetingAfterHours])
  })

  test('quiet until then ends by itself', async () => {
    const { clock, heard, api } = await atTheHour({ settings: { HOURS } })
    clock.now = new Date('2026-11-26T12:00:00.000Z')
    const { body } = await api.patch('/hours', { quiet: { until: '2026-11-26T17:00' } })
    expect(body.quiet).toEqual({ until: '2026-11-26T17:00:00.000Z', flow: 'after-hours' })
    expect(body.next).toEqual({ at: '2026-11-26T17:00:00.000Z', flow: 'concierge' })
    expect(await heard()).toEqual([speech.greetingAfterHours])
    clock.now = new Date('2026-11-26T17:00:00.000Z')
    expect(await heard()).toEqual([speech.greeting])
    expect((await api.get('/hours')).body.quiet).toBeNull()
  })

  test('not before Monday is until that day begins there, and can be ended', async () => {
    const settings = { TIME_ZONE: 'America/Los_Angeles' }
    const { heard, api } = await atTheHour({ settings })
    const { body } = await api.patch('/hours', { quiet: { until: '2026-11-30' } })
    expect(body.quiet.until).toBe('2026-11-30T08:00:00.000Z')
    expect(await heard()).toEqual([speech.greetingAfterHours])
    await api.patch('/hours', { quiet: null })
    expect(await heard()).toEqual([speech.greeting])
  })

  test('that do not fit any more are left aside, and the environment counts', async () => {
    const { database, file } = await atTheHour()
    await database.queries
      .insertInto('hours')
      .values([
        {
          name: 'rules',
          value: 'mon-sun=a-flow-that-is-gone',
          updated_at: '2026-11-26T00:00:00.000Z',
        },
        { name: 'quiet', value: 'some day=after-hours', updated_at: '2026-11-26T00:00:00.000Z' },
      ])
      .execute()
    const { heard, api } = await atTheHour({ settings: { HOURS, SQLITE_DB_PATH: file } })
    expect(await heard()).toEqual([speech.greeting])
    expect((await api.get('/hours')).body).toMatchObject({ from: 'environment', quiet: null })
  })
})
