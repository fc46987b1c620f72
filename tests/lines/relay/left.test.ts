/** A socket that is left is closed by its carrier, or by us after a while; when it is closed, nothing waits for that any more. */
import { expect, test } from 'vitest'
import type { Timers } from '../../../server/lines/relay/quiet.ts'
import { createConcierge, verdict } from '../../support/concierge.ts'
import { openRaw, prompt, socketOf } from '../../support/raw-socket.ts'

/** Timers of which it is known how many still run. */
function counted() {
  const running = new Map<() => void, number>()
  const timers: Timers = {
    after(ms, run) {
      running.set(run, ms)
      return () => void running.delete(run)
    },
  }
  return {
    timers,
    running: () => [...running.values()],
    /** Those of so many ms are over. */
    runOut(ms: number) {
      for (const [run, after] of running) if (after === ms && running.delete(run)) run()
    },
  }
}

const LEAVING_MS = 10_000
/** To be told from it. */
const limits = { bindMs: 7_000 }
const settings = { VOICE_LINE: 'relay', WHISPER: 'none' }

test('the carrier closes it: no timer is kept', async () => {
  const { timers, running } = counted()
  const screener = () => verdict('transfer', 'One moment.')
  const { phone } = await createConcierge({ settings, screener, relay: { timers, limits } })
  const caller = await phone.ring()
  await caller.say('water comes through the ceiling')
  expect(caller.state).toBe('dialing')
  await expect.poll(running).toEqual([])
})

test('nobody closes it: we do, after a while', async () => {
  const { timers, running, runOut } = counted()
  const screener = () => verdict('transfer', 'One moment.')
  const { phone, socketUrl } = await createConcierge({
    settings,
    screener,
    relay: { timers, limits },
  })
  const { path, setup } = socketOf(await phone.ring())
  const socket = await openRaw(await socketUrl(), path)
  socket.send(setup)
  socket.send(prompt('water comes through the ceiling'))
  await expect.poll(running).toContain(LEAVING_MS)
  runOut(LEAVING_MS)
  expect(await socket.closed).toBe(1000)
})

test('its caller has hung up before it was left: no timer is begun', async () => {
  const { timers, running } = counted()
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: judged, resolve: judge } = Promise.withResolvers<void>()
  const { phone, call, socketUrl } = await createConcierge({
    settings,
    relay: { timers, limits },
    async screener() {
      ask()
      await judged
      return verdict('transfer', 'One moment.')
    },
  })
  const caller = await phone.ring()
  const { path, setup } = socketOf(caller)
  const socket = await openRaw(await socketUrl(), path)
  socket.send(setup)
  socket.send(prompt('water comes through the ceiling'))
  await asked
  socket.ws.close()
  await socket.closed
  await caller.hangUp()
  judge()
  await expect.poll(async () => (await call(caller.callSid)).end_time).not.toBeNull()
  await expect.poll(running).toEqual([])
})
