import { expect, test } from 'vitest'
import { splitByWriter } from '../../../server/cli/evaluate/scenario-sets.ts'
import type { Scenario } from '../../../server/screening/evaluation/evaluation.ts'

function call(set: string, voice?: string): Scenario {
  return { utterances: ['hello'], expected: 'ask', kind: 'other', set, voice }
}

test('a new writer is one who taught nothing; a call by nobody in particular is only kept aside', () => {
  const learned = [call('tune', 'nurse'), call('tune')]
  const aside = [call('aside', 'nurse'), call('aside', 'child'), call('aside')]
  expect(splitByWriter(aside, learned)).toMatchObject([
    { name: 'kept aside', holds: 'calls', scenarios: [{ voice: 'nurse' }, { set: 'aside' }] },
    { name: 'new writers', holds: 'calls', scenarios: [{ voice: 'child' }] },
  ])
})

test('without new writers there is nothing said of them', () => {
  expect(splitByWriter([call('aside')], []).map(({ name }) => name)).toEqual(['kept aside'])
  const alone = splitByWriter([call('aside', 'child')], [])
  expect(alone.map(({ name }) => name)).toEqual(['new writers'])
})
