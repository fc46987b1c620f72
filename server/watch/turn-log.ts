/** Calls in the log: one line for each webhook, and one for each thing that went wrong with it. */
import type { Logger } from 'pino'
import type { Verdict } from '../../machines/verdict.ts'
import { createSeldom } from '../basics/seldom.ts'
import type { Listener, Report } from './watch.ts'

/** With `pii`, numbers and words are logged as well, under that name and nowhere else. */
export function createTurnLog(log: Logger, pii: boolean): Listener {
  // Anybody can have one refused, as often as he likes.
  const refused = createSeldom({ most: 30, perMs: 60_000 })
  return {
    requestRefused({ requestId, callSid, route, signed, status }) {
      const about = { request_id: requestId, call_sid: callSid, route, signed, status }
      refused(route, (unsaid) =>
        log.warn({ ...about, ...(unsaid > 0 && { unsaid }) }, 'signature refused'),
      )
    },
    portAsked: (port, { requestId, callSid }) =>
      function portEnded(end) {
        if ('error' in end)
          log.warn(
            { request_id: requestId, call_sid: callSid, port, err: end.error },
            'port failed',
          )
      },
    eventEnded(report) {
      const { how, event, taken, error } = report
      const about = { request_id: event.requestId, call_sid: event.callSid }
      if (taken?.broken) log.error({ ...about, err: taken.broken }, 'flow broken')
      if (how === 'failed') log.error({ ...about, ...told(report), err: error }, 'turn failed')
      else if (!log.isLevelEnabled('info')) return
      else if (how === 'answered')
        log.info({ ...about, ...told(report), ...(pii && { pii: personal(report) }) }, 'turn')
      else log.info({ ...about, ...told(report) }, `webhook ${how}`)
    },
  }
}

function told({ event: watched, status, latencyMs, wait, taken, late }: Report) {
  const { route, event } = watched
  return {
    route,
    event,
    ...(taken && {
      state: taken.step.state,
      decision: taken.step.decided.decision,
      ...(taken.step.verdict && judged(taken.step.verdict)),
    }),
    latency_ms: latencyMs,
    ...(wait && { first_word_ms: wait.toFirstWordMs }),
    status,
    ...(late && { late }),
  }
}

/** Of a verdict only what repeats no word that was said. */
function judged({ decision, kind, screener, modelMs, firstTokenMs, ahead, tried }: Verdict) {
  return {
    verdict: decision,
    kind,
    screener,
    model_ms: modelMs,
    first_token_ms: firstTokenMs,
    ...(ahead?.savedMs !== undefined && { ahead_ms: ahead.savedMs }),
    ...(tried && { tried }),
  }
}

function personal({ taken }: Report) {
  return taken && { caller: taken.call.caller_id, said: taken.said, reply: taken.words.join(' ') }
}
