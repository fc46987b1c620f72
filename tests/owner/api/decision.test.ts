/** The owner steps in over REST, whether asked or not. */
import { expect, test } from 'vitest'
import { STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const stepIn = (settings: Record<string, string> = {}) =>
  createManaged({ settings, screener: () => verdict('ask', 'Who is calling?') })

const pathTo = (callSid: string) => `/conversations/${callSid}/decision`

test('a call that nobody asked about is put through by its owner', async () => {
  const { phone, api } = await stepIn()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('it is me')
  const { body } = await api.get(pathTo(caller.callSid))
  expect(body).toEqual({
    choices: ['put_through', 'take_a_message', 'call_back', 'turn_away', 'block', 'say'],
    asked: false,
    standing: 'The caller is on the line.',
  })
  const answer = await api.post(pathTo(caller.callSid), { choice: 'put_through' })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({ final_decision: 'transferred_owner', end_time: null })
  await caller.silence()
  expect(caller.state).toBe('dialing')
  const again = await api.post(pathTo(caller.callSid), { choice: 'turn_away' })
  expect(again.status).toBe(409)
  expect(again.body.detail).toBe('Your phone is ringing: the caller is being put through.')
})

test('a sentence is heard by the caller, whatever they say meanwhile, and what they say is kept', async () => {
  const { phone, api, conversation } = await stepIn()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('it is me')
  const say = (words: string) => api.post(pathTo(caller.callSid), { choice: 'say', words })
  expect((await say('Which <street> are you in?')).status).toBe(200)
  expect((await say('And since when?')).status).toBe(200)
  await caller.say('I am the plumber')
  expect(caller.lastHeard).toEqual(['Which <street> are you in? And since when?'])
  await caller.say('Elm Street')
  expect(await conversation(caller.callSid)).toEqual(
    expect.arrayContaining([
      'caller: I am the plumber',
      'concierge: Which <street> are you in? And since when?',
      'caller: Elm Street',
    ]),
  )
})

test('who is asked for a message by the owner is asked, whatever they say meanwhile', async () => {
  const { phone, api } = await stepIn()
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('it is me')
  await api.post(pathTo(caller.callSid), { choice: 'take_a_message' })
  await caller.say('I am the plumber')
  expect(caller.lastHeard.join(' ')).toContain('What may I pass on?')
  await caller.say('the pipe is mended')
  await caller.say('yes')
  expect(caller.state).toBe('ended')
  const [call] = (await api.get('/conversations')).body.conversations
  expect(call).toMatchObject({ became: 'message', call_back: STRANGER })
})

test('of a call that is over the answer says so, and of none that there is none', async () => {
  const { phone, api } = await stepIn()
  const caller = await phone.ring({ from: STRANGER })
  await caller.hangUp()
  const late = await api.post(pathTo(caller.callSid), { choice: 'put_through' })
  expect(late.status).toBe(409)
  expect(late.body.detail).toBe('The call is over. Hung up.')
  expect((await api.get(pathTo(caller.callSid))).body.choices).toEqual([])
  expect((await api.post(pathTo('CA0'), { choice: 'put_through' })).status).toBe(404)
  expect((await api.get(pathTo('CA0'))).status).toBe(404)
})

test.each([
  [{ choice: 'dance' }],
  [{ choice: 'say' }],
  [{ choice: 'say', words: '  ' }],
  [{ choice: 'say', words: 'x'.repeat(281) }],
  [{ choice: 'put_through', words: 'Hello' }],
  [{}],
])('%j is refused', async (body) => {
  const { phone, api, journal } = await stepIn()
  const caller = await phone.ring({ from: STRANGER })
  const before = await journal(caller.callSid)
  expect((await api.post(pathTo(caller.callSid), body)).status).toBe(422)
  expect(await journal(caller.callSid)).toEqual(before)
})
