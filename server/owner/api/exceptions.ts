/** The exception list over REST. */
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
import { createRoutes, json, type Routes } from './routes.ts'
import { flagParameter } from './true-or-false.ts'

export interface ExceptionsDependencies {
  database: Database
  defaultCountry: string
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

function list(app: Routes, { database }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/exceptions',
      operationId: 'listExceptions',
      tags,
      summary: 'The contacts whose calls pass without screening, by name',
      request: {
        query: z.object({
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
      const { include_inactive, category: only, limit, cursor } = c.req.valid('query')
      const position = readCursor(cursor, z.tuple([z.string(), z.string()]))
      const rows = await listContacts(database.queries, {
        includeInactive: include_inactive,
        category: only ?? null,
        limit: limit + 1,
        after: position && { contact_name: position[0], phone_number: position[1] },
      })
      const { page, last } = pageOf(rows, limit)
      return c.json(
        {
          exceptions: page.map(contactJson),
          next_cursor: last && writeCursor([last.contact_name, last.phone_number]),
        },
        200,
      )
    },
  )
}

function add(app: Routes, { database, defaultCountry, now }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/exceptions',
      operationId: 'addException',
      tags,
      summary: 'Puts a number on the list; one that was taken off comes back',
      request: {
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
      const { phone_number, contact_name: name, category: kind, prefix, hours, language } = given
      const phoneNumber = phone_number ?? prefix
      if (!phoneNumber) throw withoutNumber()
      const contact = { phoneNumber, name, category: kind ?? null, prefix, hours, language }
      if (!(await addContact(database, contact, now().toISOString())))
        throw new Problem(409, `${phoneNumber} is on the list already: change it with PATCH`)
      return c.json(await contactOf(database, phoneNumber), 201)
    },
  )
}

function check(app: Routes, { database, defaultCountry }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/exceptions/check/{phone_number}',
      operationId: 'checkException',
      tags,
      summary: 'Whether calls of this number pass',
      request: { params: paramsIn(defaultCountry) },
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
      const found = await findActiveContact(database.queries, phoneNumber)
      const contact = found && (await findContact(database.queries, found.phoneNumber))
      if (!contact && readPhoneNumber(phoneNumber) === null) throw noNumber(phoneNumber)
      return contact?.is_active === 1
        ? c.json({ found: true, contact: contactJson(contact) }, 200)
        : c.json({ found: false, contact: null }, 200)
    },
  )
}

function change(app: Routes, { database, defaultCountry, now }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'patch',
      path: '/exceptions/{phone_number}',
      operationId: 'changeException',
      tags,
      summary: 'Gives an active contact another name, category, prefix, hours or language',
      request: {
        params: paramsIn(defaultCountry),
        body: { required: true, content: json(changeSchema) },
      },
      responses: {
        200: { description: 'The contact as it is now', content: json(contactSchema) },
        ...problems(400, 404, 413, 415, 422, 500),
      },
    }),
    async (c) => {
      const { phone_number: phoneNumber } = c.req.valid('param')
      const { contact_name: name, category: kind, ...rules } = c.req.valid('json')
      const fields = { name, category: kind, ...rules }
      const at = now().toISOString()
      if (!(await database.write((queries) => changeContact(queries, phoneNumber, fields, at))))
        throw notOnTheList(phoneNumber)
      return c.json(await contactOf(database, phoneNumber), 200)
    },
  )
}

function remove(app: Routes, { database, defaultCountry, now }: ExceptionsDependencies): void {
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/exceptions/{phone_number}',
      operationId: 'removeException',
      tags,
      summary: 'Takes a number off the list; its calls are screened from now on',
      request: { params: paramsIn(defaultCountry) },
      responses: { 204: { description: 'It is off the list' }, ...problems(404, 422, 500) },
    }),
    async (c) => {
      const { phone_number: phoneNumber } = c.req.valid('param')
      const at = now().toISOString()
      if (!(await database.write((queries) => removeContact(queries, phoneNumber, at))))
        throw notOnTheList(phoneNumber)
      return c.body(null, 204)
    },
  )
}

function paramsIn(country: string) {
  return z.object({ phone_number: entryNumberSchema(country) })
}

async function contactOf(database: Database, phoneNumber: string) {
  const contact = await findContact(database.queries, phoneNumber)
  // Taken off and erased between two lines of ours: as if it had never been.
  if (!contact) throw notOnTheList(phoneNumber)
  return contactJson(contact)
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
