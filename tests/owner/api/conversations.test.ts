import { describe, expect, test } from 'vitest'
import { MOTHER, OUR_NUMBER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

/** Ends every call with these words, so that there is something to review. */
const farewell = () => ({
  ...verdict('end', 'Please send a text message.'),
  kind: 'sales' as const,
  modelMs: 12.5,
})

async function withCalls(sayings: string[], options: Parameters<typeof createManaged>[0] = {}) {
  let minute = 0
  const concierge = await createManaged({
    screener: farewell,
    now: () => new Date(Date.UTC(2026, 10, 20, 12, minute)),
    ...options,
  })
  for (const saying of sayings) {
    const caller = await concierge.phone.ring({ from: STRANGER })
    await caller.say(saying)
    minute++
  }
  const words = async (query: string): Promise<string[]> =>
    (await concierge.api.get(`/conversations${query}`)).body.conversations.map(
      (call: { turns: { text: string }[] }) => call.turns[1]?.text,
    )
  return { ...concierge, words, nextDay: () => void (minute += 24 * 60) }
}

describe('GET /conversations', () => {
  test('tells of a call who called, when, what was said and decided, and how long it took', async () => {
    const { api, phone } = await createManaged({ screener: farewell, contacts: [MOTHER] })
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('solar panels, half price')
    const { conversations } = (await api.get('/conversations')).body
    expect(conversations).toHaveLength(1)
    expect(conversations[0]).toMatchObject({
      call_sid: caller.callSid,
      caller: STRANGER,
      contact_name: null,
      called: OUR_NUMBER,
      final_decision: 'completed',
      transfer_status: null,
      call_type: 'sales',
      flow: 'concierge',
      erased_at: null,
    })
    expect(conversations[0].duration_seconds).toBeGreaterThanOrEqual(0)
    expect(conversations[0].turns).toMatchObject([
      { turn_index: 0, speaker: 'concierge', model_ms: null },
      { turn_index: 1, speaker: 'caller', text: 'solar panels, half price', latency_ms: null },
      { speaker: 'concierge', text: 'Please send a text message.', model_ms: 12.5 },
    ])
    expect(conversations[0].turns[2].latency_ms).toBeGreaterThan(0)
  })

  test('names the contact who called, and how the dial to the owner ended', async () => {
    const { api, phone } = await createManaged({ contacts: [MOTHER] })
    const caller = await phone.ring({ from: MOTHER.phoneNumber })
    const [going] = (await api.get('/conversations')).body.conversations
    expect(going).toMatchObject({ contact_name: 'Mom', end_time: null, duration_seconds: null })
    await caller.dialEnds('no-answer')
    const [ended] = (await api.get('/conversations')).body.conversations
    expect(ended).toMatchObject({
      final_decision: 'transferred_exception',
      transfer_status: 'no-answer',
    })
  })

  test('gives ten, newest first, and the others page by page without a gap or a repeat', async () => {
    const sayings = Array.from({ length: 23 }, (_, index) => `call number ${index}`)
    const { api, words, phone } = await withCalls(sayings)
    expect(await words('')).toEqual(sayings.slice(-10).toReversed())
    const paged: string[] = []
    let cursor = ''
    do {
      const page = (await api.get(`/conversations?limit=5${cursor}`)).body
      paged.push(
        ...page.conversations.map((call: { turns: { text: string }[] }) => call.turns[1]?.text),
      )
      cursor = page.next_cursor && `&cursor=${page.next_cursor}`
      // A call that comes in meanwhile is newer than the first page.
      await phone.ring({ from: STRANGER })
    } while (cursor)
    expect(paged).toEqual(sayings.toReversed())
  })

  test('tells calls of the same millisecond apart', async () => {
    const { api, phone } = await createManaged({ now: () => new Date(0) })
    for (let count = 0; count < 5; count++) await phone.ring({ from: STRANGER })
    const first = (await api.get('/conversations?limit=3')).body
    const second = (await api.get(`/conversations?limit=3&cursor=${first.next_cursor}`)).body
    const sids = [...first.conversations, ...second.conversations].map(({ call_sid }) => call_sid)
    expect(new Set(sids).size).toBe(5)
  })

  test('finds calls by day and by moment', async () => {
    const { words, phone, nextDay } = await withCalls(['friday'])
    nextDay()
    await (await phone.ring({ from: STRANGER })).say('saturday')
    expect(await words('?from=2026-11-21')).toEqual(['saturday'])
    expect(await words('?to=2026-11-20')).toEqual(['friday'])
    expect(await words('?from=2026-11-20&to=2026-11-21')).toEqual(['saturday', 'friday'])
    expect(await words('?from=2026-11-20T13:00:00%2B01:00&to=2026-11-20T12:00:01Z')).toEqual([
      'friday',
    ])
    expect(await words('?to=2026-11-20T12:00:00Z')).toEqual([])
  })

  test('finds calls by decision and by caller, a number or not', async () => {
    const { api, phone, words } = await withCalls(['solar'], { contacts: [MOTHER] })
    await phone.ring({ from: MOTHER.phoneNumber })
    await phone.ring({ from: 'anonymous' })
    const callers = async (query: string) =>
      (await api.get(`/conversations?${query}`)).body.conversations.map(
        ({ caller }: { caller: string }) => caller,
      )
    expect(await callers('decision=transferred_exception')).toEqual([MOTHER.phoneNumber])
    expect(await callers('caller=(415) 555-0111')).toEqual([MOTHER.phoneNumber])
    expect(await callers('caller=anonymous')).toEqual(['anonymous'])
    expect(await words('?decision=completed&caller=%2B14155550123')).toEqual(['solar'])
    expect(await callers('decision=failed')).toEqual([])
  })

  test('finds words that were spoken, whatever their case and whatever signs they have', async () => {
    const sayings = ['The ÉCOLE calls', '100% off', 'under_score', 'a [bracket]', "it's ~ tilde"]
    const { words } = await withCalls(sayings)
    for (const [index, q] of ['école', '0% OFF', 'r_s', '[BRACK', '~ tilde'].entries())
      expect(await words(`?q=${encodeURIComponent(q)}`)).toEqual([sayings[index]])
    // Nothing a caller or an owner writes is a pattern.
    for (const q of ['1_0', 'u%s', '[a-z]', "' or 1=1 --"])
      expect(await words(`?q=${encodeURIComponent(q)}`)).toEqual([])
    expect(await words('?q=AI%20assistant&limit=2')).toEqual(sayings.slice(-2).toReversed())
  })

  test('goes on searching where the page before ended', async () => {
    const sayings = Array.from({ length: 7 }, (_, index) => (index % 2 ? `odd ${index}` : 'even'))
    const { api } = await withCalls(sayings)
    const first = (await api.get('/conversations?q=odd&limit=2')).body
    const second = (await api.get(`/conversations?q=odd&limit=2&cursor=${first.next_cursor}`)).body
    const said = [...first.conversations, ...second.conversations].map(({ turns }) => turns[1].text)
    expect(said).toEqual(['odd 5', 'odd 3', 'odd 1'])
    expect(second.next_cursor).toBeNull()
  })

  test.each([
    ['limit=201', 'limit: give a whole number from 1 to 200'],
    ['from=yesterday', 'from: give a day like'],
    ['to=2026-02-30', 'to: give a day like'],
    ['decision=transfered', 'decision: choose one of transferred,'],
    ['caller=12', 'caller: give a phone number'],
    ['q=x', 'q: give at least 2 characters'],
    ['cursor=W10', 'The cursor is not one of ours'],
  ])('says what is wrong with ?%s', async (query, sentence) => {
    const { api } = await createManaged()
    const answer = await api.get(`/conversations?${query}`)
    expect(answer.status).toBe(query.startsWith('cursor') ? 400 : 422)
    expect(answer.body.detail).toContain(sentence)
  })
})

describe('GET /conversations/{call_sid}', () => {
  test('gives one call, and its journal if asked for', async () => {
    const { api, phone } = await withCalls([])
    const caller = await phone.ring({ from: STRANGER })
    await caller.say('solar panels')
    const plain = (await api.get(`/conversations/${caller.callSid}`)).body
    expect(plain.call_sid).toBe(caller.callSid)
    expect(plain).not.toHaveProperty('journal')
    const { journal } = (await api.get(`/conversations/${caller.callSid}?include=journal`)).body
    expect(journal.map(({ seq }: { seq: number }) => seq)).toEqual(
      journal.map((_: unknown, index: number) => index + 1),
    )
    expect(journal).toContainEqual(
      expect.objectContaining({
        kind: 'event',
        payload: { type: 'caller.spoke', text: 'solar panels' },
      }),
    )
    expect(
      journal.find((entry: { payload: { port?: string } }) => entry.payload.port === 'screen'),
    ).toMatchObject({ kind: 'answer', payload: { output: { decision: 'end', kind: 'sales' } } })
  })

  test('says that it does not know a call that never was', async () => {
    const { api } = await createManaged()
    expect((await api.get('/conversations/CA00')).status).toBe(404)
    expect((await api.get('/conversations/no-sid!')).status).toBe(422)
    expect((await api.get('/conversations/CA00?include=everything')).status).toBe(422)
    expect((await api.delete('/conversations/CA00')).status).toBe(404)
    expect((await api.delete('/conversations/no-sid!')).status).toBe(422)
  })
})
