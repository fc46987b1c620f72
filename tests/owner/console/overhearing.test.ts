/** What is said in a call while it is said: only of a socket that is the call's, only of a call that is not erased. */
import { expect, test } from 'vitest'
import { overheardCarrier } from '../../../server/lines/relay/overheard-carrier.ts'
import { twilioCarrier } from '../../../server/lines/relay/twilio-carrier.ts'
import { createOverhearing } from '../../../server/owner/console/overhearing.ts'
import { createOverheard, type Words } from '../../../server/calls/overheard.ts'
import { oneList } from '../../support/one-list.ts'
import { createConcierge, STRANGER } from '../../support/concierge.ts'

const prompt = (voicePrompt: string, last: boolean) =>
  JSON.stringify({ type: 'prompt', voicePrompt, last })

function listenedIn() {
  const told: Words[] = []
  return { told, carrier: overheardCarrier(twilioCarrier, (words) => told.push(words)) }
}

test('the caller’s words come as far as they are understood, ours token by token', () => {
  const { told, carrier } = listenedIn()
  carrier.read(prompt('solar', false))
  carrier.read(prompt('solar panels', true))
  expect(carrier.text('One moment. ', false)).toBe(twilioCarrier.text('One moment. ', false))
  carrier.text('What', false)
  carrier.text(' is it?', true)
  expect(told).toEqual([
    { speaker: 'caller', text: 'solar', isWhole: false },
    { speaker: 'caller', text: 'solar panels', isWhole: true },
    { speaker: 'concierge', text: 'One moment.', isWhole: false },
    { speaker: 'concierge', text: 'One moment. What', isWhole: false },
    { speaker: 'concierge', text: 'One moment. What is it?', isWhole: true },
  ])
})

test('who only speaks while we do ends nothing, and of silence nothing is told', () => {
  const { told, carrier } = listenedIn()
  carrier.text(' ', false)
  carrier.text('What is', false)
  carrier.read(prompt('yes', false))
  carrier.read(prompt(' ', false))
  carrier.text(' it?\u0007', true)
  carrier.text(' ', true)
  expect(told).toEqual([
    { speaker: 'concierge', text: 'What is', isWhole: false },
    { speaker: 'caller', text: 'yes', isWhole: false },
    { speaker: 'concierge', text: 'What is it?', isWhole: true },
  ])
})

test('who cuts in ends what was being said; what is no prompt is nobody’s word', () => {
  const { told, carrier } = listenedIn()
  carrier.text('What is', false)
  carrier.read(JSON.stringify({ type: 'interrupt', utteranceUntilInterrupt: 'What' }))
  carrier.read('{nonsense')
  carrier.read(JSON.stringify({ type: 'interrupt', utteranceUntilInterrupt: 'What' }))
  expect(told.at(-1)).toEqual({ speaker: 'concierge', text: 'What is', isWhole: true })
  expect(told).toHaveLength(2)
})

test('an answer without an end takes no more memory than a long one', () => {
  const { told, carrier } = listenedIn()
  for (let token = 0; token < 2_000; token++) carrier.text('for ever ', false)
  expect(told.at(-1)!.text.length).toBeLessThanOrEqual(8_000)
})

test('nobody hears of a call that is erased, not known, or named in no way that a call can be', async () => {
  const { phone, database } = await createConcierge()
  const { callSid } = await phone.ring({ from: STRANGER })
  const overheard = createOverheard()
  const overhear = createOverhearing(database.queries, oneList, overheard)
  const heard: string[] = []
  const hear = ({ text }: Words) => void heard.push(text)
  const say = (sid: string, text: string) =>
    overheard.tell(sid, { speaker: 'caller', text, isWhole: false })

  const going = await overhear(callSid, hear)
  for (const odd of [undefined, '', '../x', 'CA1', 'x'.repeat(200)]) await overhear(odd, hear)
  say(callSid, 'one')
  say('CA1', 'another’s')
  going.changed([{ call_sid: 'CA1', erased_at: 'then' }])
  say(callSid, 'two')
  going.changed([{ call_sid: callSid, erased_at: 'then' }])
  say(callSid, 'three')
  expect(heard).toEqual(['one', 'two'])

  const again = await overhear(callSid, hear)
  again.stop()
  say(callSid, 'four')
  await database.write((queries) =>
    queries.updateTable('calls').set({ erased_at: new Date().toISOString() }).execute(),
  )
  await overhear(callSid, hear)
  say(callSid, 'five')
  expect(heard).toEqual(['one', 'two'])
})
