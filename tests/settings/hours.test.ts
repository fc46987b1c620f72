import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  answeringAt,
  nextChange,
  type Days,
  type Hours,
  type HoursRule,
  type Weekday,
} from '../../server/settings/hours/hours.ts'
import { LONGEST_HOURS, MOST_RULES, readHours } from '../../server/settings/hours/read-hours.ts'
import { writeHours } from '../../server/settings/hours/write-hours.ts'
import { readConfig } from '../../server/settings/config.ts'
import { OUR_NUMBER, SETTINGS } from '../support/concierge.ts'
import { problemsOf } from './problems-of.ts'

const FLOWS = ['concierge', 'after-hours']

function rulesOf(written: string): HoursRule[] {
  const read = readHours(written, FLOWS)
  if ('problem' in read) throw new Error(read.problem)
  return read.value
}

function problemIn(written: string): string | null {
  const read = readHours(written, FLOWS)
  return 'problem' in read ? read.problem : null
}

function hoursOf(written: string, more: Partial<Hours> = {}): Hours {
  const plain = { timeZone: 'UTC', quiet: null, flow: 'concierge', flowByNumber: new Map() }
  return { ...plain, rules: rulesOf(written), ...more }
}

const flowAt = (hours: Hours, at: string, called: string | null = null) =>
  answeringAt(hours, called, new Date(at)).flow

describe('hours as they are written', () => {
  test.each([
    ['Mon-Fri 9:00-18:00=concierge', 'mon-fri 09:00-18:00=concierge'],
    ['Monday – Friday 09:00 – 18:00 = concierge', 'mon-fri 09:00-18:00=concierge'],
    ['sat, sun=after-hours;', 'sat,sun=after-hours'],
    ['fri-mon=after-hours', 'mon,fri-sun=after-hours'],
    ['22:00-07:00=after-hours', '22:00-07:00=after-hours'],
    ['mon 09:00-12:00, 13:30-24:00=concierge', 'mon 09:00-12:00,13:30-24:00=concierge'],
    ['2026-12-24 .. 2027-01-02=after-hours', '2026-12-24..2027-01-02=after-hours'],
    [
      '*-12-25=after-hours\n*-12-31..*-01-01=after-hours',
      '*-12-25=after-hours; *-12-31..*-01-01=after-hours',
    ],
    ['*-02-29=after-hours', '*-02-29=after-hours'],
    ['+1 212 555 0142 sat=after-hours', null],
    ['+12125550142 sat=after-hours', '+12125550142 sat=after-hours'],
    ['+12125550142=after-hours', '+12125550142 mon-sun=after-hours'],
    ['mon-fri=concierge; else=after-hours', 'mon-fri=concierge; else=after-hours'],
  ])('%j is taken for %j', (written, expected) => {
    const read = readHours(written, FLOWS)
    expect('value' in read ? writeHours(read.value) : null).toBe(expected)
  })

  test.each([
    ['', /write when and which flow/],
    ['mon-fri', /write when and which flow/],
    ['mon=concierge=after-hours', /write when and which flow/],
    ['mon-fri=night', /rule 1: there is no flow 'night': known are concierge, after-hours/],
    ['mon=concierge; someday=concierge', /rule 2: 'someday' are no days/],
    ['2026-02-30=concierge', /are no days/],
    ['*-02-30=concierge', /are no days/],
    ['2027-01-02..2026-12-24=concierge', /are no days/],
    ['*-12-24..2027-01-02=concierge', /are no days/],
    ['24-12=concierge', /are no days/],
    ['mon 25:00-26:00=concierge', /write times like/],
    ['mon 09:00=concierge', /write times like/],
    ['mon 09:00-09:00=concierge', /write times like/],
    ['mon 24:00-09:00=concierge', /write times like/],
    ['09:00-10:00 mon=concierge', /the days before the times/],
    ['mon tue=concierge', /several with commas/],
    ['mon +12125550142=concierge', /begin with the number called/],
    ['+1555=concierge', /begin with the number called/],
  ])('%j is refused with what to write', (written, problem) => {
    expect(problemIn(written)).toMatch(problem)
  })

  test('what is too long or too many is refused, and a long word is not repeated', () => {
    expect(problemIn(`${'x'.repeat(LONGEST_HOURS)}=concierge`)).toMatch(/at most 4000 characters/)
    expect(problemIn('mon=concierge;'.repeat(MOST_RULES + 1))).toMatch(/at most 100 rules/)
    expect(problemIn(`${'x'.repeat(900)}=concierge`)!.length).toBeLessThan(200)
  })

  test('are a setting, which is refused at the start with the others that are wrong', () => {
    const HOURS = 'mon-fri 09:00-18:00=concierge; else=after-hours'
    expect(writeHours(readConfig({ ...SETTINGS, HOURS }).hours)).toBe(HOURS)
    expect(readConfig(SETTINGS).hours).toEqual([])
    expect(problemsOf({ ...SETTINGS, HOURS: 'always', PORT: 'x' })).toEqual([
      expect.stringMatching(/^PORT: /),
      expect.stringMatching(/^HOURS: write when|^HOURS: rule 1: write when/),
    ])
  })
})

