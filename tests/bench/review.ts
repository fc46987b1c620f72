/** `npm run bench -- --review`: what reading costs with few calls stored, and with many. */
import { join } from 'node:path'
import { quantile } from '../../server/basics/quantile.ts'
import { fillWithCalls } from './stored-calls.ts'

export const ADMIN_KEY = 'a-key-for-the-bench-only'

const QUESTIONS = [
  '/conversations?limit=10',
  '/conversations?limit=200',
  '/conversations?limit=10&decision=completed',
  '/conversations?limit=10&caller=%2B12005550100',
  '/conversations?limit=10&to=TO',
  '/conversations?limit=10&q=zzz',
  '/conversations?limit=10&q=never%20said',
  '/exceptions',
  '/stats',
  '/test-db',
]

/** Asks both servers in turns; prints the median of each and the ratio. */
export async function benchReview(
  start: (name: string, file: string) => Promise<{ url: string }>,
  { folder, stored, times }: { folder: string; stored: number; times: number },
): Promise<void> {
  const sizes = [200, stored]
  const servers: string[] = []
  for (const size of sizes) {
    const file = join(folder, `review-${size}.db`)
    console.log(`filling a database with ${size} finished calls …`)
    await fillWithCalls(file, size)
    servers.push((await start(`${size} calls`, file)).url)
  }
  const table = []
  for (const question of QUESTIONS) {
    const path = question.replace('TO', new Date(Date.now() - 3_600_000).toISOString())
    const took: number[][] = [[], []]
    for (let time = 0; time < times + 20; time++)
      for (const [index, url] of servers.entries()) {
        const ms = await ask(url + path)
        // Not while the code is still being compiled.
        if (time >= 20) took[index]!.push(ms)
      }
    const [few, many] = took.map((ms) => quantile(ms, 0.5)) as [number, number]
    table.push({
      question,
      [`${sizes[0]} calls, ms`]: Number(few.toFixed(2)),
      [`${sizes[1]} calls, ms`]: Number(many.toFixed(2)),
      ratio: Number((many / few).toFixed(2)),
    })
  }
  console.table(table)
}

async function ask(url: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(url, { headers: { authorization: `Bearer ${ADMIN_KEY}` } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return performance.now() - began
}
