import { expect, test } from 'vitest'
import { ok, worstOf, type Check, type Examined } from '../../server/doctor/check.ts'
import { examine } from '../../server/doctor/examine.ts'

const well: Check = { name: 'disk', look: async () => ok('There is room.') }
const hangs: Check = { name: 'address', look: () => new Promise(() => undefined) }
const breaks: Check = { name: 'clock', look: () => Promise.reject(new Error('a cog is loose')) }
const throws: Check = {
  name: 'versions',
  look() {
    throw new Error('at once')
  },
}

test('what hangs or breaks keeps nothing else from being told', async () => {
  const told: Examined[] = []
  const found = await examine([hangs, breaks, throws, well], {
    patienceMs: 50,
    onExamined: (one) => told.push(one),
  })
  expect(found.map(({ name, state }) => [name, state])).toEqual([
    ['address', 'fail'],
    ['clock', 'fail'],
    ['versions', 'fail'],
    ['disk', 'ok'],
  ])
  expect(found[0]!.says).toBe('There was no answer within 0.05 s.')
  expect(found[1]!.says).toContain('a cog is loose')
  expect(found.filter(({ state, remedy }) => state === 'fail' && remedy === null)).toEqual([])
  expect(told.at(-1)!.name).toBe('address')
})

test('what is still asked is ended with the patience', async () => {
  let isEnded = false
  const asks: Check = {
    name: 'address',
    look: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          isEnded = true
          reject(signal.reason as Error)
        })
      }),
  }
  const [found] = await examine([asks], { patienceMs: 20 })
  expect(found).toMatchObject({ state: 'fail', says: 'There was no answer within 0.02 s.' })
  expect(isEnded).toBe(true)
})

test('the worst counts, and what was not checked is neither good nor bad', () => {
  const states = (...all: Examined['state'][]) => worstOf(all.map((state) => ({ state })))
  expect(states('ok', 'not_checked')).toBe('ok')
  expect(states('ok', 'warn', 'ok')).toBe('warn')
  expect(states('warn', 'fail')).toBe('fail')
  expect(states('not_checked')).toBe('not_checked')
})
