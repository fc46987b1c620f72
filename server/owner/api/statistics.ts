/** Figures of a span of time, over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../../../storage/database.ts'
import { PUT_THROUGH } from '../../../storage/became.ts'
import { namesOf } from '../../../storage/review/conversations.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import { callingNumber } from '../../settings/calling-number.ts'
import { readDays, type Day } from '../../../storage/review/statistics.ts'
import { daysLater, type Calendar } from '../../basics/calendar.ts'
import { createMostFrequent } from '../../basics/most-frequent.ts'
import { quantile } from '../../basics/quantile.ts'
import type { Houses } from '../../settings/houses/house.ts'
import { lineParameter } from './line-parameter.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { timeSpan } from './time-span.ts'
import { flagParameter } from './true-or-false.ts'

const UNASKED_DAYS = 30
const MOST_DAYS = 366
const MOST_CALLERS = 10

const counts = z.record(z.string(), z.int())
const latency = z
  .object({ count: z.int(), median: z.number().nullable(), p95: z.number().nullable() })
  .openapi('Latency', { description: 'In ms; null where there is nothing to measure' })
const figures = {
  calls: z.int(),
  decisions: counts.openapi({
    description: 'Calls by final decision; `undecided` where there is none',
    example: { transferred: 2, completed: 7 },
  }),
  kinds: counts.openapi({ description: 'Screened calls by kind', example: { sales: 5 } }),
  became: counts.openapi({
    description: 'Calls by what became of them for the owner, as `became` of a call has it',
    example: { missed: 2, answered: 7 },
  }),
  share_put_through: z
    .number()
    .nullable()
    .openapi({ description: 'Of all calls, those connected to the owner: contacts and screened' }),
  turn_ms: latency,
  model_ms: latency,
  ahead: z
    .object({
      begun: z.int(),
      came_true: z.int(),
      share_came_true: z.number().nullable(),
      saved_ms: latency,
    })
    .openapi({
      description:
        'Verdicts that were begun before a caller had finished, see `SPECULATE`: how many were of use, and how much earlier those were asked for. Of calls that came to a verdict and are not erased',
    }),
}
export const statisticsSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    time_zone: z.string().openapi({ description: 'Of the days', example: 'America/Los_Angeles' }),
    ...figures,
    days: z.array(z.object({ date: z.iso.date(), ...figures })),
    hours: z
      .array(z.int())
      .length(24)
      .openapi({ description: 'Calls by the hour in which they began, from midnight on' }),
    callers: z
      .array(z.object({ caller: z.string(), contact_name: z.string().nullable(), calls: z.int() }))
      .openapi({ description: `Who called most often, at most ${MOST_CALLERS}` }),
    before: z
      .object({ from: z.iso.datetime(), to: z.iso.datetime(), calls: z.int(), became: counts })
      .openapi({ description: 'The same of as many days before' }),
  })
  .openapi('Statistics')

const simulatedToo = flagParameter.openapi({
  description: 'Whether simulated calls count too',
})

export interface StatisticsDependencies {
  database: Database
  calendar: Calendar
  houses: Houses
  now(): Date
}

export function createStatistics({
  database,
  calendar,
  houses,
  now,
}: StatisticsDependencies): Routes {
  const app = createRoutes()
  const { dayOf, hourOf, startOf } = calendar

  /** Whole days are compared with one another. */
  function endOfToday(): string {
    return startOf(daysLater(dayOf(now().toISOString()), 1))
  }

  /** Days of the calendar: with the change of the clocks in between they are as many. */
  function daysBefore(moment: string, days: number): string {
    const day = dayOf(moment)
    const intoDay = Date.parse(moment) - Date.parse(startOf(day))
    return new Date(Date.parse(startOf(daysLater(day, -days))) + intoDay).toISOString()
  }

  /** Days of the calendar, at least one. */
  function daysBetween(from: string, to: string): number {
    const [first, last] = [dayOf(from), dayOf(to)].map((day) => Date.parse(day))
    return Math.max(1, Math.round((last! - first!) / 86_400_000))
  }

  app.openapi(
    createRoute({
      method: 'get',
      path: '/stats',
      operationId: 'readStatistics',
      tags: ['Watching'],
      summary:
        'Calls by decision and kind, latencies and the share put through; in all and per day',
      request: {
        query: z.object({
          ...timeSpan(calendar),
          simulated: simulatedToo,
          line: lineParameter(houses),
        }),
      },
      responses: {
        200: {
          description: `Of today and the ${UNASKED_DAYS - 1} days before, if nothing else is asked for`,
          content: json(statisticsSchema),
        },
        ...problems(422, 500),
      },
    }),
    async (c) => {
      const {
        to = endOfToday(),
        from = daysBefore(to, UNASKED_DAYS),
        simulated,
        line,
      } = c.req.valid('query')
      if (from < daysBefore(to, MOST_DAYS))
        throw new Problem(422, `That is too long: ask for ${MOST_DAYS} days at most`)
      const { queries } = database
      const hours = Array.from({ length: 24 }, () => 0)
      const callers = createMostFrequent()
      const days = await readDays(queries, {
        from,
        to,
        simulated,
        line,
        dayOf,
        each({ start_time: start, caller_id: caller }) {
          hours[hourOf(start)]! += 1
          if (callingNumber(caller)) callers.note(spellingKey(caller))
        },
      })
      const before = { from: daysBefore(from, daysBetween(from, to)), to: from }
      const daysOfBefore = await readDays(queries, {
        ...before,
        simulated,
        line,
        dayOf,
        latencies: false,
      })
      const { calls, became } = figuresOf(daysOfBefore)
      const top = callers.top(MOST_CALLERS)
      // Whoever calls several lines may be a contact of one of them only.
      const rolls = line === undefined ? houses.rolls : [houses.rollOf(line)]
      const nameOf = await namesOf(
        queries,
        top.flatMap(({ name: caller }) => rolls.map((roll) => ({ roll, caller }))),
      )
      const firstName = (caller: string) =>
        rolls.map((roll) => nameOf({ roll, caller })).find((name) => name !== null)
      return c.json(
        {
          from,
          to,
          time_zone: calendar.timeZone,
          ...figuresOf(days),
          days: days.map((day) => ({ date: day.date, ...figuresOf([day]) })),
          hours,
          callers: top.map(({ name: caller, times }) => ({
            caller,
            contact_name: firstName(caller) ?? null,
            calls: times,
          })),
          before: { ...before, calls, became },
        },
        200,
      )
    },
  )
  return app
}

