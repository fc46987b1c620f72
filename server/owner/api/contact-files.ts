/** The exception list as a file, in and out: what phones and spreadsheets read and write. */
import { createRoute, z } from '@hono/zod-openapi'
import { listContacts, NO_CATEGORY } from '../../../storage/contacts.ts'
import type { Database } from '../../../storage/database.ts'
import type { ContactRow } from '../../../storage/schema.ts'
import { countContacts } from '../contact-files/count-contacts.ts'
import { formatOf } from '../contact-files/file-format.ts'
import {
  importContacts,
  type ImportedLine,
  type Outcome,
} from '../contact-files/import-contacts.ts'
import type { ReadOptions } from '../contact-files/read-options.ts'
import { category } from './contact-schema.ts'
import { Problem, problems } from './problem.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { flagParameter } from './true-or-false.ts'

export interface ContactFilesDependencies {
  database: Database
  defaultCountry: string
  now(): Date
}

/** Reading them takes a third of a second, in which no turn is taken. */
const MOST_CONTACTS = 10_000

const OUTCOMES = ['added', 'restored', 'updated', 'unchanged', 'removed', 'failed'] as const
const tags = ['Exceptions']
const file = { schema: z.string().openapi({ format: 'binary' }) }

export const reportSchema = z
  .object({
    dry_run: z.boolean(),
    ...(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, z.int()])) as Record<
      Outcome,
      z.ZodInt
    >),
    lines: z.array(
      z.object({
        line: z.int().openapi({ description: 'In the file, from 1' }),
        outcome: z.enum(OUTCOMES),
        phone_number: z.string().nullable(),
        contact_name: z.string().nullable(),
        category: z.string().nullable(),
        detail: z.string().nullable().openapi({ description: 'What is wrong with it, or unsure' }),
      }),
    ),
  })
  .openapi('ImportReport')

export function createContactFiles(deps: ContactFilesDependencies): Routes {
  const app = createRoutes()
  takeIn(app, deps)
  giveOut(app, deps)
  return app
}

function takeIn(app: Routes, { database, defaultCountry, now }: ContactFilesDependencies): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/exceptions/import',
      operationId: 'importExceptions',
      tags,
      summary: 'Takes in the contacts of a CSV or vCard file, with a report on every line',
      request: {
        query: z.object({
          category: category.optional().openapi({
            description: `Of contacts whose file gives none; else they keep theirs, and new ones have ${NO_CATEGORY}`,
          }),
          dry_run: flagParameter.openapi({ description: 'Only report what would happen' }),
        }),
        body: { required: true, content: { 'text/vcard': file, 'text/csv': file } },
      },
      responses: {
        200: {
          description: 'What became of each line; some may have failed',
          content: json(reportSchema),
        },
        ...problems(413, 415, 422, 500),
      },
    }),
    async (c) => {
      const query = c.req.valid('query')
      const content = Buffer.from(await c.req.arrayBuffer())
      const options = { defaultCountry, category: query.category ?? null }
      const lines = await linesIn(content, c.req.header('content-type'), options)
      const imported = await importContacts(database, lines, {
        dryRun: query.dry_run,
        now: now().toISOString(),
      })
      const byOutcome = Map.groupBy(imported, ({ outcome }) => outcome)
      const counts = Object.fromEntries(
        OUTCOMES.map((outcome) => [outcome, byOutcome.get(outcome)?.length ?? 0]),
      ) as Record<Outcome, number>
      return c.json({ dry_run: query.dry_run, ...counts, lines: imported.map(lineJson) }, 200)
    },
  )
}

function giveOut(app: Routes, { database }: ContactFilesDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/exceptions/export',
      operationId: 'exportExceptions',
      tags,
      summary: 'The list as a file, to keep or to take to a phone',
      request: {
        query: z.object({
          format: z.enum(['csv', 'vcf'], 'choose csv or vcf').optional().default('csv'),
          include_inactive: flagParameter,
        }),
      },
      responses: {
        200: {
          description: 'The file',
          content: { 'text/csv': file, 'text/vcard': file },
        },
        ...problems(422, 500),
      },
    }),
    async (c) => {
      const { format, include_inactive } = c.req.valid('query')
      const contacts = (await allContacts(database, include_inactive)).map((row) => ({
        phoneNumber: row.phone_number,
        name: row.contact_name,
        category: row.category,
        isActive: row.is_active === 1,
      }))
      const { writeContactFile } = await import('../contact-files/write-contact-file.ts')
      const isCsv = format === 'csv'
      return c.body(writeContactFile(contacts, isCsv ? 'csv' : 'vcard'), 200, {
        'content-type': `${isCsv ? 'text/csv' : 'text/vcard'}; charset=utf-8`,
        'content-disposition': `attachment; filename="exceptions.${format}"`,
      })
    },
  )
}

/** Throws a `Problem` where it is no contact file, or not one to be read at once. */
async function linesIn(content: Buffer, contentType: string | undefined, options: ReadOptions) {
  const format = formatOf(contentType, content)
  if (!format) throw new Problem(415, 'Send a CSV file as text/csv, or a vCard file as text/vcard')
  if (countContacts(content, format) > MOST_CONTACTS)
    throw new Problem(413, `More than ${MOST_CONTACTS} contacts: send them in several files`)
  const { readContactFile } = await import('../contact-files/read-contact-file.ts')
  const lines = readContactFile(content, format, options)
  if (lines.length === 0)
    throw new Problem(422, 'There is no contact in the file: see GET /exceptions/export for one')
  return lines
}

async function allContacts(database: Database, includeInactive: boolean): Promise<ContactRow[]> {
  const all: ContactRow[] = []
  const limit = 500
  for (;;) {
    const after = all.at(-1) ?? null
    const page = { includeInactive, category: null, limit, after }
    const contacts = await listContacts(database.queries, page)
    all.push(...contacts)
    if (contacts.length < limit) return all
  }
}

function lineJson(line: ImportedLine) {
  const { outcome } = line
  if (!('contact' in line))
    return {
      line: line.line,
      outcome,
      phone_number: null,
      contact_name: line.name,
      category: null,
      detail: line.problem,
    }
  const { phoneNumber, name, category: kind } = line.contact
  return {
    line: line.line,
    outcome,
    phone_number: phoneNumber,
    contact_name: name,
    category: kind,
    detail: line.note,
  }
}
