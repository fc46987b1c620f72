import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Verdict } from '../../../machines/verdict.ts'
import {
  evaluate,
  tally,
  wilson,
  type Scenario,
} from '../../../server/screening/evaluation/evaluation.ts'
import { readScenarioFile } from '../../../server/screening/evaluation/scenario-file.ts'
import { temporaryFile } from '../../support/concierge.ts'

const DOCS = new URL('../../../docs/replay.md', import.meta.url)

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

test('a call is asked turn by turn: who ends it at "hello" has ended it', async () => {
  const asked: string[][] = []
  const hasty = await evaluate(scenarios, ({ said }) => {
    asked.push(said.map(({ text }) => text))
    return verdict('end')
  })
  expect(asked).toEqual([['fire'], ['sale'], ['hello'], ['hello']])
  expect(hasty.missedUrgent).toMatchObject({ count: 1, of: 1 })

  const patient = await evaluate(scenarios, ({ said }) => ({
    ...verdict(said.at(-1)!.text === 'hello' ? 'ask' : 'end'),
    reply: 'What has happened?',
  }))
  expect(patient.byTurns).toMatchObject({ single: { count: 2, of: 3 }, several: { count: 1 } })
})

test('urgent calls are lost in two ways, and both are counted', async () => {
  const fires = Array.from({ length: 5 }, () => scenarios[0]!)
  const decisions = ['transfer', 'end', 'ask', 'ask', 'ask'] as const
  let index = 0
  const { missedUrgent, askedToNoEnd, accuracy } = await evaluate(fires, () =>
    verdict(decisions[index++]!),
  )
  expect(missedUrgent).toMatchObject({ count: 1, of: 5 })
  expect(askedToNoEnd).toMatchObject({ count: 3, of: 5 })
  expect(accuracy).toMatchObject({ count: 1, of: 5 })
})

test.each([
  [['ask'], 1],
  [['ask', 'ask'], 1],
  [['ask', 'end'], 1],
  [['end'], 0],
  [['transfer'], 0],
  [['ask', 'transfer'], 0],
] as const)('an unclear call that goes %j: %i right', async (decisions, right) => {
  const unclear = { ...scenarios[3]!, utterances: decisions.map(() => 'hello') }
  let index = 0
  const { accuracy } = await evaluate([unclear], () => verdict(decisions[index++]!))
  expect(accuracy.count).toBe(right)
})

test('a pair is right where both of it are, and one call alone is none', () => {
  const call = (pair: string | undefined, decision: Verdict['decision']) => ({
    scenario: { ...scenarios[0]!, pair },
    verdict: verdict(decision),
  })
  const { pairs } = tally([
    call('a', 'transfer'),
    call('b', 'transfer'),
    call('a', 'transfer'),
    call('b', 'end'),
    call('alone', 'transfer'),
    call(undefined, 'end'),
    call(undefined, 'end'),
  ])
  expect(pairs).toMatchObject({ count: 1, of: 2 })
})

test('each voice and each language has its own figures, calls without one are in none', () => {
  const call = (voice: string | undefined, decision: Verdict['decision']) => ({
    scenario: { ...scenarios[0]!, voice, language: voice && 'de' },
    verdict: verdict(decision),
  })
  const { byVoice, byLanguage } = tally([
    call('nurse', 'transfer'),
    call('nurse', 'end'),
    call('__proto__', 'ask'),
    call(undefined, 'end'),
  ])
  expect(byVoice.nurse).toMatchObject({ accuracy: { count: 1, of: 2 }, missedUrgent: { count: 1 } })
  expect(Object.keys(byVoice)).toEqual(['nurse', '__proto__'])
  expect(byLanguage.de).toMatchObject({ askedToNoEnd: { count: 1, of: 3 } })
})

test('a share comes with its Wilson interval', () => {
  const { low, high } = wilson(8, 10)
  expect(low).toBeCloseTo(0.49, 2)
  expect(high).toBeCloseTo(0.943, 2)
  expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 })
})

test('the lines that the documentation shows are calls', async () => {
  const lines = (await readFile(DOCS, 'utf8')).match(/^\{"(?:utterances|text)".*$/gm)!
  const file = await temporaryFile('calls.jsonl')
  await writeFile(file, lines.join('\n'))
  expect(await readScenarioFile(file)).toMatchObject([
    { utterances: ['Hello?', expect.any(String)], expected: 'transfer', voice: 'ann' },
    { utterances: [expect.any(String)], expected: 'end', set: 'corrected' },
  ])
})
