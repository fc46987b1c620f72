/** How it stands with the owner's address book, out of which contacts keep themselves: over REST. */
import { createRoute, z } from '@hono/zod-openapi'
import { countSynced, findAddressBook } from '../../../storage/address-book.ts'
import type { Database } from '../../../storage/database.ts'
import { momentSchema } from './moment-schema.ts'
import { problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'

export interface AddressBookDependencies {
  database: Database
  /** Whether the settings name one. */
  isSet: boolean
  now(): Date
}

export const addressBookSchema = z
  .object({
    is_set: z.boolean().openapi({ description: 'Whether the settings name one: CARDDAV_URL' }),
    contacts: z.int().openapi({ description: 'How many contacts are kept as it has them' }),
    read_at: momentSchema.nullable().openapi({ description: 'When it was last read to its end' }),
    due_at: momentSchema.nullable().openapi({
      description:
        'When it is read next, where a server does so by itself; null where nobody knows',
    }),
    is_being_read: z.boolean(),
    failure: z.string().nullable().openapi({ description: 'Why the last reading failed' }),
  })
  .openapi('AddressBook')

export function createAddressBook({ database, isSet, now }: AddressBookDependencies): Routes {
  const app = createRoutes()
  app.openapi(
    createRoute({
      method: 'get',
      path: '/address-book',
      operationId: 'getAddressBook',
      tags: ['Exceptions'],
      summary: 'How it stands with the address book out of which contacts keep themselves',
      responses: {
        200: { description: 'As it is', content: json(addressBookSchema) },
        ...problems(500),
      },
    }),
    async (c) => {
      const book = await findAddressBook(database.queries)
      const at = now().toISOString()
      return c.json(
        {
          is_set: isSet,
          contacts: await countSynced(database.queries),
          read_at: book.read_at,
          due_at: book.due_at,
          is_being_read: (book.lease_until ?? '') > at,
          failure: book.failure,
        },
        200,
      )
    },
  )
  return app
}
