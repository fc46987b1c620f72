import { afterEach, describe, expect, test } from 'vitest'
import { MOTHER, STRANGER, verdict } from '../support/concierge.ts'
import { answers, fails } from '../support/script.ts'
import { closedUrl, startScriptedModel, type ScriptedModel } from '../support/scripted-model.ts'
import { readOtel } from '../../server/settings/otel.ts'
import { createSpanExporter } from '../../server/watch/span-exporter.ts'
import { startCollector, type CollectedSpan } from './collector.ts'
import { createWatched } from './watched.ts'

const started: ScriptedModel[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((scripted) => scripted.close()))
})

const WORDS = 'a great offer on solar panels for your hypotenuse'

function named(spans: CollectedSpan[], name: string): CollectedSpan[] {
  return spans.filter((span) => span.name === name)
}

describe('a call in two processes, with a model', () => {
  async function traced(settings: Record<string, string> = {}) {
    const collector = await startCollector()
    const model = await startScriptedModel([
      answers('{ASK} What is it about?', { firstTokenMs: 40 }),
      fails(500),
    ])
    started.push(model)
    settings = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      AZURE_OPENAI_ENDPOINT: model.url,
      AZURE_OPENAI_DEPLOYMENT: 'screening',
      AZURE_OPENAI_KEY: 'model-key',
      ...settings,
    }
    const one = await createWatched({ settings })
    const two = await createWatched({ settings: { ...settings, SQLITE_DB_PATH: one.file } })
    let turn = 0
    const caller = await one.phone.ring({ from: STRANGER })
    // From now on its webhooks reach the two by turns.
    const { request } = one.app
    one.app.request = (...input) => (turn++ % 2 ? request : two.app.request)(...input)
    await caller.say('hello')
    await caller.say(WORDS)
    if (caller.state === 'listening') await caller.hangUp()
    const call = await one.database.queries
      .selectFrom('calls')
      .selectAll()
      .executeTakeFirstOrThrow()
    await Promise.all([one.close(), two.close()])
    return { ...collector, caller, call }
  }

  test('is one trace: one root, in it a span for each turn', async () => {
    const { spans, caller, paths, resources, call } = await traced()
    expect(paths).toContain('POST /v1/traces')
    expect(resources[0]).toMatchObject({ 'service.name': 'voice-concierge' })
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
    const roots = spans.filter(({ parentSpanId }) => !parentSpanId)
    expect(roots).toMatchObject([
      {
        name: 'call',
        start: Date.parse(call.start_time),
        attributes: {
          'voice.call_sid': caller.callSid,
          'voice.decision': call.final_decision,
          'voice.flow': 'concierge',
        },
      },
    ])
    // From the first ring to the turn that said goodbye.
    const turns = named(spans, 'turn').sort((a, b) => a.start - b.start)
    const last = turns.find(({ attributes }) => attributes['voice.decision'] === 'completed')!
    expect(roots[0]!.end).toBeGreaterThanOrEqual(Math.floor(last.start))
    expect(roots[0]!.end).toBeLessThanOrEqual(last.end)
    expect(turns).toHaveLength(caller.exchanges.length)
    for (const turn of turns) expect(turn.parentSpanId).toBe(roots[0]!.spanId)
    expect(turns[0]).toMatchObject({
      kind: 2,
      attributes: {
        'http.route': '/twilio/voice',
        'http.response.status_code': 200,
        'voice.event': 'call.arrived',
        'voice.state': 'listening.greeting',
        'voice.outcome': 'answered',
        'voice.request_id': expect.stringMatching(/^[\w-]{36}$/),
      },
    })
  })

  test('the model is asked within its turn, and told of with its verdict and its failures', async () => {
    const { spans } = await traced()
    const turns = named(spans, 'turn').filter(
      ({ attributes }) => attributes['voice.event'] === 'caller.spoke',
    )
    const asked = named(spans, 'screen').sort((a, b) => a.start - b.start)
    expect(asked).toHaveLength(2)
    for (const screen of asked) {
      const turn = turns.find(({ spanId }) => spanId === screen.parentSpanId)!
      expect(screen.start).toBeGreaterThanOrEqual(turn.start)
      expect(screen.end).toBeLessThanOrEqual(turn.end)
    }
    expect(asked[0]!.attributes).toMatchObject({
      'voice.screener': 'azure',
      'voice.verdict': 'ask',
      'voice.model_ms': expect.any(Number),
    })
    expect(asked[0]!.end - asked[0]!.start).toBeGreaterThanOrEqual(40)
    expect(asked[1]!.attributes).toMatchObject({
      'voice.screener': 'offline',
      'voice.tried': ['azure: server_error'],
    })
    expect(named(spans, 'knowCaller')).toHaveLength(1)
  })

  test('has nobody’s number and words in it, unless LOG_PII is set', async () => {
    const discreet = await traced()
    expect(JSON.stringify(discreet.spans)).not.toMatch(/5550123|hypotenuse|hello|What is it/)
    const open = await traced({ LOG_PII: 'true' })
    const said = open.spans.filter(({ attributes }) => attributes['voice.verdict'] === 'ask')
    expect(named(said, 'turn')[0]!.attributes).toMatchObject({
      'pii.caller': STRANGER,
      'pii.said': ['hello'],
      'pii.reply': 'What is it about?',
    })
    const withoutPii = JSON.stringify(open.spans, (key, value: unknown) =>
      key.startsWith('pii.') ? undefined : value,
    )
    expect(withoutPii).not.toMatch(/5550123|hypotenuse|hello|What is it/)
  })
})

