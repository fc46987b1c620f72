/** Processes that die or stop in the middle of streamed words: the call goes on at another. */
import http from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { openSqlite } from '../../../storage/sqlite/open-sqlite.ts'
import { AUTH_TOKEN, PUBLIC_URL, STRANGER, temporaryFile } from '../../support/concierge.ts'
import { openRaw, prompt, socketOf } from '../../support/raw-socket.ts'
import { answers } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'
import { phoneTo } from '../../support/phone-to.ts'
import { startProcess, type ServerProcess } from '../../support/server-process.ts'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

const speech = speechIn('en-US', '')
const started: ServerProcess[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()))
})

async function start(file: string, settings: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startProcess(file, { VOICE_LINE: 'relay', ...settings })
  started.push(server)
  return server
}

/** A caller on a server that is to go; another takes over as soon as it is there. */
async function ring(settings: Record<string, string> = {}) {
  const file = await temporaryFile()
  const first = await start(file, settings)
  let url: string | Promise<string> = first.url
  const caller = await phoneTo(() => url).ring({ from: STRANGER })
  return {
    file,
    first,
    caller,
    takeOver(others: Record<string, string> = {}) {
      url = start(file, others).then((second) => second.url)
    },
  }
}

async function words(file: string, callSid: string): Promise<string[]> {
  const database = openSqlite(file)
  const rows = await database.queries
    .selectFrom('conversation')
    .select(['speaker', 'text'])
    .where('call_sid', '=', callSid)
    .orderBy('turn_index')
    .execute()
  await database.close()
  return rows.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text)
}

/** What the journal has of it, taken in or not. */
async function heardIn(file: string, callSid: string): Promise<string[]> {
  const database = openSqlite(file)
  const rows = await database.queries
    .selectFrom('journal')
    .select('payload')
    .where('call_sid', '=', callSid)
    .where('kind', '=', 'event')
    .execute()
  await database.close()
  const events = rows.map(({ payload }) => JSON.parse(payload) as { type: string; text: string })
  return events.filter(({ type }) => type === 'caller.spoke').map(({ text }) => text)
}

test('killed while it thinks of an answer, what was said is on disk and answered by another', async () => {
  const { file, first, caller, takeOver } = await ring({ SCREENING_MS: '600000' })
  const asked = first.screening()
  const saying = caller.say('hello')
  await asked
  takeOver()
  await first.kill()
  await saying
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['You said hello. Go on?'] })
  await caller.say('the house is on fire')
  expect(caller.state).toBe('dialing')
  expect(await words(file, caller.callSid)).toEqual(['hello', 'the house is on fire'])
})

test('killed in mid-sentence, what was said is on disk and answered anew by another', async () => {
  const model = await startScriptedModel([
    answers(['{ASK}', ' What', ' is'], { ending: 'hang' }),
    answers('{ASK} Which boiler?'),
  ])
  const settings = {
    SCREENED_BY: 'settings',
    OPENAI_BASE_URL: `${model.url}/v1`,
    OPENAI_MODEL: 'scripted',
  }
  const { file, first, caller, takeOver } = await ring(settings)
  const { path, setup } = socketOf(caller)
  const socket = await openRaw(first.url.replace('http', 'ws'), path)
  for (const frame of [setup, prompt('the boiler')]) socket.send(frame)
  await expect.poll(() => socket.frames.map(({ token }) => token)).toEqual(['What'])
  takeOver(settings)
  await first.kill()
  expect(await heardIn(file, caller.callSid)).toEqual(['the boiler'])
  await caller.leavesSocket()
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['Which boiler?'] })
  expect(await words(file, caller.callSid)).toEqual(['the boiler'])
  await model.close()
})

test('killed between two sentences, the call comes back where it rests, over another socket', async () => {
  const { file, first, caller, takeOver } = await ring()
  await caller.say('hello')
  takeOver()
  await first.kill()
  await caller.leavesSocket()
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['You said hello. Go on?'] })
  expect(caller.relay).not.toBeNull()
  await caller.say('goodbye, bye')
  expect(caller).toMatchObject({ state: 'ended', lastHeard: ['Please send a text message.'] })
  expect(await words(file, caller.callSid)).toEqual(['hello', 'goodbye, bye'])
})

test('stopped for a deployment, it hands its calls on and is gone', async () => {
  const { first, caller, takeOver } = await ring()
  await caller.say('hello')
  takeOver()
  first.child.kill('SIGTERM')
  await caller.leavesSocket()
  expect(caller.exchanges.at(-1)!.form).toMatchObject({ SessionStatus: 'ended' })
  expect(caller).toMatchObject({ state: 'listening', lastHeard: ['You said hello. Go on?'] })
  await caller.say('still there')
  expect(caller.lastHeard).toEqual(['You said still there. Go on?'])
  expect(caller.failures).toEqual([])
  await expect.poll(() => first.child.exitCode).toBe(0)
})

test('silence is timed by the server itself', async () => {
  const { caller } = await ring({ NO_SPEECH_RETRIES: '0' })
  await caller.silence()
  expect(caller).toMatchObject({ state: 'ended', lastHeard: [speech.goodbyeUnheard] })
})

test.each(['relay', 'gather'])(
  'with %s, a webhook that offers another protocol is answered as one',
  async (line) => {
    const { url } = await start(await temporaryFile(), { VOICE_LINE: line })
    const fields = { CallSid: 'CA1', From: STRANGER, To: '+12125550142', CallStatus: 'ringing' }
    const body = new URLSearchParams(fields).toString()
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
    const request = http.request(`${url}/twilio/voice`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
        'x-twilio-signature': getExpectedTwilioSignature(
          AUTH_TOKEN,
          `${PUBLIC_URL}/twilio/voice`,
          fields,
        ),
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
      },
    })
    request.on('response', ({ statusCode }) => resolve(statusCode))
    request.on('upgrade', () => reject(new Error('upgraded')))
    request.on('error', reject)
    request.end(body)
    expect(await promise).toBe(200)
  },
)
