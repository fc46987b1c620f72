/** Verdicts that are begun before a caller has finished, over each line and on a model that is asked over HTTP. */
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../machines/verdict.ts'
import { pseudonymousCall } from '../../server/replay/pseudonymous-call.ts'
import { createPseudonyms } from '../../server/replay/pseudonyms.ts'
import { recorded, replayed } from '../replay/recorded.ts'
import { KEY } from '../support/concierge.ts'
import { openRaw, prompt, socketOf } from '../support/raw-socket.ts'
import { answers, fails, hangs, type Step } from '../support/script.ts'
import { asked, speculating } from '../support/speculating.ts'
import { A_MOMENT } from '../support/still-timers.ts'

const ASK = '{ASK:other} What is it about?'

describe.each(['gather', 'relay'])('over %s', (line) => {
  test('words that stood still and were all have their verdict at once', async () => {
    const { caller, model, pauses, conversation, verdicts, metrics } = await speculating(line, [
      answers(ASK),
    ])
    await pauses('my name is ann')
    await asked(model, 1)
    await caller.say('My name is Ann.')
    expect(caller.lastHeard).toEqual(['What is it about?'])
    expect(model.requests).toHaveLength(1)
    expect((await conversation(caller.callSid)).at(-2)).toBe('caller: My name is Ann.')
    expect(await verdicts()).toEqual([
      expect.objectContaining({ decision: 'ask', ahead: { savedMs: expect.any(Number) } }),
    ])
    expect(await metrics('verdicts_ahead_total')).toEqual([
      'concierge_verdicts_ahead_total{outcome="begun"} 1',
      'concierge_verdicts_ahead_total{outcome="came_true"} 1',
    ])
    expect(await metrics('verdict_ahead_saved_seconds_count')).toEqual([
      'concierge_verdict_ahead_saved_seconds_count 1',
    ])
  })

  test('what goes on is asked anew, and what was begun ends', async () => {
    const { caller, model, pauses, verdicts, metrics } = await speculating(line, [
      hangs(),
      answers(ASK),
    ])
    await pauses('my name is ann')
    await asked(model, 1)
    await caller.say('my name is ann and I sell solar panels')
    expect(caller.lastHeard).toEqual(['What is it about?'])
    expect(model.requests.map(({ text }) => text.includes('solar'))).toEqual([false, true])
    await expect.poll(() => model.requests[0]!.abandoned).toBe(true)
    expect((await verdicts())[0]!.ahead).toEqual({ inVain: 1 })
    expect(await metrics('verdicts_ahead_total')).toEqual([
      'concierge_verdicts_ahead_total{outcome="begun"} 1',
      'concierge_verdicts_ahead_total{outcome="thrown_away"} 1',
    ])
  })

  test('two questions are under way at most: the older ends when the words change', async () => {
    const { caller, model, pauses, verdicts } = await speculating(line, (_, index) =>
      index === 2 ? answers(ASK) : hangs(),
    )
    await pauses('my')
    await asked(model, 1)
    await pauses('my name')
    await asked(model, 2)
    await caller.saying('my name is')
    await expect.poll(() => model.requests[0]!.abandoned).toBe(true)
    expect(model.requests[1]!.abandoned).toBe(false)
    await pauses('my name is ann')
    await asked(model, 3)
    expect(model.requests[1]!.abandoned).toBe(false)
    await caller.say('My name is Ann!')
    expect(model.requests).toHaveLength(3)
    await expect.poll(() => model.requests[1]!.abandoned).toBe(true)
    expect((await verdicts())[0]!.ahead).toEqual({ inVain: 2, savedMs: expect.any(Number) })
  })

  test('one that is under way is waited for, and no other is asked', async () => {
    const { caller, model, pauses } = await speculating(line, [answers(ASK, { firstTokenMs: 300 })])
    await pauses('my name is ann')
    await asked(model, 1)
    await caller.say('My name is Ann')
    expect(caller.lastHeard).toEqual(['What is it about?'])
    expect(model.requests).toHaveLength(1)
  })

  test.each([
    ['fails', fails(500)],
    ['breaks off', answers('{ASK:other} What is', { ending: 'break' })],
    ['says nothing of use', answers('')],
  ])('one that %s is as if nobody had asked', async (_what, step) => {
    const { caller, pauses, verdicts, metrics } = await speculating(line, (_, index) =>
      index === 0 ? step : answers(ASK),
    )
    await pauses('my name is ann')
    // Over a socket, words of one that has yet to break off would be spoken.
    await expect
      .poll(() => metrics('verdicts_ahead_total'))
      .toContain('concierge_verdicts_ahead_total{outcome="thrown_away"} 1')
    await caller.say('My name is Ann.')
    expect(caller.lastHeard).toEqual(['What is it about?'])
    const [given] = await verdicts()
    expect(given).toMatchObject({ screener: 'azure', decision: 'ask', ahead: { inVain: 1 } })
    expect(given!.tried).toBeUndefined()
  })

  test('nothing is written down before the caller has finished', async () => {
    const { caller, model, pauses, journal, call } = await speculating(line, [answers(ASK)])
    const before = [await journal(caller.callSid), await call(caller.callSid)]
    await pauses('my name is ann')
    await asked(model, 1)
    await expect.poll(() => model.requests[0]!.tokensAt.length).toBeGreaterThan(0)
    expect([await journal(caller.callSid), await call(caller.callSid)]).toEqual(before)
  })

  test('nothing is begun where the flow would ask nobody', async () => {
    const { caller, model, pauses } = await speculating(
      line,
      [answers('{END:business} Goodbye.')],
      { MESSAGES: 'all' },
    )
    await caller.say('it is about your invoice')
    expect(caller.state).toBe('listening')
    await pauses('yes my number is 2025550100')
    await caller.say('yes, my number is 2025550100')
    expect(model.requests).toHaveLength(1)
  })

  test('a caller who hangs up ends what was begun', async () => {
    const { caller, model, pauses, still, metrics } = await speculating(line, [hangs()])
    await pauses('my name is ann')
    await asked(model, 1)
    await caller.hangUp()
    if (line === 'gather') await caller.post('/twilio/status', { CallStatus: 'completed' })
    await expect.poll(() => model.requests[0]!.abandoned).toBe(true)
    expect(still.waiting()).toBe(0)
    expect((await metrics('verdicts_ahead_total')).at(-1)).toMatch(/thrown_away"} 1$/)
  })

  test('whoever only falls silent has what was begun ended half a minute later', async () => {
    const { model, pauses, still } = await speculating(line, [hangs()])
    await pauses('my name is ann')
    await asked(model, 1)
    await still.pass(31_000)
    await expect.poll(() => model.requests[0]!.abandoned).toBe(true)
    expect(still.waiting()).toBe(0)
  })

  test('it is not done unless it is wished for', async () => {
    const { caller, model, still } = await speculating(line, [answers(ASK)], { SPECULATE: '' })
    await caller.saying('my name is ann')
    await caller.say('My name is Ann.')
    expect(still.begun()).toBe(0)
    expect(model.requests).toHaveLength(1)
    expect(caller.exchanges.every(({ twiml }) => !twiml.includes('partialResult'))).toBe(true)
  })
})

test('the share that came true and what it saved are in /stats, and a replay makes nothing of it', async () => {
  const concierge = await speculating('gather', (_, index) =>
    index === 0 ? hangs() : answers(ASK),
  )
  const { app, caller, model, pauses } = concierge
  const stats = async () => {
    const headers = { authorization: `Bearer ${KEY}` }
    const answer = await app.request('/stats', { headers })
    return (await answer.json()) as { ahead: object; days: { ahead: object }[] }
  }
  expect((await stats()).ahead).toMatchObject({ begun: 0, came_true: 0, share_came_true: null })
  await pauses('my name is')
  await asked(model, 1)
  await pauses('my name is ann')
  await asked(model, 2)
  await caller.say('My name is Ann.')
  const { ahead, days } = await stats()
  expect(ahead).toEqual({
    begun: 2,
    came_true: 1,
    share_came_true: 0.5,
    saved_ms: { count: 1, median: expect.any(Number), p95: expect.any(Number) },
  })
  expect(days[0]!.ahead).toEqual(ahead)
  const call = await recorded(concierge, caller.callSid)
  expect(replayed(call).result).toBe('identical')
  const given = (one: typeof call) =>
    one.journal.flatMap(({ payload }) => (payload as { output?: Verdict }).output?.ahead ?? [])
  const shown = pseudonymousCall(call, createPseudonyms({}), { keepWords: false })
  expect(replayed(shown).result).toBe('identical')
  expect(given(shown)).toEqual(given(call))
  expect(given(call)).toEqual([{ inVain: 1, savedMs: expect.any(Number) }])
})

/** Lets an answer through up to a token, and the rest when the test says so. */
function gate(index: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { open: resolve, before: (at: number) => (at === index ? promise : undefined) }
}

/** A socket over which a model's words come as they are: what was begun ahead, too. */
async function streaming(step: Step) {
  const call = await speculating('relay', (_, index) => (index === 0 ? step : answers(ASK)))
  const { path, setup } = socketOf(call.caller)
  const socket = await openRaw(await call.socketUrl(), path)
  socket.send(setup)
  socket.send(prompt('the house is', false))
  await call.still.pass(A_MOMENT, 1)
  await asked(call.model, 1)
  const tokens = () => socket.frames.map(({ token }) => token)
  return { ...call, socket, tokens }
}

test('words of a verdict that was begun ahead are spoken with the final prompt, while the model still speaks', async () => {
  const { open, before } = gate(4)
  const { socket, tokens, model, verdicts } = await streaming(
    answers(['{ASK}', ' What', ' is', ' it', ' about', '?'], { before }),
  )
  await expect.poll(() => model.requests[0]!.tokensAt.length).toBe(4)
  expect(socket.frames).toEqual([])
  socket.send(prompt('The house is …'))
  await expect.poll(tokens).toEqual(['What is'])
  open()
  await expect.poll(() => socket.frames.at(-1)?.last).toBe(true)
  expect(tokens().join('')).toBe('What is it about?')
  expect(model.requests).toHaveLength(1)
  expect((await verdicts())[0]).toMatchObject({
    begun: true,
    ahead: { savedMs: expect.any(Number) },
  })
})

test('one whose words were begun and then break off ends in a sentence that fits, and nobody else is asked', async () => {
  const { open, before } = gate(4)
  const { socket, tokens, model, verdicts } = await streaming(
    answers(['{ASK}', ' What', ' is', ' it', ''], { before, ending: 'break' }),
  )
  await expect.poll(() => model.requests[0]!.tokensAt.length).toBe(4)
  socket.send(prompt('The house is …'))
  await expect.poll(tokens).toEqual(['What is'])
  open()
  await expect.poll(() => socket.frames.at(-1)?.last).toBe(true)
  expect(tokens().join('')).toMatch(/^What is … \w.*[.?]$/)
  expect(model.requests).toHaveLength(1)
  expect((await verdicts())[0]).toMatchObject({
    decision: 'ask',
    begun: true,
    tried: [{ screener: 'azure', code: 'broken_off' }],
  })
})
