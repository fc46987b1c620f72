/** Whether a call is our own dial to the owner coming back: whoever is taken for one hears nobody. */
import { describe, expect, test } from 'vitest'
import type { Arrival } from '../../machines/call.ts'
import { createFindOpenDial, type OwnDialDependencies } from '../../server/calls/own-dial.ts'
import { OUR_NUMBER, STRANGER } from '../support/concierge.ts'

const NOW = new Date('2026-11-27T10:00:00.000Z')

const arrival: Arrival = {
  callSid: 'CA00000000000000000000000000000001',
  from: STRANGER,
  caller: STRANGER,
  withheld: false,
  called: OUR_NUMBER,
  forwardedFrom: null,
  attestation: 'a',
}

function finder(more: Partial<OwnDialDependencies> = {}) {
  const asked: Parameters<OwnDialDependencies['isDialed']>[] = []
  const find = createFindOpenDial({
    dialTimeoutSeconds: 20,
    ownNumbers: [OUR_NUMBER],
    now: () => NOW,
    isDialed: (...given) => {
      asked.push(given)
      return true
    },
    ...more,
  })
  return { find, asked }
}

test('is asked of all that may still ring, and the way back: fifteen seconds longer than a dial', async () => {
  const { find, asked } = finder()
  expect(await find(arrival)).toBe(true)
  const since = new Date('2026-11-27T09:59:25.000Z')
  expect(asked).toEqual([[STRANGER, { since, withinMs: 35_000, otherThan: arrival.callSid }]])
})

test('is not one where none of them is open', async () => {
  const { find } = finder({ isDialed: () => false })
  expect(await find(arrival)).toBe(false)
})

describe('without asking is one that shows', () => {
  const nobody = { isDialed: () => false }

  test('a number of ours, however it is spelled, at whichever of ours it rings', async () => {
    const { find } = finder({ ...nobody, ownNumbers: [OUR_NUMBER, '+5215512345678'] })
    for (const shown of [OUR_NUMBER, '+525512345678'])
      expect(await find({ ...arrival, from: shown, caller: shown, called: '+12125550143' })).toBe(
        true,
      )
  })

  test('the number that it calls, though no setting names that', async () => {
    const { find } = finder({ ...nobody, ownNumbers: [] })
    const called = '+12125550149'
    expect(await find({ ...arrival, from: called, caller: called, called })).toBe(true)
  })
})

test('is never one of somebody without a number: two who withhold theirs are two', async () => {
  const { find, asked } = finder()
  for (const from of ['anonymous', ''])
    for (const called of [OUR_NUMBER, ''])
      expect(await find({ ...arrival, from, caller: null, withheld: true, called })).toBe(false)
  expect(asked).toEqual([])
})
