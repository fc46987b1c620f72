import { afterEach, describe, expect, test } from 'vitest'
import { answers, fails, hangs, type Step } from '../support/script.ts'
import { closedUrl, startScriptedModel, type ScriptedModel } from '../support/scripted-model.ts'
import { PUBLIC_URL, STRANGER } from '../support/concierge.ts'
import { createWatched } from '../watch/watched.ts'
import type { PresenceTiming } from '../../server/screening/presence.ts'

const KEY = 'key-of-the-owner'
const EMERGENCY = 'your daughter fell off the swing at school and we think her arm is broken'

const started: ScriptedModel[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((scripted) => scripted.close()))
})

/** `greeted` is what it does when it is asked at start, and later to see whether it is there again. */
async function model(greeted: () => Step | Promise<Step>, steps: Step[] = []) {
  const scripted = await startScriptedModel(steps, { greeted })
  started.push(scripted)
  return scripted
}

async function concierge(
  url: string,
  modelTiming: Partial<PresenceTiming> = {},
  settings: Record<string, string> = {},
) {
  const watched = await createWatched({
    modelTiming,
    settings: {
      AZURE_OPENAI_ENDPOINT: url,
      AZURE_OPENAI_DEPLOYMENT: 'screening',
      AZURE_OPENAI_KEY: 'model-key',
      ADMIN_API_KEY: KEY,
      SCREENING_DEADLINE_MS: '7000',
      SCREENING_PATIENCE_MS: '7000',
      ...settings,
    },
  })
  const headers = { authorization: `Bearer ${KEY}` }
  const get = (path: string, by: Record<string, string> = headers) =>
    watched.app.request(`${PUBLIC_URL}${path}`, { headers: by })
  return {
    ...watched,
    get,
    /** What is told of models in the log. */
    told: () => watched.lines().filter(({ msg }) => msg.startsWith('model ')),
    async state() {
      const { models } = (await (await get('/readyz')).json()) as { models: { state: string }[] }
      return models[0]?.state
    },
    async call() {
      const caller = await watched.phone.ring({ from: STRANGER })
      await caller.say(EMERGENCY)
      return { caller, tried: watched.lines().findLast(({ msg }) => msg === 'turn')?.tried }
    },
  }
}

const PERMANENT: [string, Step, code: string, words: RegExp][] = [
  ['does not know the deployment', fails(404), 'unknown_model', /deployment or model/],
  ['has nothing at the address', fails(404, {}, 'Not Found'), 'not_found', /endpoint/],
  ['does not accept the key', fails(401), 'unauthorized', /key/],
  ['does not let us in', fails(403), 'forbidden', /roles/],
  ['has no credit left', fails(402), 'no_quota', /credit/],
  [
    'has no quota left',
    fails(429, {}, { error: { code: 'insufficient_quota', message: 'quota' } }),
    'no_quota',
    /quota/,
  ],
  [
    'does not know our parameters',
    fails(400, {}, { error: { code: 'unsupported_parameter', message: 'x' } }),
    'client_error',
    /parameters/,
  ],
  ['is a page', fails(200, { 'content-type': 'text/html' }, '<p>Sign in'), 'no_model', /address/],
]

describe.each(PERMANENT)('a model that %s', (_, step, code, words) => {
  test('is told loudly at start, to the owner everywhere, and is not asked for callers', async () => {
    const scripted = await model(() => step)
    const { told, get, call, state } = await concierge(scripted.url)
    await expect.poll(told).toHaveLength(1)
    expect(told()[0]).toMatchObject({
      level: 50,
      code,
      screener: 'azure',
      address: scripted.url,
      why: expect.stringMatching(words),
    })

    expect(await state()).toBe(code)
    expect((await get('/readyz')).status).toBe(200)
    expect(await (await get('/readyz', {})).json()).toEqual({ status: 'ready' })
    const wrong = { authorization: 'Bearer another-key-of-nobody' }
    expect(await (await get('/readyz', wrong)).json()).toEqual({ status: 'ready' })
    expect(await (await get('/metrics')).text()).toContain(
      `concierge_model_state{screener="azure",state="${code}"} 1`,
    )

    for (let calls = 0; calls < 4; calls++) {
      const { caller, tried } = await call()
      expect(caller.state).toBe('dialing')
      expect(tried).toEqual([{ screener: 'azure', code }])
      await caller.hangUp()
    }
    expect(scripted.requests).toHaveLength(0)
    expect(told()).toHaveLength(1)
  })
})

