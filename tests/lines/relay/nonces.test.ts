/** What a socket shows for being of a call: made by whoever has one of the account's tokens, for one call and turn. */
import { expect, test } from 'vitest'
import { createNonces } from '../../../server/lines/relay/nonces.ts'

const CALL = 'CA00000000000000000000000000000001'

test('fits its call and its turn, and nothing else', () => {
  const nonces = createNonces(['token'])
  const nonce = nonces.of(CALL, 7)
  expect(nonces.fits(nonce, CALL, 7)).toBe(true)
  expect(nonces.fits(nonce, CALL, 8)).toBe(false)
  expect(nonces.fits(nonce, `${CALL.slice(0, -1)}2`, 7)).toBe(false)
  for (const odd of ['', 'x', nonce.slice(1), `${nonce}=`, 'é'.repeat(nonce.length)])
    expect(nonces.fits(odd, CALL, 7)).toBe(false)
})

test('while a token is exchanged those of the old one fit, here and on every instance', () => {
  const before = createNonces(['old']).of(CALL, 1)
  const during = createNonces(['new', 'old'])
  expect(during.fits(before, CALL, 1)).toBe(true)
  expect(createNonces(['new']).fits(during.of(CALL, 1), CALL, 1)).toBe(true)
  expect(createNonces(['new']).fits(before, CALL, 1)).toBe(false)
})

test('without a token a process knows its own only', () => {
  const [one, other] = [createNonces([]), createNonces([])]
  expect(one.fits(one.of(CALL, 1), CALL, 1)).toBe(true)
  expect(other.fits(one.of(CALL, 1), CALL, 1)).toBe(false)
})
