/** The exception list as the management API has it. */
import type { ApiClient } from '../command/api-client.ts'

export interface ListedContact {
  /** E.164 */
  phone_number: string
  contact_name: string
  category: string
  is_active: boolean
  /** ISO 8601, like the next. */
  created_at: string
  updated_at: string
}

export interface ContactPage {
  exceptions: ListedContact[]
  next_cursor: string | null
}

export interface ImportLine {
  line: number
  outcome: 'added' | 'restored' | 'updated' | 'unchanged' | 'failed'
  phone_number: string | null
  contact_name: string | null
  category: string | null
  detail: string | null
}

export interface ImportReport {
  dry_run: boolean
  added: number
  restored: number
  updated: number
  unchanged: number
  failed: number
  lines: ImportLine[]
}

export type FileFormat = 'csv' | 'vcf'

/** Every function throws `ApiError`. */
export type ContactsApi = ReturnType<typeof createContactsApi>

export function createContactsApi(client: ApiClient) {
  const pathOf = (number: string) => `/exceptions/${encodeURIComponent(number)}`
  return {
    add(contact: { phone_number: string; contact_name: string; category?: string | undefined }) {
      return client.read<ListedContact>('POST', '/exceptions', 'phone_number', { json: contact })
    },
    edit(
      number: string,
      json: { contact_name?: string | undefined; category?: string | undefined },
    ) {
      return client.read<ListedContact>('PATCH', pathOf(number), 'phone_number', { json })
    },
    async remove(number: string): Promise<void> {
      await client.send('DELETE', pathOf(number))
    },
    check(number: string) {
      const path = `/exceptions/check/${encodeURIComponent(number)}`
      return client.read<{ found: boolean; contact: ListedContact | null }>('GET', path, 'found')
    },
    /** All of them, however many pages they take. */
    async list(filter: { all?: boolean | undefined; category?: string | undefined } = {}) {
      const exceptions: ListedContact[] = []
      let cursor: string | null = null
      do {
        const page: ContactPage = await client.read('GET', '/exceptions', 'exceptions', {
          query: { include_inactive: filter.all, category: filter.category, limit: 500, cursor },
        })
        exceptions.push(...page.exceptions)
        cursor = page.next_cursor
      } while (cursor !== null)
      return { exceptions, next_cursor: null } satisfies ContactPage
    },
    importFile(
      bytes: Uint8Array<ArrayBuffer>,
      format: FileFormat,
      options: { dryRun?: boolean | undefined; category?: string | undefined },
    ) {
      return client.read<ImportReport>('POST', '/exceptions/import', 'lines', {
        query: { dry_run: options.dryRun, category: options.category },
        content: { type: format === 'csv' ? 'text/csv' : 'text/vcard', bytes },
      })
    },
    exportFile(format: FileFormat, all: boolean | undefined): Promise<string> {
      return client.send('GET', '/exceptions/export', { query: { format, include_inactive: all } })
    },
  }
}
