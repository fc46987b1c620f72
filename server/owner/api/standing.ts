/** How whoever calls would be met, and why: now, or by rules that are not saved yet; over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import { readHours } from '../../settings/hours/read-hours.ts'
import type { Hours } from '../../settings/hours/hours.ts'
import { blockGiven } from './block-schema.ts'
import type { Roll } from '../../../storage/roll.ts'
import { Problem, problems } from './problem.ts'
import { rollName, rollParameter, type Rolls } from './roll-parameter.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import {
  callersSchema,
  callerJson,
  unsavedSchema,
  weekJson,
  weekSchema,
  type ForesightDesk,
} from './standing-schema.ts'

export interface StandingDependencies {
  foresight(): Promise<ForesightDesk>
  hours: { current(): Hours; flows: readonly string[]; refresh(): Promise<void> }
  defaultCountry: string
  /** The owner's numbers, some with exception lists of their own. */
  houses: Rolls
}

const tags = ['Who gets through']

export function createStanding(deps: StandingDependencies): Routes {
  const app = createRoutes()
  for (const route of [now, week]) route(app, deps)
  return app
}

function now(app: Routes, { foresight, houses }: StandingDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/standing',
      operationId: 'readStanding',
      tags,
      summary: 'What would become of a call now, and why: by number, prefix or name',
      request: {
        query: z.object({
          line: rollParameter(houses),
          q: z
            .string()
            .trim()
            .min(1, 'give a number, how numbers begin, or a name')
            .max(60)
            .openapi({ description: 'A number, +1 900, or a part of a contact’s name' }),
        }),
      },
      responses: {
        200: { description: 'Of a name, all who are called so', content: json(callersSchema) },
        ...problems(422, 500),
      },
    }),
    async (c) => {
      const { q, line: roll } = c.req.valid('query')
      const callers = await (await foresight()).callersNow(roll, q)
      return c.json({ line: rollName(roll, houses), callers: callers.map(callerJson) }, 200)
    },
  )
}

function week(app: Routes, deps: StandingDependencies): void {
  const { foresight, hours, houses, defaultCountry } = deps
  app.openapi(
    createRoute({
      method: 'post',
      path: '/standing/week',
      operationId: 'foreseeWeek',
      tags,
      summary:
        'What today’s rules, and those that are not saved yet, would have done with last week’s calls',
      request: { body: { required: true, content: json(unsavedSchema(defaultCountry, houses)) } },
      responses: {
        200: { description: 'The calls that would have gone otherwise', content: json(weekSchema) },
        ...problems(400, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { block, contact, hours: text } = c.req.valid('json')
      const foreseen = await (
        await foresight()
      ).week({
        block: block ? blockGiven(block) : null,
        contact: contact ? contactGiven(contact) : null,
        hours: text === undefined ? null : hoursIn(text),
      })
      return c.json(weekJson(foreseen), 200)
    },
  )

  function hoursIn(text: string) {
    const read = readHours(text, hours.flows)
    if ('value' in read) return read.value
    throw wrong('hours', read.problem)
  }
}

function contactGiven({
  line: roll,
  phone_number: number,
  contact_name: name = 'A contact',
  prefix = null,
  hours = null,
}: {
  line: Roll
  phone_number?: string | undefined
  contact_name?: string | undefined
  prefix?: string | null | undefined
  hours?: string | null | undefined
}) {
  const phoneNumber = number ?? prefix
  if (!phoneNumber) throw wrong('contact', 'give phone_number or prefix')
  return { roll, phoneNumber, name, prefix, hours }
}

function wrong(field: string, detail: string): Problem {
  return new Problem(422, `${field}: ${detail}`, { errors: [{ pointer: `/${field}`, detail }] })
}
