/** Calls in the log: one line for each webhook, and one for each thing that went wrong with it. */
import type { Logger } from 'pino'
import type { Verdict } from '../../machines/ports.ts'
import type { Listener, Report } from './watch.ts'

/** With `pii`, numbers and words are logged as well, under that name and nowhere else. */
export function createTurnLog(log: Logger, pii: boolean): Listener {
  return {
    webhookRefused({ requestId, callSid, route, signed, status }) {
      log.warn(
        { request_id: requestId, call_sid: callSid, route, signed, status },
        'signature refused',
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
    webhookEnded(report) {
      const { outcome, taken, error } = report
      const about = { request_id: report.webhook.requestId, call_sid: report.webhook.callSid }
      if (taken?.broken) log.error({ ...about, err: taken.broken }, 'flow broken')
      if (outcome === 'failed') log.error({ ...about, ...told(report), err: error }, 'turn failed')
      else if (!log.isLevelEnabled('info')) return
      else if (outcome === 'answered')
        log.info({ ...about, ...told(report), ...(pii && { pii: personal(report) }) }, 'turn')
      else log.info({ ...about, ...told(report) }, `webhook ${outcome}`)
    },
  }
}

function told({ webhook, status, latencyMs, taken, late }: Report) {
  const { route, event } = webhook
  return {
    route,
    event,
    ...(taken && {
      state: taken.step.state,
      decision: taken.step.outcome.decision,
      ...(taken.step.verdict && judged(taken.step.verdict)),
    }),
    latency_ms: latencyMs,
    status,
    ...(late && { late }),
  }
}

/** Of a verdict only what repeats no word that was said. */
function judged({ decision, kind, screener, modelMs, firstTokenMs, tried }: Verdict) {
  return {
    verdict: decision,
    kind,
    screener,
    model_ms: modelMs,
    first_token_ms: firstTokenMs,
    ...(tried && { tried }),
  }
}

function personal({ taken }: Report) {
  return taken && { caller: taken.call.caller_id, said: taken.said, reply: taken.words.join(' ') }
}
