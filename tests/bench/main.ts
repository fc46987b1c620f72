/** `npm run bench`: whole calls through the signed webhooks, beside a bare Hono server, in one run. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { quantile } from '../../server/basics/quantile.ts'
import { benchDatabase } from './database.ts'
import { AUTH_TOKEN, load, PUBLIC_URL, type Load } from './load.ts'
import { benchModel, printModelBench } from './model.ts'
import { benchNotices } from './notices.ts'
import { readBenchOptions } from './options.ts'
import { benchRelay, printRelayBench } from './relay.ts'
import { ADMIN_KEY, benchReview } from './review.ts'
import { benchRules } from './rules.ts'
import { measureStartUp } from './start-up.ts'
import { fillWithCalls } from './stored-calls.ts'

const options = readBenchOptions(process.argv.slice(2))

interface Target {
  name: string
  url: string
  child: ChildProcess
}

const { seconds, stored } = options
const folder = await mkdtemp(join(tmpdir(), 'concierge-bench-'))
const targets: Target[] = []

async function start(
  name: string,
  module: string,
  file?: string,
  more: Record<string, string> = {},
): Promise<Target> {
  const settings = file && {
    SQLITE_DB_PATH: file,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    BASE_URL: PUBLIC_URL,
    ADMIN_API_KEY: ADMIN_KEY,
    REAL_PHONE_NUMBER: '+14155550100',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...more,
  }
  const child = fork(join(import.meta.dirname, module), {
    env: { ...process.env, ...settings },
    execArgv: ['--max-semi-space-size=64'],
  })
  const [port] = (await once(child, 'message')) as [number]
  const target = { name, url: `http://127.0.0.1:${port}`, child }
  targets.push(target)
  return target
}

async function memoryOf({ child }: Target): Promise<number> {
  child.send('memory')
  const [{ rss }] = (await once(child, 'message')) as [{ rss: number }]
  return rss / 2 ** 20
}

function perSecond({ turns, seconds: took }: Load): number {
  return turns / took
}

function row(name: string, concurrency: number, measured: Load) {
  const ms = (share: number) => Number(quantile(measured.latencies, share)!.toFixed(2))
  return {
    server: name,
    concurrency,
    'turns/s': Math.round(perSecond(measured)),
    'p50 ms': ms(0.5),
    'p95 ms': ms(0.95),
    'p99 ms': ms(0.99),
  }
}

try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ` +
      `the load runs on the same machine; ${seconds} s each`,
  )
  if (options.model) await measureModel()
  else if (options.relay) await measureRelay()
  else if (options.database) await measureDatabase()
  else if (options.notices) console.table(await benchNotices(join(folder, 'notices.db')))
  else if (options.rules)
    await benchRules((name, file) => start(name, 'server.ts', file), {
      folder,
      rules: 50_000,
      seconds,
    })
  else if (options.review)
    await benchReview(
      (name, file) => start(name, 'server.ts', file, { ADMIN_API_KEY: ADMIN_KEY }),
      {
        folder,
        stored,
        times: 100,
      },
    )
  else await measureCalls()
} finally {
  for (const { child } of targets) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
}

async function measureModel(): Promise<void> {
  const file = join(folder, 'model.db')
  const settings = (url: string) => ({
    AZURE_OPENAI_ENDPOINT: url,
    AZURE_OPENAI_DEPLOYMENT: 'screening',
    AZURE_OPENAI_KEY: 'bench-key',
  })
  const measured = await benchModel(
    async (modelUrl) => ({
      url: (await start('with a model', 'server.ts', file, settings(modelUrl))).url,
      file,
    }),
    { concurrency: 20, calls: 800, unmeasured: 400 },
  )
  printModelBench(measured)
}

async function measureRelay(): Promise<void> {
  const measured = await benchRelay(
    async (name, settings) =>
      (await start(name, 'server.ts', join(folder, `${name}.db`), settings)).url,
    { concurrency: 20, calls: 400, unmeasured: 200 },
  )
  printRelayBench(measured)
}

async function measureDatabase(): Promise<void> {
  const measured = await benchDatabase(
    async (connectionString) => {
      const settings = {
        USE_AZURE_SQL: 'true',
        AZURE_SQL_CONNECTION_STRING: connectionString,
      }
      return (await start('a network away', 'server.ts', join(folder, 'unused.db'), settings)).url
    },
    { file: join(folder, 'behind.db'), seconds },
  )
  console.table(measured)
}

async function measureCalls(): Promise<void> {
  const floor = await start('bare Hono', 'floor.ts')
  const concierge = await start('concierge', 'server.ts', join(folder, 'calls.db'))
  // Neither side shall be measured while its code is still being compiled.
  for (const target of [floor, concierge]) await load(target.url, { concurrency: 20, seconds: 4 })

  const table: object[] = []
  for (const concurrency of [1, 20, 200]) {
    const rounds: { bare: Load; ours: Load; share: number }[] = []
    // In turns, so that what else the machine does falls on both.
    for (let round = 0; round < 3; round++) {
      const bare = await load(floor.url, { concurrency, seconds })
      const ours = await load(concierge.url, { concurrency, seconds })
      rounds.push({ bare, ours, share: perSecond(ours) / perSecond(bare) })
    }
    const { bare, ours, share } = rounds.sort((a, b) => a.share - b.share)[1]!
    table.push(row(floor.name, concurrency, bare), {
      ...row(concierge.name, concurrency, ours),
      'of bare': Number(share.toFixed(2)),
    })
  }
  console.table(table)
  const busy = await memoryOf(concierge)
  const { listeningMs, idleMb } = await measureStartUp(folder)
  console.log(`start: listens after ${listeningMs.toFixed(0)} ms (median of 5)`)
  console.log(`memory: ${idleMb.toFixed(0)} MB idle, ${busy.toFixed(0)} MB after the load`)

  if (stored > 0) {
    const file = join(folder, 'full.db')
    console.log(`\nfilling a database with ${stored} finished calls …`)
    await fillWithCalls(file, stored)
    const empty = await start('empty', 'server.ts', join(folder, 'empty.db'))
    const full = await start(`${stored} calls`, 'server.ts', file)
    for (const target of [empty, full]) await load(target.url, { concurrency: 20, seconds: 4 })
    const rounds: ReturnType<typeof row>[] = []
    for (let round = 0; round < 3; round++)
      for (const target of [empty, full])
        rounds.push(row(target.name, 20, await load(target.url, { concurrency: 20, seconds })))
    console.table(rounds)
    const median = (name: string) => {
      const speeds = rounds.flatMap((one) => (one.server === name ? one['turns/s'] : []))
      return quantile(speeds, 0.5)!
    }
    const share = median(full.name) / median(empty.name)
    console.log(`with ${stored} calls stored: ${(share * 100).toFixed(0)} % of the speed without`)
  }
}
