import { expect, test } from 'vitest'
import { firstValues, isForm, readFields } from '../../../server/lines/twilio/form.ts'

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
