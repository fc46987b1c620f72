import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createPhone, type PhoneOptions } from '../../server/phone/phone.ts'

const GATHER =
  '<Response><Gather input="speech" action="/heard"><Say>Yes?</Say></Gather></Response>'
const XML = { 'content-type': 'text/xml' }

/** A server that thinks about what was said for as long as the test wants. */
function slowServer(options: Partial<PhoneOptions> = {}) {
  const asked = Promise.withResolvers<void>()
  const thought = Promise.withResolvers<string>()
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body(GATHER, 200, XML))
    .post('/heard', async (c) => {
      asked.resolve()
      const verbs = await thought.promise
      return verbs === 'fail' ? c.text('broken', 500) : c.body(verbs, 200, XML)
    })
    .post('/twilio/status', (c) => c.body(null, 204))
  const phone = createPhone({
    url: 'http://localhost',
    fetch: app.request,
    fallback: false,
    ...options,
  })
  return { phone, asked: asked.promise, think: thought.resolve }
}

test('A caller may hang up while the server thinks, and hears nothing more', async () => {
  const { phone, asked, think } = slowServer()
  const call = await phone.ring()
  const said = call.say('hello')
  await asked
  await call.hangUp()
  expect(call.state).toBe('ended')
  expect(call.exchanges.map(({ path }) => path)).toEqual(['/twilio/voice', '/twilio/status'])

  think('<Response><Say>Too late</Say><Redirect>/more</Redirect></Response>')
  await said
  expect(call.heard).toEqual(['Yes?'])
  expect(call.exchanges.map(({ path }) => path)).toEqual([
    '/twilio/voice',
    '/twilio/status',
    '/heard',
  ])
})

test('A server that fails after the caller hung up is noted, and troubles nobody', async () => {
  const { phone, asked, think } = slowServer()
  const call = await phone.ring()
  const said = call.say('hello')
  await asked
  await call.hangUp()
  think('fail')
  await said
  expect(call.failures).toMatchObject([{ code: 11217, status: 500 }])
})

test('A caller cannot speak into a call that is waiting for the server', async () => {
  const { phone, asked, think } = slowServer()
  const call = await phone.ring()
  const said = call.say('hello')
  await asked
  await expect(call.say('hello?')).rejects.toThrow(/waiting for the server/)
  think('<Response/>')
  await said
})

test('A caller cannot speak into a call that is dialing or over, nor an owner answer one that listens', async () => {
  const { phone, think } = slowServer()
  const call = await phone.ring()
  await expect(call.dialEnds('busy')).rejects.toThrow('The caller cannot see the dial end')
  think('<Response><Dial>+14155550100</Dial></Response>')
  await call.say('hello')
  await expect(call.say('hello')).rejects.toThrow('cannot say anything: the call is dialing')
  await expect(call.silence()).rejects.toThrow('cannot stay silent: the call is dialing')
  await call.dialEnds('busy')
  await expect(call.say('hello')).rejects.toThrow('cannot say anything: the call is ended')
})

test('A caller cannot speak after hanging up', async () => {
  const { phone } = slowServer()
  const call = await phone.ring()
  await call.hangUp()
  await expect(call.say('hello')).rejects.toThrow('cannot say anything: the call is ended')
})

test('A caller who hangs up during a <Pause> hears nothing of what follows', async () => {
  const paused = Promise.withResolvers<void>()
  const { promise: passes, resolve: goOn } = Promise.withResolvers<void>()
  const wait = () => {
    paused.resolve()
    return passes
  }
  const { phone, think } = slowServer({ wait })
  const call = await phone.ring()
  think(`<Response><Gather><Pause/><Say>Still there?</Say></Gather></Response>`)
  const said = call.say('hello')
  await paused.promise
  await call.hangUp()
  goOn()
  await said
  expect(call.heard).toEqual(['Yes?'])
  expect(call.state).toBe('ended')
})

test('A <Gather> for keys does not hear speech', async () => {
  const app = new Hono().post('*', (c) => c.body('<Response><Gather/></Response>', 200, XML))
  const call = await createPhone({ url: 'http://localhost', fetch: app.request }).ring()
  await expect(call.say('hello')).rejects.toThrow(/keys only/)
  await call.silence()
  expect(call.state).toBe('ended')
})

test('A webhook can be repeated byte for byte', async () => {
  const seen: { path: string; headers: Record<string, string>; body: string }[] = []
  const app = new Hono().post('*', async (c) => {
    seen.push({ path: c.req.path, headers: c.req.header(), body: await c.req.text() })
    return c.body(GATHER, 200, XML)
  })
  const phone = createPhone({ url: 'http://localhost', authToken: 'secret', fetch: app.request })
  const call = await phone.ring()
  await call.say('hello')

  const last = await call.repeat()
  expect(await last.text()).toBe(GATHER)
  await call.repeat(0)
  expect(seen).toHaveLength(4)
  expect(seen[2]).toEqual(seen[1])
  expect(seen[3]).toEqual(seen[0])
  expect(seen[0]).not.toEqual(seen[1])
  expect(call.exchanges).toHaveLength(2)
  await expect(call.repeat(7)).rejects.toThrow(RangeError)
})

test('A webhook can be repeated while its answer is still awaited', async () => {
  const { phone, asked, think } = slowServer()
  const call = await phone.ring()
  const said = call.say('hello')
  await asked
  const again = call.repeat()
  think('<Response><Say>Once.</Say></Response>')
  expect(await (await again).text()).toContain('Once.')
  await said
  expect(call.lastHeard).toEqual(['Once.'])
})

test('A repeated webhook may be answered without a body', async () => {
  const app = new Hono()
    .post('/twilio/voice', (c) => c.body(GATHER, 200, XML))
    .post('*', (c) => c.body(null, c.req.path === '/twilio/status' ? 204 : 205))
  const call = await createPhone({ url: 'http://localhost', fetch: app.request }).ring()
  await call.hangUp()
  expect((await call.repeat()).status).toBe(204)
  expect((await call.post('/other')).status).toBe(205)
})

test('A raw webhook of the call changes nothing on the phone', async () => {
  const app = new Hono().post('*', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    if (form.get('SpeechResult') === 'late')
      return c.text(`${c.req.url} ${form.get('CallSid')} ${c.req.header('x-extra')}`, 418)
    return c.body(GATHER, 200, XML)
  })
  const phone = createPhone({ url: 'http://localhost', fetch: app.request })
  const call = await phone.ring()
  const answer = await call.post('/heard?turn=1', { SpeechResult: 'late' }, { 'X-Extra': 'yes' })
  expect(answer.status).toBe(418)
  expect(await answer.text()).toBe(`http://localhost/heard?turn=1 ${call.callSid} yes`)
  expect(call.state).toBe('listening')
  expect(call.exchanges).toHaveLength(1)
})
