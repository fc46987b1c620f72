/** Dials that this process remembers: by them our own that comes back is told from somebody who calls. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDials } from '../../../server/calls/outage/dials.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import { OUR_NUMBER, STRANGER } from '../../support/concierge.ts'

const LONG = 60_000
const asked = { withinMs: LONG, otherThan: 'CA9' }

function begun(callSid = 'CA1', shown = [STRANGER, OUR_NUMBER], keptMs = LONG) {
  const dials = createDials(keptMs)
  dials.begun(callSid, shown)
  return dials
}

describe('a dial is open', () => {
  test('by each of the numbers that it may show, however they are spelled', () => {
    const dials = begun('CA1', [STRANGER, '+5215512345678'])
    for (const shown of [STRANGER, '+525512345678']) expect(dials.isOpen(shown, asked)).toBe(true)
    expect(dials.isOpen(OUR_NUMBER, asked)).toBe(false)
  })

  test('until it has ended', () => {
    const dials = begun()
    dials.ended('CA2')
    expect(dials.isOpen(STRANGER, asked)).toBe(true)
    dials.ended('CA1')
    expect(dials.isOpen(STRANGER, asked)).toBe(false)
  })

  test('to every call but the one that dials', () => {
    const dials = begun()
    expect(dials.isOpen(STRANGER, { ...asked, otherThan: 'CA1' })).toBe(false)
  })

  test('only as long as it may ring', () => {
    expect(begun().isOpen(STRANGER, { ...asked, withinMs: -1 })).toBe(false)
  })

  test('again where the call dials anew', () => {
    const dials = begun()
    dials.ended('CA1')
    dials.begun('CA1', [STRANGER])
    expect(dials.isOpen(STRANGER, asked)).toBe(true)
  })
})

test('who shows no number is nobody whom a dial shows', () => {
  const dials = begun('CA1', ['', STRANGER])
  expect(dials.isOpen('', asked)).toBe(false)
  expect(dials.of('')).toEqual([])
})

test('a dial that has ended is still known by its numbers, and one that can no longer come back is not', () => {
  const dials = begun()
  dials.ended('CA1')
  dials.begun('CA2', [STRANGER])
  expect(dials.of(STRANGER)).toEqual(['CA1', 'CA2'])
  expect(dials.of(OUR_NUMBER)).toEqual(['CA1'])
  // It begins anew: the oldest are in front, and what is behind them is younger.
  dials.begun('CA1', [STRANGER])
  expect(dials.of(STRANGER)).toEqual(['CA2', 'CA1'])
  const forgetful = begun('CA1', [STRANGER], -LONG)
  forgetful.begun('CA2', [STRANGER])
  expect(forgetful.of(STRANGER)).toEqual(['CA2'])
})

test('of however many dials, those that show a number are told as by looking at each', () => {
  const number = fc.constantFrom('', STRANGER, OUR_NUMBER, '+525512345678', '+5215512345678')
  const callSid = fc.constantFrom('CA1', 'CA2', 'CA3', 'CA4')
  const deed = fc.oneof(
    fc.record({ callSid, shown: fc.array(number, { maxLength: 2 }) }),
    fc.record({ callSid }),
  )
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 30 }), number, callSid, (deeds, caller, otherThan) => {
      const dials = createDials(LONG)
      let all: { callSid: string; shown: string[]; isOpen: boolean }[] = []
      for (const { callSid: one, ...more } of deeds)
        if ('shown' in more) {
          dials.begun(one, more.shown)
          all = [
            ...all.filter((dial) => dial.callSid !== one),
            { callSid: one, ...more, isOpen: true },
          ]
        } else {
          dials.ended(one)
          for (const dial of all) if (dial.callSid === one) dial.isOpen = false
        }
      const those = all.filter(({ shown }) =>
        shown.some((one) => one !== '' && spellingKey(one) === spellingKey(caller)),
      )
      expect(dials.of(caller)).toEqual(those.map((dial) => dial.callSid))
      expect(dials.isOpen(caller, { withinMs: LONG, otherThan })).toBe(
        those.some((dial) => dial.isOpen && dial.callSid !== otherThan),
      )
    }),
  )
})
