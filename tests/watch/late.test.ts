/** A turn that takes longer than its webhook may wait. */
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { expect, onTestFinished, test } from 'vitest'
import { speechIn } from '../../prompts/speech/speech.ts'
import { createTurn } from '../../server/calls/turn.ts'
import { createRender } from '../../server/lines/twilio/twiml.ts'
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
  const metrics = createMetrics({ countCallsInProgress: async () => 1, onFault })
  const watch = createWatch([{ webhookEnded: (report) => reports.push(report) }, metrics], onFault)
  const { promise: found, resolve: find } = Promise.withResolvers<null>()
  const turn = createTurn({
    database,
    flowFor: () => 'concierge',
    limits: config.limits,
    ports: watch.ports({
      findOpenDial: async () => false,
      lookUpContact: () => found,
      screen: () => verdict('end', 'Goodbye.'),
    }),
    speech: speechIn('en-US', ''),
    render: createRender({ ...config, basePath: '' }),
    patienceMs: 60_000,
    now: () => new Date(),
  })
  const app = new Hono().use(requestId())
  const checkSignature = null
  app.route(
    '/twilio',
    createWebhooks({
      turn,
      checkSignature,
      apology: '<Response/>',
      answerAnyway: async () => '<Response/>',
      deadlineMs: 20,
      watch,
    }),
  )

  const answer = await app.request('/twilio/voice', {
    method: 'POST',
    body: new URLSearchParams({ CallSid: 'CA1', From: STRANGER }),
  })
  expect(await answer.text()).toBe('<Response/>')
  expect(reports).toMatchObject([
    { outcome: 'failed', status: 200, late: false, error: { name: 'TurnTooLongError' } },
  ])
  find(null)
  await expect.poll(() => reports).toHaveLength(2)
  expect(reports[1]).toMatchObject({
    outcome: 'answered',
    late: true,
    taken: { step: { state: 'listening.greeting' } },
    webhook: { callSid: 'CA1', requestId: reports[0]!.webhook.requestId },
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
    webhookArrived() {
      throw new Error('arrived')
    },
    portAsked() {
      throw new Error('asked')
    },
    webhookEnded() {
      throw new Error('ended')
    },
  }
  const listener = {
    portAsked: (port: string) => () => void heard.push(port),
    webhookEnded: ({ outcome }: Report) => void heard.push(outcome),
  }
  const watch = createWatch([broken, listener], (error) => faults.push((error as Error).message))
  const ports = watch.ports({
    findOpenDial: async () => false,
    lookUpContact: async () => null,
    screen: () => verdict('end', 'Goodbye.'),
  })
  const webhook = { requestId: '1', callSid: 'CA1', route: '/twilio/voice' }
  const watched = watch.webhookArrived({ ...webhook, event: 'caller.silent' })
  const input = { callSid: 'CA1', said: [], withheld: false, attestation: 'none' as const }
  const judged = await watched.during(async () => ports.screen(input, AbortSignal.abort()))
  expect(judged.decision).toBe('end')
  watched.ended({ outcome: 'unknown', body: '' }, 204)
  expect(faults).toEqual(['arrived', 'asked', 'ended'])
  expect(heard).toEqual(['screen', 'unknown'])
})