describe('which flow answers', () => {
  const week = 'mon-fri 09:00-18:00=concierge; *-12-25=after-hours; else=after-hours'

  test.each([
    ['2026-11-26T08:59:59.999Z', 'after-hours'],
    ['2026-11-26T09:00:00.000Z', 'concierge'],
    ['2026-11-26T17:59:59.999Z', 'concierge'],
    ['2026-11-26T18:00:00.000Z', 'after-hours'],
    ['2026-11-28T12:00:00.000Z', 'after-hours'],
    // A Friday, and Christmas.
    ['2026-12-25T12:00:00.000Z', 'after-hours'],
  ])('at %s it is %s', (at, flow) => {
    expect(flowAt(hoursOf(week), at)).toBe(flow)
  })

  test('what goes past midnight belongs to the day it begins on', () => {
    const hours = hoursOf('fri 22:00-02:00=after-hours')
    expect(flowAt(hours, '2026-11-27T01:00:00Z')).toBe('concierge')
    expect(flowAt(hours, '2026-11-27T23:00:00Z')).toBe('after-hours')
    expect(flowAt(hours, '2026-11-28T01:59:00Z')).toBe('after-hours')
    expect(flowAt(hours, '2026-11-28T02:00:00Z')).toBe('concierge')
  })

  test('what is said of the number called goes first, and for the time being all keeps quiet', () => {
    const written = `${OUR_NUMBER} sat,sun=after-hours; mon-sun=after-hours`
    const flowByNumber = new Map([[OUR_NUMBER, 'concierge']])
    const hours = hoursOf(written, { flowByNumber })
    expect(answeringAt(hours, OUR_NUMBER, new Date('2026-11-26T12:00:00Z'))).toMatchObject({
      flow: 'concierge',
      by: 'number',
    })
    expect(flowAt(hours, '2026-11-28T12:00:00Z', OUR_NUMBER)).toBe('after-hours')
    expect(flowAt(hours, '2026-11-26T12:00:00Z', '+12125550143')).toBe('after-hours')
    const quiet = { until: '2026-11-26T17:00:00.000Z', flow: 'after-hours' }
    expect(
      answeringAt({ ...hours, quiet }, OUR_NUMBER, new Date('2026-11-26T16:59:59.999Z')),
    ).toEqual({ flow: 'after-hours', by: 'quiet', rule: null })
    expect(flowAt({ ...hours, quiet }, quiet.until, OUR_NUMBER)).toBe('concierge')
  })

  test('by the clock where the owner is, before and after it is changed', () => {
    const berlin = hoursOf('mon-sun 09:00-18:00=after-hours', { timeZone: 'Europe/Berlin' })
    // Put back on the 25th of October 2026.
    expect(flowAt(berlin, '2026-10-24T07:00:00Z')).toBe('after-hours')
    expect(flowAt(berlin, '2026-10-25T07:59:00Z')).toBe('concierge')
    expect(flowAt(berlin, '2026-10-25T08:00:00Z')).toBe('after-hours')
  })
})

const ZONES = [
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'UTC',
]