test('the console says on every page what is wrong with the model, and no more when it is mended', async () => {
  let step: Step = fails(401)
  const scripted = await model(() => step)
  const { app, told, get } = await concierge(scripted.url, { retryMs: 20 })
  await expect.poll(told).not.toHaveLength(0)
  const form = new URLSearchParams({ key: KEY })
  const signedIn = await app.request(`${PUBLIC_URL}/console/sign-in`, {
    method: 'POST',
    body: form,
    headers: { origin: PUBLIC_URL, 'content-type': 'application/x-www-form-urlencoded' },
  })
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
  const page = async (path: string) =>
    (await get(`/console/${path}`, { cookie, accept: 'text/html' })).text()
  for (const path of ['calls', 'flow', 'phone', 'exceptions', 'numbers'])
    expect(await page(path)).toMatch(/The model <b>azure<\/b>.*does not accept the key/s)
  step = answers('OK')
  await expect.poll(() => page('calls')).not.toContain('model-trouble')
})

test('what is mended on its side is noticed without a restart, and judges again', async () => {
  let step: Step = fails(404)
  const scripted = await model(() => step, [answers('{TRANSFER:family} I am putting you through.')])
  const { told, call, state } = await concierge(scripted.url, { retryMs: 20, mostRetryMs: 40 })
  await expect.poll(state).toBe('unknown_model')
  step = answers('OK')
  await expect.poll(state).toBe('answers')
  expect(told().map(({ msg }) => msg)).toEqual([
    'model cannot be used: others judge until it is mended',
    'model answers',
  ])
  expect((await call()).tried).toBeUndefined()
})

test('a key that is taken away while calls go on is noticed with the first of them', async () => {
  let step: Step = answers('OK')
  const scripted = await model(() => step, [fails(401)])
  const { told, call, state } = await concierge(scripted.url)
  await expect.poll(state).toBe('answers')
  step = fails(401)
  const first = await call()
  expect(first.tried).toEqual([{ screener: 'azure', code: 'unauthorized', status: 401 }])
  await first.caller.hangUp()
  await expect.poll(state).toBe('unauthorized')
  expect(told().at(-1)).toMatchObject({ level: 50, code: 'unauthorized', status: 401 })
})

test("a refusal of one caller's words is no fault of the model", async () => {
  const moderated = fails(403, {}, { error: { message: 'no', metadata: { reasons: ['x'] } } })
  const scripted = await model(() => answers('OK'), [fails(403), moderated])
  const { call, state } = await concierge(scripted.url)
  await expect.poll(state).toBe('answers')
  for (const code of ['forbidden', 'filtered']) {
    const { caller, tried } = await call()
    expect(tried).toEqual([{ screener: 'azure', code, status: 403 }])
    await caller.hangUp()
  }
  expect(await state()).toBe('answers')
  expect(scripted.requests).toHaveLength(2)
})

test('who cannot be reached at start delays nothing, is told, and asked again', async () => {
  const { told, get, state } = await concierge(await closedUrl())
  expect((await get('/readyz')).status).toBe(200)
  await expect.poll(state).toBe('connection')
  expect(told()).toMatchObject([{ level: 40, code: 'connection' }])
})

test('a model that never answers keeps neither the start nor the stop', async () => {
  const scripted = await model(() => hangs())
  const { close, get } = await concierge(scripted.url)
  await expect.poll(() => scripted.greetings).toHaveLength(1)
  expect((await get('/readyz')).status).toBe(200)
  await close()
  await expect.poll(() => scripted.greetings[0]!.abandoned).toBe(true)
})

