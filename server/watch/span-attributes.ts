/** What the spans of a call tell: the same as its log lines, and personal data only under `pii`. */
import type { Attributes } from '@opentelemetry/api'
import type { Verdict } from '../../machines/verdict.ts'
import type { Taken } from '../calls/turn.ts'
import { errorFacts } from './error-facts.ts'
import type { Report, WatchedEvent } from './watch.ts'

export function eventAttributes({ requestId, callSid, route, event }: WatchedEvent): Attributes {
  return {
    'http.route': route,
    'voice.event': event,
    'voice.call_sid': callSid,
    'voice.request_id': requestId,
  }
}

export function turnAttributes({ how, status, taken }: Report, pii: boolean): Attributes {
  return {
    'http.response.status_code': status,
    'voice.outcome': how,
    ...(taken && {
      'voice.state': taken.step.state,
      ...(taken.step.decided.decision && { 'voice.decision': taken.step.decided.decision }),
      ...(taken.step.verdict && verdictAttributes(taken.step.verdict)),
      ...(pii && {
        'pii.caller': taken.call.caller_id,
        'pii.said': taken.said,
        'pii.reply': taken.words.join(' '),
      }),
    }),
  }
}

export function callAttributes({ call, step }: Pick<Taken, 'call' | 'step'>): Attributes {
  const { decision, transferStatus, kind } = step.decided
  return {
    'voice.call_sid': call.call_sid,
    'voice.flow': call.flow,
    'voice.flow_version': call.flow_version,
    ...(decision && { 'voice.decision': decision }),
    ...(transferStatus && { 'voice.transfer_status': transferStatus }),
    ...(kind && { 'voice.kind': kind }),
  }
}

/** Of a verdict only what repeats no word that was said. */
export function verdictAttributes(verdict: Verdict): Attributes {
  const { decision, kind, screener, modelMs, firstTokenMs, decidedMs, promptVersion } = verdict
  return {
    'voice.verdict': decision,
    'voice.kind': kind,
    'voice.screener': screener,
    ...(modelMs !== undefined && { 'voice.model_ms': modelMs }),
    ...(firstTokenMs !== undefined && { 'voice.first_token_ms': firstTokenMs }),
    ...(decidedMs !== undefined && { 'voice.decided_ms': decidedMs }),
    ...(promptVersion !== undefined && { 'voice.prompt_version': promptVersion }),
    ...(verdict.tried && {
      'voice.tried': verdict.tried.map((one) => `${one.screener}: ${one.code}`),
    }),
  }
}

/** `message` goes with a span's status. */
export function faultAttributes(error: unknown, pii: boolean) {
  const { type, message, pii: personal } = errorFacts(error, pii)
  const attributes: Attributes = {
    'error.type': type,
    ...(personal && { 'pii.error': personal.message }),
  }
  return { attributes, ...(message !== undefined && { message }) }
}
