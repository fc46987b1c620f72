/** A console after a fortnight of calls, always the same: its clock, numbers, call ids and words are fixed. */
import { expect } from 'vitest'
import { openConsole } from '../support/browser.ts'
import { MOTHER } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'
import { startPushService } from '../support/push-service.ts'
import { startStandIn } from '../support/stand-in.ts'
import type { Notice } from './beside.ts'

const ZONE = 'America/New_York'
const SECOND_MS = 1_000
const DAY_MS = 24 * 60 * 60 * SECOND_MS

const SCHOOL = '+14155550123'
const DANA = '+14155550142'
const SELLER = '+14155550177'
const SILENT = '+14155550164'
const BROTHER = { phoneNumber: '+14155550118', name: 'Sam', category: 'family' }

/** On the day of the pictures, in New York's summer. */
const at = (hour: string) => Date.parse(`2026-10-14T${hour}:00-04:00`)

export type SeededConsole = Awaited<ReturnType<typeof seededConsole>>

/** One caller is on the line, about whom the owner is asked by a notice. */
export async function seededConsole() {
  const [service, twilio] = [await startPushService(), await startStandIn()]
  let time = at('07:00')
  const console = await openConsole({
    settings: {
      ...twilio.settings,
      TIME_ZONE: ZONE,
      OWNER_NAME: 'Robin',
      NOTICE: 'brief',
      ASK_OWNER: 'unclear',
      MAX_TURNS: '1',
    },
    contacts: [MOTHER, BROTHER],
    now: () => new Date(time),
    notices: { everyMs: 50 },
    push: { reach: service.reach },
  })
  twilio.plugIn(console.phone)
  let rung = 0

  /** Somebody calls then, and says that; each sentence takes its time. */
  async function call(when: number, from: string, ...sentences: string[]) {
    time = when
    const callSid = `CA${String(++rung).padStart(32, '0')}`
    const caller = await console.phone.ring({ from, callSid })
    for (const sentence of sentences) {
      time += 7 * SECOND_MS
      await caller.say(sentence)
    }
    const lasts = (seconds: number) => (time += seconds * SECOND_MS)
    return {
      caller,
      callSid,
      async answered(seconds: number) {
        lasts(seconds)
        await caller.dialEnds('completed', seconds)
      },
      async missed(message: string) {
        lasts(25)
        await caller.dialEnds('no-answer')
        lasts(9)
        await caller.say(message)
        await caller.hangUp()
      },
      async leaves() {
        lasts(4)
        await caller.hangUp()
      },
    }
  }

  const sells = (when: number) => call(when, SELLER, 'We have a great offer on solar panels')
  const isUrgent = (when: number) =>
    call(
      when,
      SCHOOL,
      'Hello there',
      "It's the school nurse, your son fell in the playground and hit his head",
    )

  for (let before = 13; before > 0; before--) {
    const [morning, noon] = [at('09:00') - before * DAY_MS, at('12:30') - before * DAY_MS]
    await (await call(morning, MOTHER.phoneNumber)).answered(60 * before)
    if (before % 3 > 0) await sells(noon)
    if (before % 4 > 0) await (await call(noon, SILENT)).leaves()
    if (before % 5 === 0) await (await isUrgent(noon)).answered(180)
  }
  await (await call(at('08:12'), MOTHER.phoneNumber)).answered(254)
  await sells(at('09:05'))
  const school = await isUrgent(at('10:47'))
  await school.missed('Please call the school as soon as you can')
  await (await call(at('12:20'), BROTHER.phoneNumber)).answered(41)

  const device = service.signUp()
  const signedUp = await fetch(`${console.url}/push/subscriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint: device.endpoint, keys: device.keys, device: 'Phone' }),
  })
  expect(signedUp.status).toBe(201)
  const waiting = await call(at('14:20'), DANA, ...A_QUESTION)
  const asking = () => device.heard.map(({ json }) => json).find(({ kind }) => kind === 'asking')
  await expect.poll(asking).toBeDefined()
  await console.page.clock.setFixedTime(time)
  await console.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return { ...console, school, waiting, notice: asking() as unknown as Notice }
}

const A_QUESTION = ['Hello, Dana here, I am a friend of Robin’s', 'Can I talk to a person, please?']
