/** Several statements in one round trip: a transaction from its beginning to its end. */

export interface Batch {
  sql: string
  parameters: unknown[]
}

/**
 * `sp_executesql` takes 2,100 parameters, its own two among them, and an insert as many rows as this:
 * https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server
 * https://learn.microsoft.com/sql/t-sql/queries/table-value-constructor-transact-sql
 */
export const MOST_PARAMETERS = 2_000
export const MOST_ROWS = 1_000

/** Takes a value in, and gives the name that it has in the batch. */
export type Naming = (value: unknown) => string

export function createParameters(): { parameters: unknown[]; name: Naming } {
  const parameters: unknown[] = []
  return { parameters, name: (value) => `@${parameters.push(value)}` }
}

/**
 * Any error in it rolls back, since XACT_ABORT is on, so it leaves no transaction open:
 * https://learn.microsoft.com/sql/t-sql/statements/set-xact-abort-transact-sql
 */
export function transaction(statements: string[]): string {
  return [BEGIN, ...statements, 'commit transaction'].join(';\n')
}

const BEGIN = 'begin transaction'

export function isTransaction(sql: string): boolean {
  return sql.startsWith(BEGIN)
}

/** Where the statement before has changed one row. https://learn.microsoft.com/sql/t-sql/functions/rowcount-transact-sql */
export function ifItChangedARow(statements: string[]): string[] {
  const [first = '', ...others] = statements
  return [`if @@rowcount = 1\nbegin\n${first}`, ...others, 'end']
}

/** The values of each row between commas. Nothing for no rows. */
export function insertInto(table: string, columns: string[], rows: string[]): string[] {
  if (rows.length === 0) return []
  return [
    `insert into "${table}" (${quoted(columns)}) values\n${rows.map((row) => `(${row})`).join(',\n')}`,
  ]
}

export function quoted(columns: string[]): string {
  return columns.map((column) => `"${column}"`).join(', ')
}
