/** The phone tells what is heard so far as Twilio does: where a document asks for it, numbered, and beside the call. */
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'

const XML = { 'content-type': 'text/xml' }

function serving(attributes: string, partialStatus = 204) {
  const told: Record<string, string>[] = []
  const app = new Hono()
    .all('/partial', async (c) => {
      const form = c.req.method === 'GET' ? new URL(c.req.url).search : await c.req.text()
      told.push({ ...Object.fromEntries(new URLSearchParams(form)), method: c.req.method })
      return c.body(null, partialStatus as 204)
    })
    .all('*', (c) =>
      c.body(
        `<Response><Gather input="speech" action="/heard" ${attributes}><Say>Yes?</Say></Gather></Response>`,
        200,
        XML,
      ),
    )
  return {
    told,
    phone: createPhone({ url: 'http://localhost', voice: '/voice', fetch: app.request }),
  }
}

const ASKED = 'partialResultCallback="/partial"'
const words = (told: Record<string, string>[]) => told.map((one) => one.UnstableSpeechResult)

test('What is said grows, numbered, before it is final', async () => {
  const { told, phone } = serving(ASKED)
  const caller = await phone.ring()
  await caller.saying('my')
  await caller.say('my name is')
  expect(words(told)).toEqual(['my', 'my', 'my name', 'my name is'])
  expect(told.map((one) => one.SequenceNumber)).toEqual(['0', '1', '2', '3'])
  expect(told[0]).toMatchObject({ CallSid: caller.callSid, method: 'POST', Stability: '0.9' })
  await caller.say('ann')
  expect(told.at(-1)).toMatchObject({ SequenceNumber: '0', UnstableSpeechResult: 'ann' })
})

test('A long sentence is told in a few steps, up to the whole', async () => {
  const { told, phone } = serving(ASKED)
  const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ')
  await (await phone.ring()).say(long)
  expect(told.length).toBeLessThanOrEqual(8)
  expect(told.at(-1)?.UnstableSpeechResult).toBe(long)
})

test('It is asked for by GET where the document says so', async () => {
  const { told, phone } = serving(`${ASKED} partialResultCallbackMethod="GET"`)
  await (await phone.ring()).saying('my')
  expect(told).toEqual([expect.objectContaining({ method: 'GET', UnstableSpeechResult: 'my' })])
})

test('Nothing is told where nobody asks, and a server that fails stops nothing', async () => {
  const silent = serving('')
  const caller = await silent.phone.ring()
  await caller.saying('my')
  await caller.say('my name')
  expect(silent.told).toEqual([])
  const failing = serving(ASKED, 500)
  const other = await failing.phone.ring()
  await other.say('my name')
  expect(failing.told).toHaveLength(2)
  expect(other.state).toBe('listening')
})
