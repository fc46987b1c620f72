import { describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const OTHER = '+14155550124'

const screener = async ({ said }: { said: readonly { text: string }[] }) =>
  /water/.test(said.at(-1)!.text)
    ? { ...verdict('transfer', 'One moment.'), kind: 'emergency' as const }
    : { ...verdict('end', 'Please send a text message.'), kind: 'sales' as const }

/** One missed, one answered, one turned away. */
async function withCalls(options: Parameters<typeof createManaged>[0] = {}) {
  const concierge = await createManaged({
    screener,
    contacts: [{ ...MOTHER, name: 'Grandma' }],
    ...options,
  })
  const missed = await concierge.phone.ring({ from: STRANGER })
  await missed.say('There is water in the house')
  await missed.dialEnds('no-answer')
  const answered = await concierge.phone.ring({ from: MOTHER.phoneNumber })
  await answered.dialEnds('completed')
  const away = await concierge.phone.ring({ from: OTHER })
  await away.say('I sell windows')
  const sids = async (query: string): Promise<string[]> =>
    (await concierge.api.get(`/conversations?${query}`)).body.conversations.map(
      (call: { call_sid: string }) => call.call_sid,
    )
  return { ...concierge, missed, answered, away, sids }
}

describe('The inbox', () => {
  test('has each call in its tabs, and counts them', async () => {
    const { api, sids, missed, answered, away } = await withCalls()
    expect(await sids('tab=to_call_back')).toEqual([missed.callSid])
    expect(await sids('tab=missed')).toEqual([missed.callSid])
    expect(await sids('tab=put_through')).toEqual([answered.callSid])
    expect(await sids('tab=turned_away')).toEqual([away.callSid])
    expect(await sids('kind=emergency')).toEqual([missed.callSid])
    expect(await sids('dial=completed')).toEqual([answered.callSid])
    expect((await api.get('/inbox')).body).toEqual({
      to_call_back: 1,
      missed: 1,
      messages: 0,
      put_through: 1,
      turned_away: 1,
    })
    expect((await api.get('/inbox?kind=sales')).body).toMatchObject({ missed: 0, turned_away: 1 })
    const wrong = await api.get('/conversations?tab=everything')
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors[0].detail).toContain('choose one of to_call_back, missed')
  })

  test('keeps what the owner is done with, and what he says of a call', async () => {
    const { api, sids, missed, away } = await withCalls()
    const path = `/conversations/${missed.callSid}`
    const { body } = await api.patch(path, { done: true })
    expect(body).toMatchObject({ call_sid: missed.callSid, became: 'missed', call_back: STRANGER })
    expect(Date.parse(body.done_at)).toBeGreaterThan(0)
    expect(await sids('tab=to_call_back')).toEqual([])
    expect((await api.patch(path, { done: false })).body.done_at).toBeNull()
    const judged = await api.patch(`/conversations/${away.callSid}`, { owner_verdict: 'transfer' })
    expect(judged.body.owner_verdict).toBe('transfer')
    expect(await sids('corrected=true')).toEqual([away.callSid])
  })

  test.each([{}, { done: 1 }, { owner_verdict: 'ask' }, { end_time: null }])(
    'refuses %j',
    async (change) => {
      const { api, away } = await withCalls()
      expect((await api.patch(`/conversations/${away.callSid}`, change)).status).toBe(422)
    },
  )

  test('finds calls by the name and the number of who called', async () => {
    const { sids, missed, answered, away } = await withCalls()
    expect(await sids('q=grandMA')).toEqual([answered.callSid])
    expect(await sids('q=555-0123')).toEqual([missed.callSid])
    expect(await sids('q=windows')).toEqual([away.callSid])
  })

  test('has what was left after hours, whoever hung up, with the number that was given', async () => {
    const { api, phone } = await createManaged({ screener, settings: { FLOW: 'after-hours' } })
    const given = await phone.ring({ from: 'anonymous' })
    await given.say('I sell windows')
    await given.say('five five five oh one nine nine, area code two oh two')
    const words = await phone.ring({ from: STRANGER })
    await words.say('It is about the fence')
    await words.hangUp()
    const silent = await phone.ring({ from: OTHER })
    await silent.hangUp()
    const { conversations } = (await api.get('/conversations?tab=messages')).body
    expect(conversations).toMatchObject([
      { call_sid: words.callSid, became: 'message', call_back: STRANGER },
      { call_sid: given.callSid, became: 'message', call_back: expect.stringMatching(/^\d+$/) },
    ])
    expect((await api.get('/inbox')).body).toMatchObject({ to_call_back: 2, turned_away: 1 })
  })
})
