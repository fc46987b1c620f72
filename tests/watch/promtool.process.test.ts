/** What Prometheus reads, held against what its makers ask of a metric: https://prometheus.io/docs/practices/naming/ */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { STRANGER, verdict } from '../support/concierge.ts'
import { KEY } from '../support/management.ts'
import { createWatched } from './watched.ts'

/** Debian's `prometheus`; in CI it has to be there. */
const isMissing = !process.env.CI && spawnSync('promtool', ['--version']).error !== undefined

function problemsIn(metrics: string): string[] {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: metrics,
    encoding: 'utf8',
  })
  const told = `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
  return status === 0 ? told : [`exit code ${status}`, ...told]
}

test.skipIf(isMissing)('promtool has nothing to say about /metrics', async () => {
  let asked = 0
  const { app, phone } = await createWatched({
    settings: { ADMIN_API_KEY: KEY },
    screener() {
      if (asked++ > 0) throw new Error('gone')
      return verdict('ask', 'Why do you call?')
    },
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  await caller.say('hello again')
  await caller.hangUp()
  const scrape = await app.request('/metrics', { headers: { authorization: `Bearer ${KEY}` } })
  const metrics = await scrape.text()
  expect(metrics).toContain('concierge_faults_total')
  expect(problemsIn(metrics)).toEqual([])
})

test.skipIf(isMissing)('promtool would find a gauge that is named like a counter', () => {
  const metrics = '# HELP a_total Any\n# TYPE a_total gauge\na_total 1\n'
  expect(problemsIn(metrics).join()).toContain('_total')
})
