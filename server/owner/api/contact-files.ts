/** An exception list as a file, in and out: what phones and spreadsheets read and write. */
import { createRoute, z } from '@hono/zod-openapi'
import { listContacts, NO_CATEGORY } from '../../../storage/contacts.ts'
import type { Logger } from 'pino'
import type { Database } from '../../../storage/database.ts'
import { SHARED, type Roll } from '../../../storage/roll.ts'
import type { ContactRow } from '../../../storage/schema.ts'
import type { ContactLine } from '../contact-files/contact-line.ts'
import {
  importContacts,
  type ImportWish,
  type ImportedLine,
  type Outcome,
} from '../contact-files/import-contacts.ts'
import type { ReadOptions } from '../contact-files/read-options.ts'
import { readUpload } from '../contact-files/read-upload.ts'
import { category } from './contact-schema.ts'
import { Problem, problems } from './problem.ts'
import { rollName, rollParameter, rollSchema, type Rolls } from './roll-parameter.ts'
import { createRoutes, json, type Routes } from './routes.ts'
import { flagParameter } from './true-or-false.ts'

export interface ContactFilesDependencies {
  database: Database
  defaultCountry: string
  /** The owner's numbers, some with lists of their own. */
  houses: Rolls
  now(): Date
  log: Logger
}

/** Rows or cards. Reading a table of them takes a second, in which no turn is taken. */
const MOST_CONTACTS = 10_000
/** Some have several numbers. */
const MOST_ENTRIES = 30_000

/** For whoever waits: how far it is, line by line as JSON, and at last the report or a problem. */
const PROGRESS_TYPE = 'application/x-ndjson'
/** Proxies and clients give up on what is silent. */
const STILL_THERE_MS = 2_000

const OUTCOMES = ['added', 'restored', 'updated', 'unchanged', 'removed', 'failed'] as const
const tags = ['Exceptions']
const file = { schema: z.string().openapi({ format: 'binary' }) }

export const reportSchema = z
  .object({
    line: rollSchema,
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

function takeIn(
  app: Routes,
  { database, defaultCountry, houses, now, log }: ContactFilesDependencies,
): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/exceptions/import',
      operationId: 'importExceptions',
      tags,
      summary: 'Takes in the contacts of a CSV or vCard file, with a report on every line',
      // In words only: generated clients take a second type of the same answer for the first.
      description:
        `Who asks for \`${PROGRESS_TYPE}\` by Accept is told how far it is in lines of JSON: ` +
        '`{"done":300,"total":9000}` again and again, then `{"report":…}`, or `{"problem":…}` where it ' +
        'failed on the way.',
      request: {
        query: z.object({
          line: rollParameter(houses),
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
      const options = { defaultCountry, category: query.category ?? null }
      const lines = await linesIn(c.req.raw, options)
      const run = async (onProgress?: ImportWish['onProgress']) => {
        const wish = { dryRun: query.dry_run, now: now().toISOString() }
        const imported = await importContacts(database, query.line, lines, {
          ...wish,
          ...(onProgress && { onProgress }),
        })
        return { line: rollName(query.line, houses), ...reportJson(imported, query.dry_run) }
      }
      if (!c.req.header('accept')?.includes(PROGRESS_TYPE)) return c.json(await run(), 200)
      const told = toldLineByLine(run, lines.length, (error) =>
        log.error({ err: error, request_id: c.get('requestId') }, 'import failed'),
      )
      const headers = { 'content-type': PROGRESS_TYPE, 'x-accel-buffering': 'no' }
      // Whatever has json in its name is one value to the types of routes.
      return c.body(told, 200, headers) as never
    },
  )
}

function giveOut(app: Routes, { database, houses }: ContactFilesDependencies): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/exceptions/export',
      operationId: 'exportExceptions',
      tags,
      summary: 'The list as a file, to keep or to take to a phone',
      request: {
        query: z.object({
          line: rollParameter(houses),
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
      const { line: roll, format, include_inactive } = c.req.valid('query')
      const contacts = (await allContacts(database, roll, include_inactive)).map((row) => ({
        phoneNumber: row.phone_number,
        name: row.contact_name,
        category: row.category,
        isActive: row.is_active === 1,
      }))
      const { writeContactFile } = await import('../contact-files/write-contact-file.ts')
      const isCsv = format === 'csv'
      const name = roll === SHARED ? 'exceptions' : `exceptions-${roll.slice(1)}`
      return c.body(writeContactFile(contacts, isCsv ? 'csv' : 'vcard'), 200, {
        'content-type': `${isCsv ? 'text/csv' : 'text/vcard'}; charset=utf-8`,
        'content-disposition': `attachment; filename="${name}.${format}"`,
      })
    },
  )
}

/** Throws a `Problem` where it is no contact file, or not one to be read at once. */
async function linesIn(request: Request, options: ReadOptions): Promise<ContactLine[]> {
  const pieces = (request.body ?? new Blob([]).stream()) as AsyncIterable<Uint8Array>
  const onCount = (contacts: number, entries: number) => {
    if (contacts > MOST_CONTACTS || entries > MOST_ENTRIES)
      throw new Problem(413, `More than ${MOST_CONTACTS} contacts: send them in several files`)
  }
  const contentType = request.headers.get('content-type') ?? undefined
  const upload = await readUpload(pieces, contentType, { ...options, onCount })
  if (upload === 'unknown')
    throw new Problem(415, 'Send a CSV file as text/csv, or a vCard file as text/vcard')
  if ('tooMuch' in upload)
    throw new Problem(413, `At most ${upload.tooMuch / 1024} KiB are taken in at once`)
  if (upload.lines.length === 0)
    throw new Problem(422, 'There is no contact in the file: see GET /exceptions/export for one')
  return upload.lines
}

async function allContacts(
  database: Database,
  roll: Roll,
  includeInactive: boolean,
): Promise<ContactRow[]> {
  const all: ContactRow[] = []
  const limit = 500
  for (;;) {
    const after = all.at(-1) ?? null
    const page = { includeInactive, category: null, limit, after }
    const contacts = await listContacts(database.queries, roll, page)
    for (const contact of contacts) all.push(contact)
    if (contacts.length < limit) return all
  }
}

function reportJson(
  imported: ImportedLine[],
  isDryRun: boolean,
): Omit<z.infer<typeof reportSchema>, 'line'> {
  const byOutcome = Map.groupBy(imported, ({ outcome }) => outcome)
  const counts = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, byOutcome.get(outcome)?.length ?? 0]),
  ) as Record<Outcome, number>
  return { dry_run: isDryRun, ...counts, lines: imported.map(lineJson) }
}

/** The import goes on to its end, whether anybody still listens or not. */
function toldLineByLine(
  run: (onProgress: ImportWish['onProgress']) => Promise<object>,
  total: number,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  let isHeard = true
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder()
      let progress = { done: 0, total }
      const say = (line: object) => {
        if (isHeard) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      const still = setInterval(() => say(progress), STILL_THERE_MS)
      say(progress)
      void run((done, all) => {
        progress = { done, total: all }
        say(progress)
      })
        .then(
          (report) => say({ report }),
          (error: unknown) => {
            onError(error)
            const { done } = progress
            const detail = `Something went wrong on our side after ${done} of ${progress.total} contacts: see the log, and import the file again; nothing is taken twice`
            say({ problem: { status: 500, title: 'Internal Server Error', detail } })
          },
        )
        .finally(() => {
          clearInterval(still)
          if (isHeard) controller.close()
        })
    },
    cancel() {
      isHeard = false
    },
  })
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
    detail: line.note ?? null,
  }
}
