/** Calls to one of the owner's numbers, over REST: found by its label or by itself. */
import { expect, test } from 'vitest'
import { MOTHER, OUR_NUMBER, STRANGER, verdict } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const OFFICE = '+12125550143'
const LINES = JSON.stringify([
  { number: OUR_NUMBER, label: 'Home' },
  { number: OFFICE, label: 'Office' },
])

async function withCalls(settings: Record<string, string> = { LINES }) {
  const managed = await createManaged({
    settings,
    contacts: [MOTHER],
    screener: () => verdict('end', 'Goodbye.'),
  })
  for (const [from, to] of [
    [STRANGER, OUR_NUMBER],
    [MOTHER.phoneNumber, OFFICE],
    ['+14155550124', OFFICE],
  ] as const)
    await (await managed.phone.ring({ from, to })).hangUp()
  return managed
}

test('?line= has only calls to that number, whatever the case of its label', async () => {
  const { api } = await withCalls()
  const callers = async (line: string) => {
    const { body } = await api.get(`/conversations?line=${line}`)
    return body.conversations.map((call: { caller: string; line: string }) => [
      call.line,
      call.caller,
    ])
  }
  expect(await callers('office')).toEqual([
    ['Office', '+14155550124'],
    ['Office', MOTHER.phoneNumber],
  ])
  expect(await callers('Home')).toEqual([['Home', STRANGER]])
  for (const number of ['%2B12125550142', '+12125550142', '%2B1+(212)+555-0142'])
    expect(await callers(number)).toEqual([['Home', STRANGER]])
  expect((await api.get('/inbox?line=Office')).body).toMatchObject({ turned_away: 1, missed: 1 })
  const { body } = await api.get('/stats?line=Office')
  expect(body).toMatchObject({ calls: 2 })
  expect((await api.get('/stats')).body).toMatchObject({ calls: 3 })
})

test('a line that is none is refused with those that there are', async () => {
  const { api } = await withCalls()
  for (const path of ['/conversations', '/inbox', '/stats']) {
    const answer = await api.get(`${path}?line=Shop`)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain("'Shop' is no line: known are Home, Office")
  }
})

test('without LINES a number still cuts them down, and no call has a line', async () => {
  const { api } = await withCalls({})
  const { body } = await api.get(`/conversations?line=%2B12125550143`)
  expect(body.conversations).toMatchObject([{ line: null }, { line: null }])
})
