/** What is counted and timed of calls. Every label has few values, whatever comes in. */
import Counter from 'prom-client/lib/counter.js'
import Gauge from 'prom-client/lib/gauge.js'
import Histogram from 'prom-client/lib/histogram.js'
import Registry from 'prom-client/lib/registry.js'
import type { Verdict } from '../../machines/verdict.ts'
import type { ModelState } from '../../machines/screener-failure.ts'
import type { RefusedRequest, Report } from './watch.ts'

export interface Measurements {
  refused(request: RefusedRequest): void
  ended(report: Report): void
  /** A try to tell the owner, and how it ended. */
  noticeSettled(channel: string, state: string): void
  /** What became of a question that was asked before the caller had finished. */
  askedAhead(what: 'begun' | 'came true' | 'thrown away', savedMs?: number): void
  /** A backup was tried: `written` or `failed`. */
  backupTried(result: string): void
  read(): Promise<{ text: string; contentType: string }>
}

/** From a repeated webhook to Twilio's patience, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]

/** Around the pause that a carrier is asked to wait for. */
const SPEECH_BUCKETS = [2.005, 2.01, 2.025, 2.05, 2.1, 2.25, 2.5, 3, 3.5, 4, 5, 7.5, 10, 12.5, 17]

export interface MeasurementsDependencies {
  countCallsInProgress(): Promise<number>
  models(): ModelState[]
  /** When the newest was written, UTC, ISO 8601; null where none are written, or none is known of. */
  newestBackupAt(): string | null
}

export function createMeasurements({
  countCallsInProgress,
  models,
  newestBackupAt,
}: MeasurementsDependencies): Measurements {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `concierge_${name}`, help, labelNames, registers })
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets = BUCKETS,
  ) => new Histogram({ name: `concierge_${name}`, help, labelNames, registers, buckets })

  const turns = counter('turns_total', 'Webhooks, by what became of them', ['route', 'outcome'])
  const turnTime = histogram(
    'turn_duration_seconds',
    'From a webhook to its answer, where a turn was taken or failed',
    ['route'],
  )
  const firstWord = histogram(
    'first_word_seconds',
    'From what a caller said, as it came here, to the first word of the answer',
    ['line', 'screener'],
  )
  const firstWordFromSpeech = histogram(
    'first_word_from_speech_seconds',
    'The same from the end of their speech, at least: with the pause that Twilio is asked to wait for',
    ['line', 'screener'],
    SPEECH_BUCKETS,
  )
  const modelTime = histogram(
    'model_duration_seconds',
    'From the question to a model to its complete verdict',
    ['screener'],
  )
  const verdicts = counter('verdicts_total', 'Verdicts on what callers said', [
    'screener',
    'decision',
    'kind',
  ])
  const dials = counter('dials_total', 'How ringing the owner ended', ['outcome'])
  const choices = counter(
    'owner_decisions_total',
    'What the owner decided about callers on the line, where it changed something',
    ['choice'],
  )
  const faults = counter('faults_total', 'Ports that failed, and flows that broke', ['port'])
  const screenerFailures = counter(
    'screener_failures_total',
    'Screeners that were asked, or left out, and gave no verdict',
    ['screener', 'reason'],
  )
  const notices = counter(
    'notices_total',
    'Tries to tell the owner, by channel and how they ended: sent, waiting for another, given up, dropped',
    ['channel', 'state'],
  )
  const ahead = counter(
    'verdicts_ahead_total',
    'Verdicts begun before the caller had finished, and what became of them',
    ['outcome'],
  )
  const aheadSaved = histogram<never>(
    'verdict_ahead_saved_seconds',
    'How much earlier a verdict was asked for than its words were final, where it was of use',
    [],
  )
  const backups = counter('backups_total', 'Backups that the server has tried to write', ['result'])
  const inProgress = new Gauge({
    name: 'concierge_calls_in_progress',
    help: 'Calls going on now, in all processes; NaN where the database does not tell',
    registers: [],
    async collect() {
      this.set(await countCallsInProgress().catch(() => Number.NaN))
    },
  })
  registry.registerMetric(inProgress)
  const modelState = new Gauge({
    name: 'concierge_model_state',
    help: '1 for what a model was last known to be: it answers, is unknown yet, or fails for a reason',
    labelNames: ['screener', 'state'],
    registers: [],
    collect() {
      this.reset()
      for (const { screener, code } of models()) this.set({ screener, state: code }, 1)
    },
  })
  registry.registerMetric(modelState)
  const newestBackup = new Gauge({
    name: 'concierge_backup_newest_timestamp_seconds',
    help: 'When the newest backup that the server knows of was written; NaN where it knows of none',
    registers: [],
    collect() {
      this.set(Date.parse(newestBackupAt() ?? '') / 1000)
    },
  })
  registry.registerMetric(newestBackup)
  let processMetrics: Promise<void> | undefined

  function judged({ screener, decision, kind, modelMs, tried = [] }: Verdict): void {
    verdicts.inc({ screener, decision, kind })
    if (modelMs !== undefined) modelTime.observe({ screener }, modelMs / 1000)
    for (const { screener: asked, code: reason } of tried)
      screenerFailures.inc({ screener: asked, reason })
  }

  /** `none`: what they heard first is no screener's, but a sentence of ours. */
  function waited({ wait, taken }: Report): void {
    if (!wait) return
    const labels = { line: wait.line, screener: taken?.step.verdict?.screener ?? 'none' }
    firstWord.observe(labels, wait.toFirstWordMs / 1000)
    if (wait.fromSpeechMs !== null) firstWordFromSpeech.observe(labels, wait.fromSpeechMs / 1000)
  }

  /** The owner may be rung again with the same end, which only the event then tells. */
  function rang({ event: { event }, taken }: Report): void {
    const outcome = taken?.step.decided.transferStatus
    if (!taken || !outcome) return
    const isNew = outcome !== taken.call.transfer_status
    if (isNew || (event === 'dial.ended' && taken.call.end_time === null)) dials.inc({ outcome })
  }

  return {
    refused: ({ route }) => turns.inc({ route, outcome: 'refused' }),
    ended(report) {
      const { event, how, latencyMs, taken, late } = report
      const { route } = event
      rang(report)
      waited(report)
      for (const decided of taken?.step.heeded ?? [])
        if (decided.type === 'owner.decided') choices.inc({ choice: decided.choice })
      if (!late) turns.inc({ route, outcome: how })
      if (!late && (how === 'answered' || how === 'failed'))
        turnTime.observe({ route }, latencyMs / 1000)
      if (taken?.step.verdict) judged(taken.step.verdict)
      for (const { kind, payload } of taken?.step.notes ?? [])
        if (kind === 'fault') faults.inc({ port: payload.port })
    },
    noticeSettled: (channel, state) => notices.inc({ channel, state }),
    askedAhead(what, savedMs) {
      ahead.inc({ outcome: what.replace(' ', '_') })
      if (savedMs !== undefined) aheadSaved.observe({}, savedMs / 1000)
    },
    backupTried: (result) => backups.inc({ result }),
    async read() {
      // They have timers and observers of their own, which nobody pays for who never reads them.
      processMetrics ??= import('./process-metrics.ts').then(({ collectProcessMetrics }) =>
        collectProcessMetrics(registry),
      )
      await processMetrics
      return { text: await registry.metrics(), contentType: registry.contentType }
    },
  }
}
