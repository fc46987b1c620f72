import { expect, test } from 'vitest'
import { OUR_NUMBER } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const HOURS = `mon-fri 09:00-18:00=concierge; ${OUR_NUMBER} *-12-25=after-hours; else=after-hours`
const NOW = new Date('2026-11-26T12:00:00.000Z')

const managed = (settings: Record<string, string> = { HOURS }) =>
  createManaged({ settings, now: () => NOW })

test('hours are told with what answers now, why, and what comes next', async () => {
  const { api } = await managed()
  const { body } = await api.get('/hours')
  expect(body).toMatchObject({
    text: HOURS,
    rules: [
      { when: 'mon-fri 09:00-18:00', flow: 'concierge' },
      { when: `${OUR_NUMBER} *-12-25`, flow: 'after-hours' },
      { when: 'else', flow: 'after-hours' },
    ],
    from: 'environment',
    flows: ['concierge', 'after-hours'],
    now: { flow: 'concierge', by: 'rule', when: 'mon-fri 09:00-18:00', at: NOW.toISOString() },
    next: { at: '2026-11-26T18:00:00.000Z', flow: 'after-hours' },
    time_zone: 'UTC',
  })
})

test('another moment and another number called can be asked for', async () => {
  const { api } = await managed()
  const at = '2026-12-25T12:00:00Z'
  expect((await api.get(`/hours?at=${at}`)).body.now.flow).toBe('concierge')
  const { body } = await api.get(`/hours?at=${at}&called=${encodeURIComponent(OUR_NUMBER)}`)
  expect(body.now).toMatchObject({ flow: 'after-hours', when: `${OUR_NUMBER} *-12-25` })
})

test('without any, the flow of FLOW answers always', async () => {
  const { api } = await managed({ FLOW: 'after-hours' })
  expect((await api.get('/hours')).body).toMatchObject({
    text: '',
    rules: [],
    from: 'default',
    now: { flow: 'after-hours', by: 'always', when: null },
    next: null,
  })
})

test.each([
  [{ text: 'mon=night' }, '/text', /there is no flow 'night'/],
  [{ text: '' }, '/text', /write rules, or null/],
  [{ quiet: {} }, '/quiet/until', /give minutes or until/],
  [{ quiet: { minutes: 5, until: '2026-11-30' } }, '/quiet/until', /not both/],
  [{ quiet: { until: '2026-11-26T11:59' } }, '/quiet/until', /is over already/],
  [{ quiet: { until: '2028-01-01' } }, '/quiet/until', /within 366 days/],
  [{ quiet: { until: '2026-11-31T09:00' } }, '/quiet/until', /give a moment like/],
  [{ quiet: { until: '2026-11-30T25:00' } }, '/quiet/until', /give a moment like/],
  [{ quiet: { minutes: 30, flow: 'night' } }, '/quiet/flow', /there is no flow 'night'/],
])('%j is refused with what to write, and changes nothing', async (change, pointer, detail) => {
  const { api } = await managed()
  const { status, body } = await api.patch('/hours', change)
  expect(status).toBe(422)
  expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }])
  expect((await api.get('/hours')).body).toMatchObject({ from: 'environment', quiet: null })
})
