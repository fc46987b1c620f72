/** Queries that are built once and run often: building one costs more than SQLite needs to run it. */
import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import type { Queries } from './database.ts'

/** Stands for a value while the query is built; a query takes it for the value itself. */
class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Runs a compiled query at once, where the database stands in this process: without Kysely's way around it. */
export type RunDirectly = (sql: string, parameters: unknown[]) => QueryResult<unknown>

const direct = new WeakMap<Queries, RunDirectly>()

/** From now on prepared queries through this connection are run so. */
export function runDirectly(connection: Queries, run: RunDirectly): void {
  direct.set(connection, run)
}

/** Runs a prepared query with its values. */
export type Prepared<Values, Row> = (queries: Queries, values: Values) => Promise<QueryResult<Row>>

/** What a builder is given in place of the values: the same names and types. */
const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) })

/**
 * Builds the query on first use, once per dialect. The builder may only hand its values on to the query:
 * it sees stand-ins for them, so it can neither look at them nor choose by them.
 */
export function prepared<Values extends object, Row>(
  build: (queries: Queries, values: Values) => Compilable<Row>,
): Prepared<Values, Row> {
  const byDialect = new WeakMap<object, CompiledQuery<Row>>()
  return async function run(queries, values) {
    const { adapter } = queries.getExecutor()
    let query = byDialect.get(adapter)
    if (!query) {
      query = build(queries, placeholders as Values).compile()
      byDialect.set(adapter, query)
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Placeholder ? values[value.name as keyof Values] : value,
    )
    const atOnce = direct.get(queries)
    if (atOnce) return atOnce(query.sql, parameters) as QueryResult<Row>
    return queries.executeQuery<Row>({ ...query, parameters })
  }
}
