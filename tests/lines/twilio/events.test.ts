import { expect, test } from 'vitest'
import { readArrival } from '../../../server/lines/twilio/events.ts'

test('a plus that nobody has escaped is a plus, in every number of a call', () => {
  const form = {
    CallSid: 'CA1',
    From: ' 14155550111',
    To: ' 12125550142',
    ForwardedFrom: ' 14155550100',
  }
  expect(readArrival(form)).toMatchObject({
    caller: '+14155550111',
    called: '+12125550142',
    forwardedFrom: '+14155550100',
  })
})
