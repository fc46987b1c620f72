/** An exception list as the management API has it. */
import type { z } from 'zod'
import type { reportSchema } from '../../owner/api/contact-files.ts'
import type {
  contactCheckSchema,
  contactPageSchema,
  contactSchema,
} from '../../owner/api/contact-schema.ts'
import type { ApiClient } from '../command/api-client.ts'
import { ApiError } from '../command/api-error.ts'
import { localProblem, type Problem } from '../command/command-error.ts'

export type ListedContact = z.infer<typeof contactSchema>
type Rules = { [Rule in 'prefix' | 'hours' | 'language']?: string | null }
type ContactPage = z.infer<typeof contactPageSchema>
export type ImportReport = z.infer<typeof reportSchema>

/** Of an import that goes on. */
export interface ImportProgress {
  done: number
  total: number
}

const BROKEN_OFF = localProblem(
  'Import broken off',
  'The server stopped telling how far the import is: import the file again, nothing is taken twice.',
)

export type FileFormat = 'csv' | 'vcf'

/** Every function throws `ApiError`. */
export type ContactsApi = ReturnType<typeof createContactsApi>

/** `line`: whose list, as the owner writes it; without it, the one that lines share. */
export function createContactsApi(client: ApiClient, line: string | undefined) {
  const pathOf = (number: string) => `/exceptions/${encodeURIComponent(number)}`
  return {
    add(
      contact: {
        phone_number?: string
        contact_name: string
        category?: string | undefined
      } & Rules,
    ) {
      return client.read<ListedContact>('POST', '/exceptions', 'phone_number', {
        query: { line },
        json: contact,
      })
    },
    edit(
      number: string,
      json: { contact_name?: string | undefined; category?: string | undefined } & Rules,
    ) {
      return client.read<ListedContact>('PATCH', pathOf(number), 'phone_number', {
        query: { line },
        json,
      })
    },
    async remove(number: string): Promise<void> {
      await client.send('DELETE', pathOf(number), { query: { line } })
    },
    check(number: string) {
      const path = `/exceptions/check/${encodeURIComponent(number)}`
      return client.read<z.infer<typeof contactCheckSchema>>('GET', path, 'found', {
        query: { line },
      })
    },
    /** Whose list it is: null for the one that lines share. */
    async whose(): Promise<string | null> {
      const query = { line, limit: 1 }
      return (await client.read<ContactPage>('GET', '/exceptions', 'exceptions', { query })).line
    },
    /** All of them, however many pages they take. */
    async list(filter: { all?: boolean | undefined; category?: string | undefined } = {}) {
      const exceptions: ListedContact[] = []
      let cursor: string | null = null
      let whose: string | null = null
      do {
        const page: ContactPage = await client.read('GET', '/exceptions', 'exceptions', {
          query: {
            line,
            include_inactive: filter.all,
            category: filter.category,
            limit: 500,
            cursor,
          },
        })
        for (const one of page.exceptions) exceptions.push(one)
        cursor = page.next_cursor
        // A server from before knows one list.
        whose = page.line ?? null
      } while (cursor !== null)
      return { line: whose, exceptions, next_cursor: null } satisfies ContactPage
    },
    importFile(
      bytes: Uint8Array<ArrayBuffer>,
      format: FileFormat,
      options: { dryRun?: boolean | undefined; category?: string | undefined },
      onProgress: (progress: ImportProgress) => void,
    ): Promise<ImportReport> {
      return client
        .read<object>('POST', '/exceptions/import', null, {
          query: { line, dry_run: options.dryRun, category: options.category },
          content: { type: format === 'csv' ? 'text/csv' : 'text/vcard', bytes },
          onLine: (told) => onProgress(told as ImportProgress),
        })
        .then((answer) => {
          if ('report' in answer) return answer.report as ImportReport
          // A server from before answers at once.
          if ('lines' in answer) return answer as ImportReport
          const problem = 'problem' in answer ? (answer.problem as Problem) : BROKEN_OFF
          throw new ApiError('failed', problem)
        })
    },
    exportFile(format: FileFormat, all: boolean | undefined): Promise<string> {
      return client.send('GET', '/exceptions/export', {
        query: { line, format, include_inactive: all },
      })
    },
  }
}
