import { expect, test } from 'vitest'
import { identityAt } from '../../../storage/calls/event-identity.ts'

test('a token tells an event, whatever the call has come to', () => {
  const identity = { route: '/route', token: 'abc' }
  expect([identityAt(identity, 1), identityAt(identity, 7)]).toEqual(['/route abc', '/route abc'])
})

test('a digest tells it together with the revision that it replies to, or else the one it meets', () => {
  const digest = { route: '/route', digest: 'xyz' }
  expect(identityAt({ ...digest, replyTo: 3 }, 7)).toBe('/route 3 xyz')
  expect(identityAt({ ...digest, replyTo: null }, 7)).toBe('/route 7 xyz')
  expect(identityAt({ ...digest, replyTo: 0 }, 7)).toBe('/route 7 xyz')
})
