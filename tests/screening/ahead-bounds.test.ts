/** Whatever callers say and however models answer: what is asked ahead stays bounded, and is used for its own question. */
import { array, assert, asyncProperty, constantFrom, nat, oneof, record } from 'fast-check'
import { expect, test } from 'vitest'
import type { ScreeningInput } from '../../machines/ports.ts'
import type { Verdict } from '../../machines/verdict.ts'
import { createAhead } from '../../server/screening/ahead.ts'
import { plainWords } from '../../server/screening/same-question.ts'
import { verdict } from '../support/concierge.ts'
import { A_MOMENT, createStillTimers } from '../support/still-timers.ts'

const NOBODY = new AbortController().signal

function question(callSid: string, text: string): ScreeningInput {
  return { callSid, said: [{ speaker: 'caller', text }], withheld: false, attestation: 'a' }
}

interface Asked {
  input: ScreeningInput
  signal: AbortSignal
  isOver: boolean
  answer(given: Verdict): void
  fail(): void
}

/** All promises that can settle have. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

function listening() {
  const still = createStillTimers()
  const told: string[] = []
  const asked: Asked[] = []
  let mostUnderWay = 0
  const ahead = createAhead({
    foresee: async ({ callSid, text }) => question(callSid, text),
    tell: (what) => told.push(what),
    timers: still.timers,
  })
  const screen = ahead.before({
    deadlineMs: 6_000,
    isAnyThere: () => true,
    isTheirs: ({ screener }) => screener === 'scripted',
    brokenOff: (begun) => begun,
    chain(input, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<Verdict>()
      const one: Asked = {
        input,
        signal,
        isOver: false,
        answer(given) {
          one.isOver = true
          resolve(given)
        },
        fail() {
          one.isOver = true
          reject(new Error('No verdict'))
        },
      }
      asked.push(one)
      signal.addEventListener('abort', () => one.fail())
      const open = asked.filter(({ isOver, signal: of }) => !isOver && of !== NOBODY)
      mostUnderWay = Math.max(mostUnderWay, open.length)
      return promise
    },
  })
  return {
    ...ahead,
    still,
    told,
    asked,
    screen: (callSid: string, text: string) => screen(question(callSid, text), NOBODY),
    mostUnderWay: () => mostUnderWay,
    open: () => asked.filter(({ isOver }) => !isOver),
    async pause(ms = A_MOMENT) {
      await still.pass(ms)
      await settled()
    },
    count: (what: string) => told.filter((one) => one === what).length,
  }
}

test('of all calls together 20 questions are under way', async () => {
  const { partly, pause, asked, close, open, count, still } = listening()
  for (let call = 0; call < 50; call++) partly(`CA${call}`, 1, 'my name is ann')
  await pause()
  expect(asked).toHaveLength(20)
  close()
  await settled()
  expect(open()).toHaveLength(0)
  expect(count('thrown away')).toBe(20)
  expect(still.waiting()).toBe(0)
})

test('for one answer of a caller eight are begun, two at a time', async () => {
  const { partly, pause, asked, open, mostUnderWay } = listening()
  for (let pauses = 1; pauses <= 30; pauses++) {
    partly('CA1', 1, 'word '.repeat(pauses))
    await pause(300)
    expect(open().length).toBeLessThanOrEqual(2)
  }
  expect(asked).toHaveLength(8)
  expect(mostUnderWay()).toBe(2)
})

test('words that never stand still are asked about by nobody, however many there are', async () => {
  const { partly, pause, asked, still, left } = listening()
  for (let count = 0; count < 10_000; count++) partly('CA1', 1, `word ${count}`)
  expect(asked).toHaveLength(0)
  expect(still.waiting()).toBe(2)
  await pause()
  expect(asked).toHaveLength(1)
  left('CA1')
  await settled()
  expect(still.waiting()).toBe(0)
})

test('no more than a thousand calls are listened to', () => {
  const { partly, still } = listening()
  for (let call = 0; call < 5_000; call++) partly(`CA${call}`, 1, 'hello there')
  expect(still.waiting()).toBe(2_000)
})

test('what comes late, of an answer that was given or of one before, begins nothing', async () => {
  const { partly, finished, screen, pause, asked } = listening()
  partly('CA1', 3, 'hello')
  finished('CA1', 3, true)
  const verdictThen = screen('CA1', 'hello')
  partly('CA1', 3, 'hello there')
  partly('CA1', 2, 'hello you')
  await pause()
  expect(asked.map(({ signal }) => signal)).toEqual([NOBODY])
  asked[0]!.answer(verdict('ask', 'Why?'))
  await verdictThen
  partly('CA1', 4, 'hello there')
  await pause()
  expect(asked).toHaveLength(2)
})

test('silence throws away what was begun: the next words are another answer', async () => {
  const { partly, finished, pause, open, count, screen, asked } = listening()
  partly('CA1', 1, 'hello')
  await pause()
  finished('CA1', 1, false)
  await settled()
  expect(open()).toHaveLength(0)
  expect(count('thrown away')).toBe(1)
  partly('CA1', 2, 'hello there')
  await pause()
  asked[1]!.answer(verdict('ask', 'Why?'))
  expect((await screen('CA1', 'Hello there!')).ahead).toMatchObject({ inVain: 1 })
})

test('what is asked instead has the rest of the time', async () => {
  const within: (number | undefined)[] = []
  const still = createStillTimers()
  const { partly, before } = createAhead({
    foresee: async ({ callSid, text }) => question(callSid, text),
    tell() {},
    timers: still.timers,
  })
  const first = Promise.withResolvers<Verdict>()
  const screen = before({
    deadlineMs: 6_000,
    isAnyThere: () => true,
    isTheirs: () => true,
    brokenOff: (begun) => begun,
    chain(_input, _signal, _tell, withinMs) {
      within.push(withinMs)
      return within.length === 1 ? first.promise : Promise.resolve(verdict('ask', 'Why?'))
    },
  })
  partly('CA1', 1, 'hello')
  await still.pass(A_MOMENT)
  await settled()
  const given = screen(question('CA1', 'hello'), NOBODY)
  await new Promise((resolve) => setTimeout(resolve, 50))
  first.reject(new Error('No verdict'))
  expect((await given).ahead).toEqual({ inVain: 1 })
  expect(within[0]).toBeUndefined()
  expect(within[1]).toBeGreaterThan(0)
  expect(within[1]).toBeLessThanOrEqual(5_960)
})

const WORDS = ['a', 'a b', 'A, b.', 'a b c', 'b', '', '…']
const moves = array(
  record({
    does: constantFrom('say', 'say', 'say', 'pause', 'answer', 'fail', 'rules', 'finish', 'leave'),
    call: constantFrom('CA1', 'CA2'),
    text: oneof(constantFrom(...WORDS)),
    which: nat(5),
  }),
  { maxLength: 40 },
)

test('in any order of things two are under way for a call, each is counted once, and none is used for other words', async () => {
  await assert(
    asyncProperty(moves, async (plan) => {
      const it = listening()
      const turns: Record<string, number> = { CA1: 1, CA2: 1 }
      let misused = 0
      for (const { does, call, text, which } of plan) {
        const one = it.open()[which % Math.max(1, it.open().length)]
        if (does === 'say') it.partly(call, turns[call]!, text)
        else if (does === 'pause') await it.pause(300)
        else if (does === 'answer') one?.answer(verdict('ask', one.input.said[0]!.text))
        else if (does === 'rules') one?.answer({ ...verdict('ask', '?'), screener: 'offline' })
        else if (does === 'fail') one?.fail()
        else if (does === 'leave') it.left(call)
        else {
          it.finished(call, turns[call]!, true)
          const given = it.screen(call, text)
          await settled()
          for (const left of it.open())
            if (left.input.callSid === call) left.answer(verdict('ask', left.input.said[0]!.text))
          const { reply, ahead } = await given
          if (plainWords(reply) !== plainWords(text) || (ahead?.savedMs ?? 0) < 0) misused++
          turns[call]! += 1
        }
        await settled()
        for (const callSid of ['CA1', 'CA2'])
          expect(
            it.open().filter(({ input }) => input.callSid === callSid).length,
          ).toBeLessThanOrEqual(2)
      }
      expect(misused).toBe(0)
      it.close()
      await settled()
      expect(it.open()).toHaveLength(0)
      expect(it.still.waiting()).toBe(0)
      expect(it.count('came true') + it.count('thrown away')).toBe(it.count('begun'))
    }),
    { numRuns: 150 },
  )
})
