/** What tells a webhook from others of its call: what is signed before what is not. */
import { expect, test } from 'vitest'
import type { CallEvent } from '../../../machines/call.ts'
import { identityOf, turnIn, type WebhookFacts } from '../../../server/lines/twilio/identity.ts'

const SPOKEN: CallEvent = { type: 'caller.spoke', text: 'It is me' }
const of = (facts: Partial<WebhookFacts>) =>
  identityOf({
    route: '/twilio/ai-response',
    event: SPOKEN,
    replyTo: null,
    token: undefined,
    errorUrl: undefined,
    ...facts,
  })

test('a reply to a turn is known by that turn and what it brought, whatever token comes with it', () => {
  const one = of({ replyTo: 7, token: 'a' })
  expect(one).toEqual({ route: '/twilio/ai-response', digest: expect.any(String), replyTo: 7 })
  expect(of({ replyTo: 7, token: 'b', errorUrl: 'https://example.com' })).toEqual(one)
  expect(of({ replyTo: 8 })).not.toEqual(one)
  expect(of({ replyTo: 7, event: { ...SPOKEN, text: 'It is not' } })).not.toEqual(one)
  expect(of({ replyTo: 7, route: '/twilio/fallback' })).not.toEqual(one)
})

test('without a turn the token tells, as far as one may be long', () => {
  expect(of({ token: 'a' })).toEqual({ route: '/twilio/ai-response', token: 'a' })
  expect(of({ token: 'x'.repeat(200) })).toEqual(of({ token: 'x'.repeat(100) }))
  expect(of({ token: 'a' })).toEqual(of({ token: 'a', event: { type: 'caller.silent' } }))
})

test('with neither it is known by what it brought', () => {
  for (const token of [undefined, ''])
    expect(of({ token })).toEqual({
      route: '/twilio/ai-response',
      digest: expect.any(String),
      replyTo: null,
    })
  expect(of({})).not.toEqual(of({ event: { type: 'caller.silent' } }))
})

test.each(['call.arrived', 'call.ended'] as const)(
  'of %s there is one in a call, whatever turn and token it names',
  (type) => {
    const event = { type } as CallEvent
    const one = of({ event })
    expect(one).toEqual({ route: '/twilio/ai-response', token: expect.stringMatching(/^once ./) })
    expect(of({ event, replyTo: 7, token: 'b' })).toEqual(one)
    expect(of({ event: SPOKEN, token: 'b' })).not.toEqual(one)
  },
)

test('of answers that were lost and name no turn there is one of each', () => {
  const errorUrl = 'https://example.com/twilio/voice'
  const one = of({ errorUrl, token: 'a' })
  expect(one).toEqual({ route: '/twilio/ai-response', token: expect.stringMatching(/^once ./) })
  expect(of({ errorUrl, token: 'b' })).toEqual(one)
  expect(of({ errorUrl: `${errorUrl}?x` })).not.toEqual(one)
  expect(of({ errorUrl, event: { type: 'answer.lost' } })).not.toEqual(one)
})

test.each([
  ['turn=7', 7],
  ['held=7', 7],
  ['turn=7&held=8', 7],
  ['turn=999999999', 999_999_999],
  ['turn=1234567890', null],
  ['turn=0', null],
  ['turn=-1', null],
  ['turn=1.5', null],
  ['turn=7x', null],
  ['turn=x7', null],
  ['turn=', null],
  ['other=7', null],
  ['', null],
])('in %s stands the turn %s', (query, turn) => {
  expect(turnIn(new URLSearchParams(query))).toBe(turn)
})