describe('a model that has to be loaded first', () => {
  test('gets to be loaded, which the log tells while it lasts; others judge meanwhile, at once', async () => {
    const { promise: loading, resolve: loaded } = Promise.withResolvers<Step>()
    const scripted = await model(() => loading, [answers('{END CALL} Goodbye.')])
    const { told, call, state } = await concierge(scripted.url, { loadingMs: 10, tellMs: 20 })
    await expect.poll(() => told().length).toBeGreaterThan(2)
    expect(told()[0]).toMatchObject({ level: 30, code: 'loading' })
    expect(told()[1]).toMatchObject({ msg: 'model still loads', seconds: expect.any(Number) })
    const { caller, tried } = await call()
    expect(caller.state).toBe('dialing')
    expect(tried).toEqual([{ screener: 'azure', code: 'loading' }])
    expect(scripted.requests).toHaveLength(0)
    await caller.hangUp()

    loaded(answers('OK'))
    await expect.poll(state).toBe('answers')
    expect(scripted.greetings).toHaveLength(1)
    expect(scripted.greetings[0]!.abandoned).toBe(false)
    expect((await call()).caller.lastHeard).toEqual(['Goodbye.'])
  })

  test('is not stopped by the deadline of the question that makes it load', async () => {
    const { promise: loading, resolve: loaded } = Promise.withResolvers<Step>()
    const scripted = await startScriptedModel(() => loading, {
      greeted: () => answers('OK'),
    })
    started.push(scripted)
    const { call, state } = await concierge(
      scripted.url,
      { idleMs: 60_000 },
      { SCREENING_DEADLINE_MS: '500' },
    )
    await expect.poll(state).toBe('answers')
    const { caller, tried } = await call()
    expect(tried).toEqual([{ screener: 'azure', code: 'too_slow' }])
    await caller.hangUp()
    expect(scripted.requests[0]!.abandoned).toBe(false)
    // One holds the load; another question is given up as ever.
    await (await call()).caller.hangUp()
    await expect.poll(() => scripted.requests[1]?.abandoned).toBe(true)
    expect(scripted.requests[0]!.abandoned).toBe(false)
    loaded(answers('{ASK} Why?'))
    await expect.poll(state).toBe('answers')
  })

  test('answers in the end, though its server stops loading when nobody waits for it', async () => {
    let isLoaded = false
    const scripted = await startScriptedModel(
      async (request) => {
        // As Ollama does: longer than the deadline, and all in vain where the client hangs up.
        for (let step = isLoaded ? 15 : 0; step < 15; step++) {
          await new Promise((resolve) => setTimeout(resolve, 50))
          if (request.abandoned) throw new Error('client connection closed, aborting load')
        }
        isLoaded = true
        return answers('{END CALL} Goodbye.')
      },
      { greeted: () => answers('OK') },
    )
    started.push(scripted)
    const { call, state } = await concierge(scripted.url, {}, { SCREENING_DEADLINE_MS: '500' })
    await expect.poll(state).toBe('answers')
    await (await call()).caller.hangUp()
    await expect.poll(() => isLoaded).toBe(true)
    const { caller } = await call()
    expect(caller.lastHeard).toEqual(['Goodbye.'])
  })

  test('is not waited for for ever', async () => {
    const scripted = await model(() => hangs())
    const { state } = await concierge(scripted.url, { loadingMs: 5, mostLoadingMs: 30 })
    await expect.poll(state).toBe('too_slow')
    await expect.poll(() => scripted.greetings[0]!.abandoned).toBe(true)
  })

  test('and says so itself is asked again soon', async () => {
    let step: Step = fails(503, {}, { error: { message: 'Loading model', code: 503 } })
    const scripted = await model(() => step)
    const { state } = await concierge(scripted.url, { retryMs: 20 })
    await expect.poll(state).toBe('loading')
    step = answers('OK')
    await expect.poll(state).toBe('answers')
  })

  test('is woken by the first ring after it has idled', async () => {
    const scripted = await model(() => answers('OK'))
    const { phone, state } = await concierge(scripted.url, { idleMs: 0 })
    await expect.poll(state).toBe('answers')
    await phone.ring({ from: STRANGER })
    await expect.poll(() => scripted.greetings).toHaveLength(2)
  })
})

test('a model that keeps failing is left out with a word in the log', async () => {
  const failing = Array.from({ length: 3 }, () => fails(500))
  const scripted = await model(() => answers('OK'), failing)
  const { told, call, state } = await concierge(scripted.url)
  await expect.poll(state).toBe('answers')
  for (let calls = 0; calls < 4; calls++) await (await call()).caller.hangUp()
  expect(told()).toContainEqual(
    expect.objectContaining({
      level: 40,
      msg: 'model left out for a while: it keeps failing',
      code: 'server_error',
    }),
  )
  expect((await call()).tried).toEqual([{ screener: 'azure', code: 'left_out' }])
})