test('two calls are two traces, each with an end of its own', async () => {
  const { url, spans } = await startCollector()
  const { phone, close } = await createWatched({
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    contacts: [MOTHER],
    screener: () => verdict('end', 'Please text.'),
  })
  const mother = await phone.ring({ from: MOTHER.phoneNumber })
  const stranger = await phone.ring({ from: STRANGER })
  await stranger.say('brushes')
  await mother.hangUp()
  await close()
  const roots = named(spans, 'call')
  expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(2)
  expect(new Set(roots.map(({ attributes }) => attributes['voice.decision']))).toEqual(
    new Set(['completed', 'transferred_exception']),
  )
  expect(roots).toHaveLength(2)
})

test('a turn that fails is an error, and its words stay out of it', async () => {
  const { url, spans } = await startCollector()
  const { phone, database, close } = await createWatched({
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    screener: () => Promise.reject(new Error(WORDS)),
  })
  const caller = await phone.ring({ from: STRANGER })
  const other = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  await database.queries.schema.alterTable('journal').renameTo('lost').execute()
  await other.say('hello')
  await close()
  expect(named(spans, 'screen')).toMatchObject([
    { status: { code: 2 }, attributes: { 'error.type': 'Error' } },
  ])
  const failed = named(spans, 'turn').find(
    ({ attributes }) => attributes['voice.outcome'] === 'failed',
  )
  expect(failed).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'SqliteError', 'http.response.status_code': 200 },
  })
  expect(JSON.stringify(spans)).not.toContain('hypotenuse')
})

describe('a collector', () => {
  async function linesOfCalls(endpoint: string) {
    const { phone, lines, close } = await createWatched({
      settings: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
      screener: () => verdict('end', 'Please text.'),
    })
    for (let call = 0; call < 3; call++) {
      const caller = await phone.ring({ from: `+1415555012${call}` })
      await caller.say('brushes')
      expect(caller.state).toBe('ended')
    }
    await close()
    return lines()
  }

  // The exporter itself would go on trying for longer than a test may take.
  test.each([
    ['that nobody can reach', closedUrl],
    ['that never answers', async () => (await startCollector({ hangs: true })).url],
  ])('%s fails no turn and holds up no stop', async (_, start) => {
    const lines = await linesOfCalls(await start())
    expect(lines.map(({ msg }) => msg)).toEqual(Array.from({ length: 9 }, () => 'turn'))
  })

  test('that refuses is told of once, however often it does', async () => {
    const model = await startScriptedModel([])
    started.push(model)
    const { lines, log } = await createWatched()
    const exporter = createSpanExporter(
      readOtel({ OTEL_EXPORTER_OTLP_ENDPOINT: model.url }).settings!,
      log,
    )
    for (const _ of [1, 2, 3]) {
      const { promise, resolve } = Promise.withResolvers<{ code: number }>()
      exporter.export([], resolve)
      expect((await promise).code).toBe(1)
    }
    expect(lines()).toMatchObject([{ msg: 'traces not exported', status: 404, spans: 0 }])
  })
})

test('a call that the clock stepped back in is a trace that ends no earlier than it begins', async () => {
  const { url, spans } = await startCollector()
  let now = new Date('2026-11-22T09:00:00.000Z')
  const { phone, close } = await createWatched({
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    screener: () => verdict('ask', 'Go on?'),
    now: () => now,
  })
  const caller = await phone.ring({ from: STRANGER })
  now = new Date('2026-11-22T08:00:00.000Z')
  await caller.say('brushes')
  await caller.hangUp()
  await close()
  const [root] = named(spans, 'call')
  expect([root!.start, root!.end]).toEqual(Array(2).fill(Date.parse('2026-11-22T09:00:00.000Z')))
  for (const { start, end } of spans) expect(end).toBeGreaterThanOrEqual(start)
})
