/** The exception lists over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import {
  addContact,
  changeContact,
  findActiveContact,
  findContact,
  listContacts,
  NO_CATEGORY,
  removeContact,
} from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import type { Roll } from '../../../storage/roll.ts'
import {
  category,
  contactCheckSchema,
  contactJson,
  contactName,
  contactPageSchema,
  contactRules,
  contactSchema,
} from './contact-schema.ts'
import { readPhoneNumber } from '../../settings/phone-number.ts'
import { cursorParameter, limitParameter, pageOf, readCursor, writeCursor } from './paging.ts'
import { entryNumberSchema, phoneNumberSchema } from './phone-number-schema.ts'
import { Problem, problems } from './problem.ts'
import { rollName, rollParameter, type Rolls } from './roll-parameter.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { flagParameter } from './true-or-false.ts'

export interface ExceptionsDependencies {
  database: Database
  defaultCountry: string
  /** The owner's numbers, some with lists of their own. */
  houses: Rolls
  now(): Date
}

const tags = ['Exceptions']

/** What a contact on the list can be changed in. */
const changeSchema = z
  .strictObject({
    contact_name: contactName.optional(),
    category: category.optional(),
    ...contactRules,
  })
  .refine(
    (given) => Object.keys(given).length > 0,
    'give contact_name, category, prefix, hours or language',
  )

export function createExceptions(deps: ExceptionsDependencies): Routes {
  const app = createRoutes()
  for (const route of [list, add, check, change, remove]) route(app, deps)
  return app
}

function list(app: Routes, { database, houses }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/exceptions',
      operationId: 'listExceptions',
      tags,
      summary: 'The contacts whose calls pass without screening, by name',
      request: {
        query: z.object({
          line: rollParameter(houses),
          include_inactive: flagParameter,
          category: category.optional(),
          limit: limitParameter(500, 100),
          cursor: cursorParameter,
        }),
      },
      responses: {
        200: {
          description: 'A page of the list',
          content: json(contactPageSchema),
        },
        ...problems(400, 422, 500),
      },
    }),
    async (c) => {
      const { line: roll, include_inactive, category: only, limit, cursor } = c.req.valid('query')
      const position = readCursor(cursor, z.tuple([z.string(), z.string()]))
      const rows = await listContacts(database.queries, roll, {
        includeInactive: include_inactive,
        category: only ?? null,
        limit: limit + 1,
        after: position && { contact_name: position[0], phone_number: position[1] },
      })
      const { page, last } = pageOf(rows, limit)
      return c.json(
        {
          line: rollName(roll, houses),
          exceptions: page.map((row) => contactJson(row, houses)),
          next_cursor: last && writeCursor([last.contact_name, last.phone_number]),
        },
        200,
      )
    },
  )
}

function add(app: Routes, deps: ExceptionsDependencies): void {
  const { database, defaultCountry, houses, now } = deps
  app.openapi(
    createRoute({
      method: 'post',
      path: '/exceptions',
      operationId: 'addException',
      tags,
      summary: 'Puts a number on the list; one that was taken off comes back',
      request: {
        query: ofList(houses),
        body: {
          required: true,
          content: json(
            z.strictObject({
              phone_number: phoneNumberSchema(defaultCountry).optional().openapi({
                description: 'May be left out where a prefix stands for all of its numbers',
              }),
              contact_name: contactName,
              category: category.optional().openapi({
                description: `Where it is left out, a number that comes back has the one it had, a new one ${NO_CATEGORY}`,
              }),
              ...contactRules,
            }),
          ),
        },
      },
      responses: {
        201: { description: 'The contact', content: json(contactSchema) },
        ...problems(400, 409, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const given = c.req.valid('json')
      const { line: roll } = c.req.valid('query')
      const { phone_number, contact_name: name, category: kind, prefix, hours, language } = given
      const phoneNumber = phone_number ?? prefix
      if (!phoneNumber) throw withoutNumber()
      const contact = { phoneNumber, name, category: kind ?? null, prefix, hours, language }
      if (!(await addContact(database, roll, contact, now().toISOString())))
        throw new Problem(409, `${phoneNumber} is on the list already: change it with PATCH`)
      return c.json(await contactOf(deps, roll, phoneNumber), 201)
    },
  )
}

function check(app: Routes, { database, defaultCountry, houses }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/exceptions/check/{phone_number}',
      operationId: 'checkException',
      tags,
      summary: 'Whether calls of this number pass',
      request: { params: paramsIn(defaultCountry), query: ofList(houses) },
      responses: {
        200: {
          description: 'The active contact with this number, if there is one',
          content: json(contactCheckSchema),
        },
        ...problems(422, 500),
      },
    }),
    async (c) => {
      const { phone_number: phoneNumber } = c.req.valid('param')
      const { line: roll } = c.req.valid('query')
      const { queries } = database
      const found = await findActiveContact(queries, roll, phoneNumber)
      const contact = found && (await findContact(queries, roll, found.phoneNumber))
      if (!contact && readPhoneNumber(phoneNumber) === null) throw noNumber(phoneNumber)
      const line = rollName(roll, houses)
      return contact?.is_active === 1
        ? c.json({ line, found: true, contact: contactJson(contact, houses) }, 200)
        : c.json({ line, found: false, contact: null }, 200)
    },
  )
}

