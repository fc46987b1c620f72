/** `npm run bench -- --rules`: what a turn costs with tens of thousands of rules and long lists, beside one with none. */
import Sqlite from 'better-sqlite3'
import { quantile } from '../../server/basics/quantile.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { load } from './load.ts'

const ROUNDS = 5
const CONCURRENCY = 20
const LISTED = 300_000

export interface Started {
  name: string
  url: string
}

/** In turns, so that what else the machine does falls on both; a row for each, and the ratio of their medians. */
export async function benchRules(
  start: (name: string, file: string) => Promise<Started>,
  { folder, rules, seconds }: { folder: string; rules: number; seconds: number },
): Promise<void> {
  const file = `${folder}/rules.db`
  await fillWithRules(file, rules)
  const targets = [
    await start('no rules', `${folder}/none.db`),
    await start(`${rules} rules, ${LISTED} listed`, file),
  ]
  for (const { url } of targets) await load(url, { concurrency: CONCURRENCY, seconds: 4 })
  const measured = targets.map(({ name }) => ({
    name,
    latencies: [] as number[],
    speeds: [] as number[],
  }))
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, { url }] of targets.entries()) {
      const {
        latencies,
        turns,
        seconds: took,
      } = await load(url, { concurrency: CONCURRENCY, seconds })
      measured[index]!.latencies.push(quantile(latencies, 0.5)!)
      measured[index]!.speeds.push(turns / took)
    }
  const median = (values: number[]) => quantile(values, 0.5)!
  console.table(
    measured.map(({ name, latencies, speeds }) => ({
      server: name,
      'turns/s': Math.round(median(speeds)),
      'p50 ms': Number(median(latencies).toFixed(2)),
    })),
  )
  const [without, full] = measured.map(({ speeds }) => median(speeds)) as [number, number]
  console.log(
    `with ${rules} rules and ${LISTED} listed numbers: ${((full / without) * 100).toFixed(0)} % of the speed without`,
  )
}

/** None of which holds for a caller of the load: half of them numbers, half prefixes, and a thousand contacts' ranges. */
async function fillWithRules(path: string, rules: number): Promise<void> {
  const database = openSqlite(path)
  await migrate(database.queries)
  await database.close()
  const file = new Sqlite(path)
  file.pragma('synchronous = OFF')
  const block = file.prepare(
    `insert into blocks (kind, value, note, created_at) values (?, ?, '', ?)`,
  )
  const contact = file.prepare(
    `insert into exception_phone_numbers (phone_number, contact_name, category, is_active, created_at, updated_at, prefix)
     values (?, ?, 'other', 1, ?, ?, ?)`,
  )
  const at = new Date().toISOString()
  file.transaction(() => {
    for (let index = 0; index < rules; index++) {
      const digits = String(1_000_000 + index)
      if (index % 2 === 0) block.run('number', `+44207${digits}`, at)
      else block.run('prefix', `+1${digits}`, at)
    }
    for (let index = 0; index < 1_000; index++)
      contact.run(`+49301${100_000 + index}`, `Contact ${index}`, at, at, `+4930${1_000 + index}`)
    file.exec(
      `insert into lists (name, source, act_as, created_at) values ('own', 'file', 'doubtful', '${at}')`,
    )
    const listed = file.prepare(
      `insert into listed_numbers (phone_number, list, reports, last_at) values (?, 'own', 1, ?)`,
    )
    for (let index = 0; index < LISTED; index++) listed.run(`+1999${5_000_000 + index}`, at)
  })()
  file.close()
}