function figuresOf(days: Day[]) {
  const calls = days.reduce((sum, day) => sum + day.calls, 0)
  const decisions = addUp(days.map((day) => day.decisions))
  const putThrough = PUT_THROUGH.reduce((sum, one) => sum + (decisions[one] ?? 0), 0)
  return {
    calls,
    decisions,
    kinds: addUp(days.map((day) => day.kinds)),
    became: addUp(days.map((day) => day.became)),
    share_put_through: calls === 0 ? null : putThrough / calls,
    turn_ms: latencyOf(days.map((day) => day.turnMs)),
    model_ms: latencyOf(days.map((day) => day.modelMs)),
    ahead: aheadOf(days),
  }
}

function aheadOf(days: Day[]) {
  const saved = latencyOf(days.map((day) => day.aheadMs))
  const begun = saved.count + days.reduce((sum, day) => sum + day.aheadInVain, 0)
  const share = begun === 0 ? null : saved.count / begun
  return { begun, came_true: saved.count, share_came_true: share, saved_ms: saved }
}

function addUp(all: Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const counted of all)
    for (const [name, count] of Object.entries(counted)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

function latencyOf(measured: number[][]) {
  const sorted = measured.length === 1 ? measured[0]! : measured.flat().sort((a, b) => a - b)
  return { count: sorted.length, median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}
