/** A turn that takes longer than its webhook may wait. */
import { UNKNOWN, type Knowledge } from '../../machines/standing.ts'
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { expect, onTestFinished, test } from 'vitest'
import { flows } from '../../machines/flows.ts'
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { createTurn } from '../../server/calls/turn.ts'
import { createInTime } from '../../server/lines/in-time.ts'
import { createTwilioLine } from '../../server/lines/twilio/twilio-line.ts'
import { createWebhooks } from '../../server/lines/twilio/webhooks.ts'
import { createMetrics } from '../../server/watch/metrics.ts'
import { createWatch, type Report } from '../../server/watch/watch.ts'
import { readConfig } from '../../server/settings/config.ts'
import { migrate } from '../../storage/database.ts'
import { openSqlite } from '../../storage/sqlite/open-sqlite.ts'
import { SETTINGS, STRANGER, temporaryFile, verdict } from '../support/concierge.ts'

test('is told of twice, as failed and as late, and counted once', async () => {
  const database = openSqlite(await temporaryFile())
  await migrate(database.queries)
  onTestFinished(() => database.close())
  const config = readConfig(SETTINGS)
  const onFault = (error: unknown) => expect.unreachable(String(error))
  const reports: Report[] = []
  const metrics = createMetrics({
    models: () => [],
    newestBackupAt: () => null,
    countCallsInProgress: async () => 1,
    onFault,
  })
  const watch = createWatch([{ eventEnded: (report) => reports.push(report) }, metrics], onFault)
  const { promise: found, resolve: find } = Promise.withResolvers<Knowledge>()
  const speech = speechIn('en-US', '')
  const takeTurn = createTurn({
    database,
    flowFor: () => 'concierge',
    limits: () => config.limits,
    ports: watch.ports({
      findOpenDial: async () => false,
      knowCaller: () => found,
      screen: () => verdict('end', 'Goodbye.'),
    }),
    speechFor: () => speech,
    flows,
    rebuild: async () => null,
    patienceMs: 60_000,
    now: () => new Date(),
  })
  const app = new Hono().use(requestId())
  const answerAnyway = async () => '<Response/>'
  const answerInTime = createInTime({ takeTurn, answerAnyway, deadlineMs: 20, watch })
  const line = createTwilioLine({ ...config, basePath: '' }, speech)
  app.route('/twilio', createWebhooks({ answerInTime, line, checkSignature: null, watch }))

  const answer = await app.request('/twilio/voice', {
    method: 'POST',
    body: new URLSearchParams({ CallSid: 'CA1', From: STRANGER }),
  })
  expect(await answer.text()).toBe('<Response/>')
  expect(reports).toMatchObject([
    { how: 'failed', status: 200, late: false, error: { name: 'TurnTooLongError' } },
  ])
  find(UNKNOWN)
  await expect.poll(() => reports).toHaveLength(2)
  expect(reports[1]).toMatchObject({
    how: 'answered',
    late: true,
    taken: { step: { state: 'listening.greeting' } },
    event: { callSid: 'CA1', requestId: reports[0]!.event.requestId },
  })
  const { text } = await metrics.read()
  expect(text.match(/^concierge_turns_total\{.*/gm)).toEqual([
    'concierge_turns_total{route="/twilio/voice",outcome="failed"} 1',
  ])
})

test('a listener that throws fails no call, and the others hear of it all the same', async () => {
  const faults: unknown[] = []
  const heard: string[] = []
  const broken = {
    eventArrived() {
      throw new Error('arrived')
    },
    portAsked() {
      throw new Error('asked')
    },
    eventEnded() {
      throw new Error('ended')
    },
  }
  const listener = {
    portAsked: (port: string) => () => void heard.push(port),
    eventEnded: ({ how }: Report) => void heard.push(how),
  }
  const watch = createWatch([broken, listener], (error) => faults.push((error as Error).message))
  const ports = watch.ports({
    findOpenDial: async () => false,
    knowCaller: async () => UNKNOWN,
    screen: () => verdict('end', 'Goodbye.'),
  })
  const watched = watch.eventArrived({
    requestId: '1',
    callSid: 'CA1',
    identity: { route: '/twilio/voice', token: '1' },
    event: { type: 'caller.silent' },
  })
  const input = { callSid: 'CA1', said: [], withheld: false, attestation: 'none' as const }
  const judged = await watched.during(async () => ports.screen(input, AbortSignal.abort()))
  expect(judged.decision).toBe('end')
  watched.ended({ how: 'unknown', body: '' }, 204)
  expect(faults).toEqual(['arrived', 'asked', 'ended'])
  expect(heard).toEqual(['screen', 'unknown'])
})
