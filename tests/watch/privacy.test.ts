/** Whole calls, well and badly ended, and what the log has of them. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Contact } from '../../machines/contact.ts'
import { AUTH_TOKEN, PUBLIC_URL } from '../support/concierge.ts'
import { answers, fails, filtersPrompt } from '../support/script.ts'
import { startScriptedModel, type ScriptedModel } from '../support/scripted-model.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { A_MOMENT, createStillTimers } from '../support/still-timers.ts'
import { createWatched } from './watched.ts'

const CALLER = '+13125550177'
const AUNT: Contact = { phoneNumber: '+12065550188', name: 'Philippa', category: 'family' }
const WORDS = 'the hypotenuse is on fire, ring 312 555 0177'
const REPLY = 'Pythagoras will be told.'

/** Any trace of who called, what was said and what was answered. */
const PRIVATE = /5550177|555 0177|5550188|hypotenuse|on fire|Philippa|Pythagoras/i

const started: ScriptedModel[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((scripted) => scripted.close()))
})

/** A provider's error that repeats what it was asked. */
function repeating(status: number) {
  return fails(status, {}, { error: { message: `Cannot judge: ${WORDS}`, code: WORDS } })
}

/** Calls of every kind, and everything going wrong that can. */
async function callsOfAllKinds(settings: Record<string, string> = {}) {
  const model = await startScriptedModel([
    answers(`{ASK} ${REPLY}`),
    repeating(400),
    filtersPrompt(),
    repeating(500),
    answers(`{TRANSFER:medical} ${REPLY}`),
  ])
  started.push(model)
  const watched = await createWatched({
    contacts: [AUNT],
    settings: {
      AZURE_OPENAI_ENDPOINT: model.url,
      AZURE_OPENAI_DEPLOYMENT: 'screening',
      AZURE_OPENAI_KEY: 'model-key',
      ...settings,
    },
  })
  const { phone, app, database } = watched
  const stranger = await phone.ring({ from: CALLER })
  await stranger.say(WORDS)
  await stranger.repeat(1)
  await stranger.say(WORDS)
  await stranger.hangUp()

  for (const _ of ['filtered', 'broken down', 'put through']) {
    const caller = await phone.ring({ from: CALLER })
    await caller.say(WORDS)
    await caller.hangUp()
  }

  const aunt = await phone.ring({ from: AUNT.phoneNumber })
  await aunt.hangUp()

  const forger = createPhone({
    url: PUBLIC_URL,
    authToken: `${AUTH_TOKEN}-forged`,
    fetch: (url, init) => app.request(url, init),
  })
  await expect(forger.ring({ from: CALLER })).rejects.toThrow('403')

  const damaged = await phone.ring({ from: CALLER })
  // V8 quotes the whole of a text that is this short.
  await damage(damaged.callSid, `{"${CALLER}":hypotenuse`)
  await damaged.say(WORDS)

  const alien = await phone.ring({ from: CALLER })
  await damage(alien.callSid, JSON.stringify({ status: 'active', value: WORDS, context: WORDS }))
  await alien.say(WORDS)

  // The port that looks up contacts fails, then the whole database does.
  await database.queries.schema.alterTable('exception_phone_numbers').renameTo('lost').execute()
  await phone.ring({ from: CALLER })
  const cutOff = await phone.ring({ from: CALLER })
  await watched.database.queries.schema.alterTable('journal').renameTo('lost_too').execute()
  await cutOff.say(WORDS)
  return watched

  /** Without its journal it cannot be rebuilt. */
  async function damage(callSid: string, snapshot: string) {
    await database.queries.deleteFrom('journal').where('call_sid', '=', callSid).execute()
    await database.queries
      .updateTable('calls')
      .set({ snapshot })
      .where('call_sid', '=', callSid)
      .execute()
  }
}

describe('without LOG_PII', () => {
  test('no line has a number, a name or a word of anybody', async () => {
    const { lines, written } = await callsOfAllKinds()
    // All of it went wrong as it was meant to.
    const texts = lines().map(({ msg }) => msg)
    expect(texts).toEqual(
      expect.arrayContaining([
        'turn',
        'webhook repeated',
        'signature refused',
        'turn failed',
        'flow broken',
        'port failed',
      ]),
    )
    interface Told {
      type?: string
      cause?: Told
    }
    const types = lines().flatMap(({ err }) => [(err as Told)?.type, (err as Told)?.cause?.type])
    expect(types).toEqual(expect.arrayContaining(['SyntaxError', 'SqliteError', 'UnfitStateError']))
    const tried = lines().flatMap((line) => (line.tried as { code: string }[]) ?? [])
    expect(tried.map(({ code }) => code)).toEqual(['client_error', 'filtered', 'server_error'])
    expect(written()).not.toMatch(PRIVATE)
    expect(written()).not.toContain('"pii"')
  })

  test('every line of a call has its request and its call', async () => {
    const { lines } = await callsOfAllKinds()
    // What becomes of a model is of no call.
    for (const line of lines().filter(({ msg }) => !msg.startsWith('model '))) {
      expect(line.request_id).toMatch(/^[\w-]{36}$/)
      expect(line.call_sid).toMatch(/^CA[0-9a-f]{32}$/)
    }
  })
})

test('what is heard before a caller has finished is in no line, however a model that is asked ahead fails', async () => {
  const model = await startScriptedModel([
    repeating(400),
    repeating(500),
    filtersPrompt(),
    answers(`{ASK} ${REPLY}`),
  ])
  started.push(model)
  const still = createStillTimers()
  const { phone, app, lines, written, database } = await createWatched({
    settings: {
      SPECULATE: 'true',
      AZURE_OPENAI_ENDPOINT: model.url,
      AZURE_OPENAI_DEPLOYMENT: 'screening',
      AZURE_OPENAI_KEY: 'model-key',
    },
    aheadTimers: still.timers,
  })
  const caller = await phone.ring({ from: CALLER })
  for (const [index, more] of ['', ' quickly', ' please'].entries()) {
    await caller.saying(WORDS + more)
    await still.pass(A_MOMENT, index + 1)
    await expect.poll(() => model.requests.length).toBe(index + 1)
  }
  await caller.post(
    '/twilio/partial?turn=1',
    { UnstableSpeechResult: WORDS },
    { 'x-twilio-signature': '' },
  )
  const forged = new URLSearchParams({ CallSid: caller.callSid, UnstableSpeechResult: WORDS })
  await app.request('/twilio/partial?turn=1', {
    method: 'POST',
    headers: { 'x-twilio-signature': `${'A'.repeat(27)}=` },
    body: forged,
  })
  await caller.say(`${WORDS} now`)
  const lost = await phone.ring({ from: CALLER })
  await database.queries.schema.alterTable('calls').renameTo('lost').execute()
  await lost.saying(WORDS)
  await still.pass(A_MOMENT)
  expect(lines().filter(({ msg }) => msg === 'signature refused')).toHaveLength(2)
  expect(written()).not.toMatch(PRIVATE)
})

test('with LOG_PII numbers and words are there, under pii and nowhere else', async () => {
  const { lines } = await callsOfAllKinds({ LOG_PII: 'true' })
  const screened = lines().find(({ verdict }) => verdict === 'ask')
  expect(screened?.pii).toEqual({
    caller: CALLER,
    said: [WORDS],
    reply: `If a life is at risk, call 9 1 1 now. ${REPLY}`,
  })
  const withoutPii = JSON.stringify(lines(), (key, value: unknown) =>
    key === 'pii' ? undefined : value,
  )
  expect(withoutPii).not.toMatch(PRIVATE)
})
