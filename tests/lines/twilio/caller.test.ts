/** Who calls, as far as Twilio tells: what speaks for a caller is taken word by word. */
import { expect, test } from 'vitest'
import { isWithheld, readAttestation, readCallerId } from '../../../server/lines/twilio/caller.ts'

test.each([
  ['TN-Validation-Passed-A', 'a'],
  ['TN-Validation-Passed-B', 'b'],
  ['TN-Validation-Passed-C', 'c'],
  // Of a carrier that diverts the call, not of the caller.
  ['TN-Validation-Passed-A-Diverted', 'none'],
  ['TN-Validation-Passed-A-Passporttype', 'none'],
  ['TN-Validation-Passed-D', 'none'],
  ['TN-Validation-Passed-a', 'none'],
  ['X-TN-Validation-Passed-A', 'none'],
  ['TN-Validation-Failed', 'failed'],
  ['TN-Validation-Failed-A', 'failed'],
  ['TN-Validation-Failed-A-Diverted', 'failed'],
  ['X-TN-Validation-Failed', 'none'],
  ['No-TN-Validation', 'none'],
  ['', 'none'],
  [undefined, 'none'],
])('%s attests %s', (stirVerstat, attestation) => {
  expect(readAttestation(stirVerstat)).toBe(attestation)
})

test.each([
  ['+14155550123', false],
  ['14155550123', false],
  ['sip:ada@example.com', false],
  ['SIP:ada@example.com', false],
  ['client:ada', false],
  ['+266696687', true],
  ['+86282452253', true],
  ['anonymous', true],
  ['Restricted+1', true],
  ['the client:ada', true],
  ['', true],
])('%s hides the number: %s', (from, withheld) => {
  expect(isWithheld(from)).toBe(withheld)
})

test.each([
  ['+14155550123', '+14155550123'],
  // As long as a number may be, and more.
  ['+15550100', null],
  ['+1415555012345678', null],
  ['sip:ada@example.com', null],
  ['anonymous', null],
  ['', null],
])('of %s a dial shows %s', (from, shown) => {
  expect(readCallerId(from)).toBe(shown)
})
