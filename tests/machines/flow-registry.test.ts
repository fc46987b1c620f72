/** Which version of a flow a call runs: a new one the latest, a stored one its own. */
import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import {
  currentFlow,
  findFlow,
  flowIds,
  flowNames,
  flows,
  latestFlows,
  ownFlows,
  type Flow,
} from '../../machines/flows.ts'

const flow = (id: string, version: string): Flow => createMachine({ id, version })
const [first, other, second] = [flow('one', '1'), flow('other', '1'), flow('one', '2')]
const registry = [first, other, second]

test('a new call runs the latest version of its flow', () => {
  expect(currentFlow('one', registry)).toBe(second)
  expect(currentFlow('other', registry)).toBe(other)
  expect(latestFlows(registry)).toEqual([second, other])
})

test('a flow that is not registered is said to be none, with those that are', () => {
  expect(() => currentFlow('none', registry)).toThrow('There is no flow none: known are one, other')
})

test('a stored call goes on in the version that it began with, or in none', () => {
  expect(findFlow('one', '1', registry)).toBe(first)
  expect(findFlow('one', '2', registry)).toBe(second)
  expect(findFlow('other', '2', registry)).toBeUndefined()
  expect(findFlow('none', '1', registry)).toBeUndefined()
})

test('so does one that the server has put on a flow of its own, which nobody chooses', () => {
  const [own] = ownFlows
  expect(findFlow(own!.id, own!.version!, registry)).toBe(own)
  expect(() => currentFlow(own!.id)).toThrow('There is no flow outage')
})

test('each flow has one name, whatever versions there are of it', () => {
  expect(flowIds(registry)).toEqual(['one', 'other'])
  expect(flowNames(registry)).toBe('one, other')
  expect(flowIds()).toEqual(latestFlows(flows).map(({ id }) => id))
})