function change(app: Routes, deps: ExceptionsDependencies): void {
  const { database, defaultCountry, houses, now } = deps
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/exceptions/{phone_number}',
      operationId: 'changeException',
      tags,
      summary: 'Gives an active contact another name, category, prefix, hours or language',
      request: {
        params: paramsIn(defaultCountry),
        query: ofList(houses),
        body: { required: true, content: json(changeSchema) },
      },
      responses: {
        200: { description: 'The contact as it is now', content: json(contactSchema) },
        ...problems(400, 404, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { phone_number: phoneNumber } = c.req.valid('param')
      const { line: roll } = c.req.valid('query')
      const { contact_name: name, category: kind, ...rules } = c.req.valid('json')
      const fields = { name, category: kind, ...rules }
      const at = now().toISOString()
      const isThere = await database.write((queries) =>
        changeContact(queries, roll, phoneNumber, fields, at),
      )
      if (!isThere) throw notOnTheList(phoneNumber)
      return c.json(await contactOf(deps, roll, phoneNumber), 200)
    },
  )
}

function remove(app: Routes, deps: ExceptionsDependencies): void {
  const { database, defaultCountry, houses, now } = deps
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/exceptions/{phone_number}',
      operationId: 'removeException',
      tags,
      summary: 'Takes a number off the list; its calls are screened from now on',
      request: { params: paramsIn(defaultCountry), query: ofList(houses) },
      responses: { 204: { description: 'It is off the list' }, ...problems(404, 422, 500) },
    }),
    async (c) => {
      const { phone_number: phoneNumber } = c.req.valid('param')
      const { line: roll } = c.req.valid('query')
      const at = now().toISOString()
      if (!(await database.write((queries) => removeContact(queries, roll, phoneNumber, at))))
        throw notOnTheList(phoneNumber)
      return c.body(null, 204)
    },
  )
}

function paramsIn(country: string) {
  return z.object({ phone_number: entryNumberSchema(country) })
}

function ofList(houses: Rolls) {
  return z.object({ line: rollParameter(houses) })
}

async function contactOf(
  { database, houses }: ExceptionsDependencies,
  roll: Roll,
  phoneNumber: string,
) {
  const contact = await findContact(database.queries, roll, phoneNumber)
  // Taken off and erased between two lines of ours: as if it had never been.
  if (!contact) throw notOnTheList(phoneNumber)
  return contactJson(contact, houses)
}

function noNumber(written: string): Problem {
  const detail = `'${written}' is no phone number, and no entry of the list stands for all that begin so`
  return new Problem(422, `phone_number: ${detail}`, {
    errors: [{ parameter: 'phone_number', detail }],
  })
}

function withoutNumber(): Problem {
  const detail = 'is missing: give it, or the prefix that stands for all of its numbers'
  return new Problem(422, `phone_number: ${detail}`, {
    errors: [{ pointer: '/phone_number', detail }],
  })
}

function notOnTheList(phoneNumber: string): Problem {
  // The beginning of numbers may be an entry of its own; where it is none, a number was meant.
  if (readPhoneNumber(phoneNumber) === null) return noNumber(phoneNumber)
  return new Problem(404, `${phoneNumber} is not on the list: see GET /exceptions`)
}