/** Read by another hand: the whole of the wall's clock in words of Intl. */
function wall(at: Date, timeZone: string) {
  const said = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(at)
  return { day: said.slice(0, 10), clock: said.slice(11, 16), weekday: weekday.toLowerCase() }
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const moments = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2030-01-01T00:00:00Z'),
  noInvalidDate: true,
})
const minutes = fc.integer({ min: 0, max: 1439 })
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const days: fc.Arbitrary<Days | null> = fc.oneof(
  fc.constant(null),
  fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((weekdays) => ({
    of: 'week' as const,
    weekdays: weekdays.toSorted((a, b) => a - b) as Weekday[],
  })),
  fc.tuple(moments, fc.nat(30)).map(([from, more]) => ({
    of: 'calendar' as const,
    from: dayOf(from.getTime()),
    to: dayOf(from.getTime() + more * 86_400_000),
  })),
  fc.tuple(moments, moments).map(([from, to]) => ({
    of: 'year' as const,
    from: dayOf(from.getTime()).slice(5),
    to: dayOf(to.getTime()).slice(5),
  })),
)
const spans = fc.array(
  fc.tuple(minutes, minutes).filter(([from, to]) => from !== to),
  { maxLength: 2 },
)
const rules = fc.array(
  fc.record({
    called: fc.constantFrom(null, OUR_NUMBER),
    days,
    spans: spans.map((all) => all.map(([from, to]) => ({ from, to }))),
    flow: fc.constantFrom(...FLOWS),
  }),
  { minLength: 1, maxLength: 5 },
)

describe('for any hours, in any zone, at any moment', () => {
  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(rules, (given) => {
        const written = writeHours(given)
        expect(writeHours(rulesOf(written))).toBe(written)
        const hours = { ...hoursOf('else=concierge'), rules: given }
        const again = { ...hours, rules: rulesOf(written) }
        const at = '2026-11-26T12:34:00Z'
        expect(flowAt(again, at, OUR_NUMBER)).toBe(flowAt(hours, at, OUR_NUMBER))
      }),
    )
  })

  test('a span of the week fits exactly when the clock on the wall shows a time in it', () => {
    fc.assert(
      fc.property(
        moments,
        fc.constantFrom(...ZONES),
        fc.constantFrom(...WEEK),
        minutes,
        minutes,
        (at, timeZone, weekday, from, to) => {
          fc.pre(from !== to)
          const clock = (value: number) =>
            `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`
          const written = `${weekday} ${clock(from)}-${clock(to)}=after-hours`
          const shown = wall(at, timeZone)
          const next = WEEK[(WEEK.indexOf(weekday) + 1) % 7]
          const isLater = shown.clock >= clock(from)
          const isEarlier = shown.clock < clock(to)
          const fits =
            from < to
              ? shown.weekday === weekday && isLater && isEarlier
              : (shown.weekday === weekday && isLater) || (shown.weekday === next && isEarlier)
          expect(flowAt(hoursOf(written, { timeZone }), at.toISOString())).toBe(
            fits ? 'after-hours' : 'concierge',
          )
        },
      ),
    )
  })

  test('a date fits exactly while the calendar there shows it', () => {
    fc.assert(
      fc.property(moments, moments, fc.constantFrom(...ZONES), (at, other, timeZone) => {
        const day = wall(other, timeZone).day
        const hours = hoursOf(`${day}=after-hours`, { timeZone })
        for (const moment of [at, other])
          expect(flowAt(hours, moment.toISOString())).toBe(
            wall(moment, timeZone).day === day ? 'after-hours' : 'concierge',
          )
      }),
    )
  })

  test('until the next change the same flow answers, and from then on another', () => {
    fc.assert(
      fc.property(
        rules,
        moments,
        fc.constantFrom(...ZONES),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { maxLength: 20 }),
        (given, at, timeZone, shares) => {
          const hours = { ...hoursOf('else=concierge', { timeZone }), rules: given }
          const next = nextChange(hours, OUR_NUMBER, at)
          const end = next?.at.getTime() ?? at.getTime() + 13 * 86_400_000
          const now = flowAt(hours, at.toISOString(), OUR_NUMBER)
          for (const share of shares) {
            const between = new Date(at.getTime() + Math.floor(share * (end - at.getTime())))
            expect(flowAt(hours, between.toISOString(), OUR_NUMBER)).toBe(now)
          }
          const flows = [end - 1, end].map((ms) =>
            flowAt(hours, new Date(ms).toISOString(), OUR_NUMBER),
          )
          expect(flows).toEqual([now, next?.flow ?? now])
          expect(next?.flow).not.toBe(now)
        },
      ),
      { numRuns: 60 },
    )
  })
})
