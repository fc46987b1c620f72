import { afterEach, describe, expect, test } from 'vitest'
import { createPhone } from '../../server/phone/phone.ts'
import { MOTHER, PUBLIC_URL, STRANGER, verdict } from '../support/concierge.ts'
import { answers, fails } from '../support/script.ts'
import { startScriptedModel, type ScriptedModel } from '../support/scripted-model.ts'
import { createWatched } from './watched.ts'

const KEY = 'metrics-of-the-test'

const started: ScriptedModel[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((scripted) => scripted.close()))
})

async function measured(options: Parameters<typeof createWatched>[0] = {}) {
  const settings = { ADMIN_API_KEY: KEY, ...options.settings }
  const watched = await createWatched({ ...options, settings })
  async function scrape() {
    const headers = { authorization: `Bearer ${KEY}` }
    return watched.app.request(`${PUBLIC_URL}/metrics`, { headers })
  }
  return {
    ...watched,
    scrape,
    /** Series by what stands before their value, of one metric. */
    async series(name: string): Promise<Record<string, number>> {
      const lines = (await (await scrape()).text()).split('\n')
      const own = lines.filter((line) => line.startsWith(`concierge_${name}`))
      return Object.fromEntries(
        own.map((line) => {
          const [, series = '', value] = /^concierge_(\S+) (\S+)$/.exec(line)!
          return [series, Number(value)]
        }),
      )
    },
  }
}

test('Prometheus finds its text format, with those of the process', async () => {
  const { scrape } = await measured()
  const answer = await scrape()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const text = await answer.text()
  expect(text).toMatch(/^process_cpu_user_seconds_total \d/m)
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m)
  expect(text).toMatch(/^# TYPE concierge_turns_total counter$/m)
})

test('turns are counted by route and outcome, the very first included', async () => {
  const { phone, series, app, database } = await measured({
    screener: () => verdict('ask', 'Why?'),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  await caller.repeat(0)
  await caller.post('/twilio/status', { CallSid: 'CA1', CallStatus: 'completed' })
  const forger = createPhone({
    url: PUBLIC_URL,
    authToken: 'x',
    fetch: (u, i) => app.request(u, i),
  })
  await expect(forger.ring({ from: STRANGER })).rejects.toThrow('403')
  await database.queries.schema.alterTable('answers').renameTo('lost').execute()
  await caller.say('hello')
  expect(await series('turns_total')).toEqual({
    'turns_total{route="/twilio/voice",outcome="answered"}': 1,
    'turns_total{route="/twilio/ai-response",outcome="answered"}': 1,
    'turns_total{route="/twilio/voice",outcome="repeated"}': 1,
    'turns_total{route="/twilio/status",outcome="unknown"}': 1,
    'turns_total{route="/twilio/voice",outcome="refused"}': 1,
    'turns_total{route="/twilio/fallback",outcome="refused"}': 1,
    'turns_total{route="/twilio/status",outcome="refused"}': 1,
    'turns_total{route="/twilio/ai-response",outcome="failed"}': 1,
    'turns_total{route="/twilio/status",outcome="failed"}': 1,
  })
  expect(await series('turn_duration_seconds_count')).toEqual({
    'turn_duration_seconds_count{route="/twilio/voice"}': 1,
    'turn_duration_seconds_count{route="/twilio/ai-response"}': 2,
    'turn_duration_seconds_count{route="/twilio/status"}': 1,
  })
})

test('however its path is spelled, a webhook counts for its route', async () => {
  const { phone, series } = await measured()
  const caller = await phone.ring({ from: STRANGER })
  await caller.post('/twilio/%76oice')
  expect(Object.keys(await series('turns_total'))).toEqual([
    'turns_total{route="/twilio/voice",outcome="answered"}',
    'turns_total{route="/twilio/voice",outcome="repeated"}',
  ])
})

describe('a model', () => {
  test('is timed, its verdict counted by decision and kind, its failures by their reason', async () => {
    const model = await startScriptedModel([
      answers('{END CALL:sales} No, thank you.', { firstTokenMs: 30 }),
      fails(503),
      fails(429),
      fails(400, {}, { error: { message: 'any', code: 'any words at all' } }),
    ])
    started.push(model)
    const { phone, series } = await measured({
      settings: { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'small' },
    })
    for (let call = 0; call < 4; call++) {
      const caller = await phone.ring({ from: STRANGER })
      await caller.say('your daughter broke her arm at school')
      await caller.hangUp()
    }
    const verdicts = await series('verdicts_total')
    expect(verdicts['verdicts_total{screener="openai",decision="end",kind="sales"}']).toBe(1)
    expect(
      Object.entries(verdicts).filter(([name]) => /offline.*transfer/.test(name)),
    ).toMatchObject([[expect.anything(), 3]])
    const times = await series('model_duration_seconds')
    expect(times['model_duration_seconds_count{screener="openai"}']).toBe(1)
    expect(times['model_duration_seconds_sum{screener="openai"}']).toBeGreaterThan(0.03)
    expect(times['model_duration_seconds_bucket{le="0.025",screener="openai"}']).toBe(0)
    expect(times['model_duration_seconds_count{screener="offline"}']).toBeUndefined()
    expect(await series('screener_failures_total')).toEqual({
      'screener_failures_total{screener="openai",reason="server_error"}': 1,
      'screener_failures_total{screener="openai",reason="throttled"}': 1,
      'screener_failures_total{screener="openai",reason="client_error"}': 1,
    })
  })
})

test('faults are counted by port, those of the flow itself too', async () => {
  const { phone, series, database } = await measured({
    screener: () => Promise.reject(new Error('gone')),
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  const other = await phone.ring({ from: STRANGER })
  const nothing = { snapshot: '{"status":"active","value":"nowhere"}' }
  await database.queries
    .updateTable('calls')
    .set(nothing)
    .where('call_sid', '=', other.callSid)
    .execute()
  // Nor can it be rebuilt.
  await database.queries.deleteFrom('journal').where('call_sid', '=', other.callSid).execute()
  await other.post('/twilio/ai-response?turn=1', { SpeechResult: 'hello' })
  expect(await series('faults_total')).toEqual({
    'faults_total{port="screen"}': 1,
    'faults_total{port="flow"}': 1,
  })
})

test('calls in progress are those of all processes, and unknown where the database is silent', async () => {
  const first = await measured({ contacts: [MOTHER], screener: () => verdict('ask', 'Why?') })
  const second = await measured({ settings: { SQLITE_DB_PATH: first.file } })
  const mother = await first.phone.ring({ from: MOTHER.phoneNumber })
  const stranger = await second.phone.ring({ from: STRANGER })
  const inProgress = async () => Object.values(await second.series('calls_in_progress'))
  expect(await inProgress()).toEqual([2])
  await mother.hangUp()
  expect(await inProgress()).toEqual([1])
  await stranger.hangUp()
  expect(await inProgress()).toEqual([0])
  await second.database.queries.schema.alterTable('calls').renameTo('lost').execute()
  expect(await inProgress()).toEqual([Number.NaN])
})
