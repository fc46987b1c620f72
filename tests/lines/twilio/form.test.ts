import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { firstValues, isForm, MOST_FIELDS, readFields } from '../../../server/lines/twilio/form.ts'

test('each value of a repeated field is kept for the signature, the first one counts', () => {
  const fields = readFields('Digits=1&CallSid=CA1&Digits=2&Digits=3')
  expect({ ...fields }).toEqual({ Digits: ['1', '2', '3'], CallSid: 'CA1' })
  expect({ ...firstValues(fields!) }).toEqual({ Digits: '1', CallSid: 'CA1' })
})

test.each([
  ['application/x-www-form-urlencoded', true],
  ['Application/X-WWW-Form-Urlencoded ; charset=utf-8', true],
  ['application/json', false],
  [undefined, false],
])('%s: a form, %s', (type, expected) => {
  expect(isForm(type)).toBe(expected)
})

const part = string({ unit: 'binary', maxLength: 8 })
const pairs = array(tuple(oneof(constantFrom('a', 'b', '__proto__', '1'), part), part), {
  maxLength: 40,
})

test('whatever is written into a form is read out of it, in order, the repeated ones together', () => {
  assert(
    property(pairs, (written) => {
      const wellFormed = written.map((pair) => pair.map((one) => one.toWellFormed()))
      const fields = readFields(new URLSearchParams(wellFormed as [string, string][]).toString())!
      const due = Map.groupBy(wellFormed, ([name]) => name!)
      expect(Object.keys(fields).sort()).toEqual([...due.keys()].sort())
      for (const [name, each] of due)
        expect([fields[name]].flat()).toEqual(each.map(([, value]) => value))
    }),
  )
})

test('whatever comes instead of a form is read without a word, or is too much', () => {
  assert(
    property(
      oneof(part, array(constantFrom('a', '&', '=', '%', '+', '%4', '%ff', ';')).map(String)),
      (body) => {
        const fields = readFields(body)
        for (const value of Object.values(firstValues(fields!))) expect(typeof value).toBe('string')
      },
    ),
  )
})

test('of fields there are as many as Twilio ever sends, and not a hundred thousand', () => {
  expect(readFields('a=1&'.repeat(MOST_FIELDS - 1))).not.toBeNull()
  for (const piece of ['a=1&', '&', 'a&', '=&'])
    expect(readFields(piece.repeat(MOST_FIELDS))).toBeNull()
})
