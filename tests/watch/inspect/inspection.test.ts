/** Stately's inspector on calls through the phone. */
import { UNKNOWN } from '../../../machines/standing.ts'
import { createServer, type AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { createActor, waitFor } from 'xstate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { withPorts } from '../../../server/calls/ports.ts'
import { createRetelling } from '../../../server/watch/inspect/retell.ts'
import { openRelay } from '../../../server/watch/inspect/relay.ts'
import type { CallRow } from '../../../storage/schema.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { createPhone } from '../../../server/phone/phone.ts'
import { simulation } from '../../../server/lines/twilio/simulated.ts'
import {
  AUTH_TOKEN,
  createConcierge,
  MOTHER,
  PUBLIC_URL,
  SETTINGS,
  STRANGER,
  verdict,
} from '../../support/concierge.ts'
import { watchCalls, type Told } from './inspector-client.ts'

const INSPECTED = { INSPECT: 'true', INSPECT_PORT: '0' }
const ARRIVAL = {
  callSid: 'CA00000000000000000000000000000001',
  from: STRANGER,
  caller: STRANGER,
  withheld: false,
  called: '+14155550100',
  forwardedFrom: null,
  attestation: 'none',
} as const
const WORDS = 'it is Ada about the invoice'

const isOver = (one: Told) => one.type === '@xstate.snapshot' && one.snapshot?.status === 'done'

async function inspected(settings: Record<string, string> = {}) {
  const concierge = await createConcierge({
    settings: { ...INSPECTED, ...settings },
    contacts: [MOTHER],
    screener: ({ said }) =>
      said.length > 1 ? verdict('end', 'Goodbye, Ada.') : verdict('ask', 'What about, Ada?'),
  })
  return { ...concierge, url: concierge.inspectorUrl! }
}

describe('a call', () => {
  test('is one actor that goes on from turn to turn, with its definition, events and snapshots', async () => {
    const { phone, url } = await inspected()
    const { told, until } = await watchCalls(url)
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    await caller.say(WORDS)
    await until(isOver)

    const [actor] = told
    expect(actor).toMatchObject({
      type: '@xstate.actor',
      _version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      createdAt: expect.stringMatching(/^\d+$/),
      name: expect.stringMatching(/^concierge call-[0-9a-f]{12}$/),
      snapshot: { status: 'active', value: 'ringing' },
    })
    const definition = JSON.parse(actor!.definition!) as { id: string; states: object }
    expect(definition.id).toBe('concierge')
    expect(Object.keys(definition.states)).toContain('screening')
    expect(told.filter(({ type }) => type === '@xstate.actor')).toHaveLength(1)
    expect(new Set(told.flatMap(({ sessionId, rootId }) => [sessionId, rootId]))).toEqual(
      new Set([actor!.sessionId]),
    )
    expect(eventsOf(told, '@xstate.event')).toEqual([
      'call.arrived',
      'xstate.done.actor.findOpenDial',
      'xstate.done.actor.knowCaller',
      'caller.spoke',
      'xstate.done.actor.screen',
      'caller.spoke',
      'xstate.done.actor.screen',
    ])
    expect(eventsOf(told, '@xstate.snapshot')).toEqual(eventsOf(told, '@xstate.event'))
    expect(statesOf(told)).toEqual([
      'checkingForLoop',
      'recognising',
      { listening: 'greeting' },
      'screening',
      { listening: 'askingOn' },
      'screening',
      'parted',
    ])
  })

  test('shows what was decided, and hides numbers, names and words', async () => {
    const { phone, url } = await inspected()
    const { told, until } = await watchCalls(url)
    const mother = await phone.ring({ from: MOTHER.phoneNumber })
    await mother.dialEnds('completed')
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('hello')
    await caller.say(WORDS)
    const last = await until((one) => isOver(one) && one.snapshot?.value === 'parted')
    expect(last.snapshot?.context).toMatchObject({
      arrival: { from: '•••', caller: '•••', attestation: 'none', withheld: false },
      said: [
        { speaker: 'caller', text: '•••' },
        { speaker: 'concierge', text: '•••' },
        { speaker: 'caller', text: '•••' },
      ],
      asked: 1,
      verdict: { decision: 'end', kind: 'other', reply: '•••' },
    })
    const everything = JSON.stringify(told)
    for (const secret of [caller.callSid, '415555', '212555', 'Mom', 'family', 'Ada', 'hello'])
      expect(everything).not.toContain(secret)
  })

  test('shows them where that is asked for', async () => {
    const { phone, url } = await inspected({ INSPECT_PII: 'true' })
    const { until } = await watchCalls(url)
    const caller = await phone.ring({ from: STRANGER })
    await caller.say(WORDS)
    const heard = await until(({ event }) => event?.type === 'caller.spoke')
    expect(heard.event).toMatchObject({ text: WORDS })
    const last = await until(({ snapshot }) => snapshot?.context.asked === 1)
    expect(last.snapshot?.context).toMatchObject({ arrival: { from: STRANGER } })
  })

  test('of an error shows what it is, and not what it quotes', async () => {
    const { phone, inspectorUrl } = await createConcierge({
      settings: INSPECTED,
      screener: () => Promise.reject(new TypeError(`cannot read ${WORDS}`)),
    })
    const { told, until } = await watchCalls(inspectorUrl!)
    const caller = await phone.ring()
    await caller.say(WORDS)
    await until(isOver)
    const fault = told.find(({ event }) => event?.type === 'xstate.error.actor.screen')
    expect(fault?.event).toMatchObject({ error: { name: 'TypeError' } })
    expect(JSON.stringify(told)).not.toContain('invoice')
  })

  test('is shown to who comes late with all that has happened so far', async () => {
    const { phone, url } = await inspected()
    const first = await watchCalls(url)
    const call = await phone.ring({ from: STRANGER })
    await call.say('hello')
    const contact = await phone.ring({ from: MOTHER.phoneNumber })
    await first.until(({ snapshot }) => isDeepStrictEqual(snapshot?.value, { dialing: 'contact' }))
    const late = await watchCalls(url)
    await late.until(() => late.told.length === first.told.length)
    // Call by call, each in its order.
    const byCall = (told: Told[]) => Map.groupBy(told, ({ sessionId }) => sessionId)
    expect(byCall(late.told)).toEqual(byCall(first.told))
    await contact.dialEnds('busy')
    await call.say(WORDS)
    await late.until((one) => isOver(one) && one.snapshot?.value === 'parted')
    expect(statesOf(late.told).slice(-3)).toEqual([
      { offering: 'unreached' },
      'screening',
      'parted',
    ])
  })

  test('that is very long is shown in its latest part, from where the rest had led', async () => {
    const told: Told[] = []
    const retelling = createRetelling({ pii: false, tell: (event) => told.push(event as Told) })
    const call = { call_sid: ARRIVAL.callSid, simulated: 0 } as CallRow
    const flow = withPorts(conciergeFlow, {
      findOpenDial: () => false,
      knowCaller: () => UNKNOWN,
      screen: () => verdict('end', 'Goodbye.'),
    })
    const actor = createActor(flow, {
      input: { maxTurns: 3, noSpeechRetries: 1_000 },
      inspect: retelling.inspect(call, flow),
    })
    actor.start()
    actor.send({ type: 'call.arrived', ...ARRIVAL })
    await waitFor(actor, (snapshot) => snapshot.hasTag('listening'))
    for (let silence = 0; silence < 300; silence++) actor.send({ type: 'caller.silent' })
    const late = retelling.soFar() as Told[]
    expect(late).toHaveLength(201)
    expect(late[0]!.snapshot!.value).toEqual({ listening: 'askingAgain' })
    expect(late.slice(1)).toEqual(told.slice(-200))
  })

  test('that the owner only plays is named so', async () => {
    const { app, url } = await inspected()
    const { until } = await watchCalls(url)
    const fetch = (to: string, init: RequestInit) => app.request(to, init, simulation)
    const phone = createPhone({ url: PUBLIC_URL, authToken: AUTH_TOKEN, fetch })
    await phone.ring()
    expect((await until(({ type }) => type === '@xstate.actor')).name).toMatch(/ \(simulated\)$/)
  })

  test('that another process began is an actor too', async () => {
    const { phone, file } = await createConcierge({ screener: () => verdict('ask', 'What?') })
    const { callSid } = await phone.ring({ from: STRANGER })
    const other = await createConcierge({
      settings: { ...INSPECTED, SQLITE_DB_PATH: file },
      screener: () => verdict('ask', 'What?'),
      phone: { voice: '/twilio/ai-response?turn=1' },
    })
    const { told, until } = await watchCalls(other.inspectorUrl!)
    await other.phone.ring({ from: STRANGER, callSid, extra: { SpeechResult: 'hello' } })
    await until(
      ({ type, snapshot }) => type === '@xstate.snapshot' && snapshot?.value !== 'screening',
    )
    expect(told[0]).toMatchObject({
      type: '@xstate.actor',
      snapshot: { value: { listening: 'greeting' } },
    })
    expect(statesOf(told)).toEqual(['screening', { listening: 'askingOn' }])
  })
})

describe('the inspector', () => {
  test('has a page for the browser that hands everything to Stately, and nothing else', async () => {
    const { url } = await inspected()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const page = await fetch(url)
    const html = await page.text()
    expect(html).toContain('src="https://stately.ai/inspect"')
    expect(html).toContain(`new WebSocket('${url.replace('http', 'ws')}')`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404)
  })

  test.each<[string, object]>([
    ['a page of another site', { origin: 'https://evil.example.com' }],
    ['a name that somebody made up for this machine', { headers: { host: 'evil.example.com' } }],
  ])('lets nobody in from %s', async (_, options) => {
    const { url } = await inspected()
    await expect(watchCalls(url, options)).rejects.toThrow('401')
  })

  test.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['forwarded', 'for=203.0.113.7'],
    ['via', '1.1 proxy'],
  ])('lets nobody in whom a proxy passes on: %s', async (name, value) => {
    const { url } = await inspected()
    await expect(watchCalls(url, { headers: { [name]: value } })).rejects.toThrow('401')
    expect((await fetch(url, { headers: { 'x-forwarded-host': 'x.example.com' } })).status).toBe(
      404,
    )
  })

  test('has so many pages look on and no more, and lets one in when another goes', async () => {
    const { url } = await inspected()
    const pages = await Promise.all(Array.from({ length: 8 }, () => watchCalls(url)))
    await expect(watchCalls(url)).rejects.toThrow('503')
    pages[0]!.socket.terminate()
    await expect
      .poll(() =>
        watchCalls(url).then(
          () => 'in',
          () => 'out',
        ),
      )
      .toBe('in')
  })

  test('cuts off a page that never reads, and greets whoever comes after with what is newest', async () => {
    const relay = await openRelay({ port: 0, simulateUrl: 'http://localhost', greet: () => told })
    onTestFinished(relay.close)
    const told: object[] = []
    const { socket } = await watchCalls(relay.url)
    const over = new Promise((resolve) => socket.once('close', resolve))
    socket.pause()
    const text = 'x'.repeat(256 * 1024)
    for (let call = 0; call < 200; call++) {
      const events = [
        { type: '@xstate.actor', call },
        { type: '@xstate.event', call, text },
      ]
      for (const event of events) {
        told.push(event)
        relay.tell(event)
      }
      await new Promise(setImmediate)
    }
    // What the system holds for it is still read, then it is over.
    socket.resume()
    await over
    const late = await watchCalls(relay.url)
    await late.until((one) => (one as unknown as { call: number }).call === 199)
    await expect.poll(() => late.told.length).toBeLessThan(40)
    expect(late.told[0]!.type).toBe('@xstate.actor')
  })

  test('lets its own page in', async () => {
    const { url, phone } = await inspected()
    const { until } = await watchCalls(url, { origin: url })
    await phone.ring()
    expect(await until(({ type }) => type === '@xstate.actor')).toBeDefined()
  })

  test('takes another port where its own is in use', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const port = String((taken.address() as AddressInfo).port)
    const { url } = await inspected({ INSPECT_PORT: port })
    expect(new URL(url).port).not.toBe(port)
    expect((await fetch(url)).status).toBe(200)
  })

  test('is not there unless it is asked for', async () => {
    expect((await createConcierge()).inspectorUrl).toBeNull()
  })

  test('is refused in production', () => {
    const production = {
      ...SETTINGS,
      NODE_ENV: 'production',
      ADMIN_API_KEY: 'only-the-owner-has-it',
    }
    expect(() => readConfig({ ...production, INSPECT: 'true' })).toThrow('INSPECT: shows calls')
  })
})

function eventsOf(told: Told[], type: Told['type']): unknown[] {
  return told.filter((one) => one.type === type).map(({ event }) => event?.type)
}

function statesOf(told: Told[]): unknown[] {
  return told.flatMap((one) => (one.type === '@xstate.snapshot' ? [one.snapshot.value] : []))
}
