import { expect, test } from 'vitest'
import type { Verdict } from '../../../machines/verdict.ts'
import { evaluate, wilson, type Scenario } from '../../../server/screening/evaluation/evaluation.ts'

const scenarios: Scenario[] = [
  { utterances: ['fire'], expected: 'transfer', kind: 'emergency', set: 'tune' },
  { utterances: ['sale'], expected: 'end', kind: 'sales', set: 'tune' },
  { utterances: ['hello', 'sale'], expected: 'end', kind: 'sales', set: 'tune' },
  { utterances: ['hello'], expected: 'ask', kind: 'other', set: 'tune' },
]

function verdict(decision: Verdict['decision'], kind: Verdict['kind'] = 'other'): Verdict {
  return { decision, kind, reply: '', screener: 'scripted', reasons: [] }
}

test('mistakes are counted by what they cost', async () => {
  const always = await evaluate(scenarios, () => Promise.resolve(verdict('transfer', 'sales')))
  expect(always.accuracy).toMatchObject({ count: 1, of: 4, share: 0.25 })
  expect(always.leakedUnwanted).toMatchObject({ count: 2, of: 2 })
  expect(always.missedUrgent).toMatchObject({ count: 0, of: 1 })
  expect(always.kindAccuracy).toMatchObject({ count: 2, of: 4 })
  expect(always.byKind.sales).toMatchObject({ count: 0, of: 2 })
  expect(always.confusion.ask.transfer).toBe(1)
  expect(always.mistakes).toHaveLength(3)
})

test('between two turns of a caller the concierge has asked', async () => {
  const heard: string[][] = []
  await evaluate(scenarios, ({ said }) => {
    heard.push(said.map(({ speaker }) => speaker))
    return verdict('end')
  })
  expect(heard[2]).toEqual(['caller', 'concierge', 'caller'])
})

test('a share comes with its Wilson interval', () => {
  const { low, high } = wilson(8, 10)
  expect(low).toBeCloseTo(0.49, 2)
  expect(high).toBeCloseTo(0.943, 2)
  expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 })
})
