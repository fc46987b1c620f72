/** Calls as OpenTelemetry traces: one for a call, in it a span for each turn, in that what it asked. */
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
} from '@opentelemetry/api'
import {
  BatchSpanProcessor,
  RandomIdGenerator,
  TracerProvider,
  type SpanExporter,
} from '@opentelemetry/sdk-trace'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import type { Verdict } from '../../machines/verdict.ts'
import type { Taken } from '../calls/turn.ts'
import { laterOf } from '../basics/later-of.ts'
import { callTrace } from './call-trace.ts'
import {
  callAttributes,
  faultAttributes,
  turnAttributes,
  verdictAttributes,
  eventAttributes,
} from './span-attributes.ts'
import type { Listener, WatchedEvent } from './watch.ts'

export interface Traces extends Listener {
  /** Sends what is left, as far as the collector takes it within a moment. */
  close(): Promise<void>
}

/** With that a stop stays within 10 s, however long requests had to be waited for. */
const FAREWELL_MS = 1_500

/** With `pii`, numbers and words are in the spans as well, under `pii.…`. `resource` says whose they are. */
export function createTraces(
  exporter: SpanExporter,
  { pii, resource }: { pii: boolean; resource: Record<string, string> },
): Traces {
  const ids = createIds()
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(resource)),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('voice-concierge')
  const turns = new WeakMap<WatchedEvent, Span>()

  /** The turns of a call may be taken in several processes, and this one may never see its end. */
  function traceCall({ call, step, endedAt }: Taken & { endedAt: string }): void {
    const startTime = new Date(call.start_time)
    const options = { startTime, attributes: callAttributes({ call, step }), root: true }
    const root = ids.of(call.call_sid, () => tracer.startSpan('call', options, ROOT_CONTEXT))
    if (step.decided.decision === 'failed') root.setStatus({ code: SpanStatusCode.ERROR })
    root.end(new Date(laterOf(endedAt, call.start_time)))
  }

  function fail(span: Span, error: unknown): void {
    const { attributes, message } = faultAttributes(error, pii)
    span.setAttributes(attributes)
    span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message }) })
  }

  return {
    eventArrived(event) {
      const attributes = eventAttributes(event)
      const options = { kind: SpanKind.SERVER, attributes }
      turns.set(event, tracer.startSpan('turn', options, within(event.callSid)))
    },
    portAsked(port, event) {
      const turn = turns.get(event)
      const parent = turn ? trace.setSpan(ROOT_CONTEXT, turn) : within(event.callSid)
      const span = tracer.startSpan(port, {}, parent)
      return function portEnded(end) {
        if ('error' in end) fail(span, end.error)
        else if (port === 'screen') span.setAttributes(verdictAttributes(end.output as Verdict))
        span.end()
      }
    },
    eventEnded(report) {
      const { event, taken, how, late, error } = report
      const turn = turns.get(event)
      if (turn && !late) {
        turn.setAttributes(turnAttributes(report, pii))
        if (how === 'failed') fail(turn, error)
        else if (taken?.broken) fail(turn, taken.broken)
        turn.end()
      }
      if (taken?.endedAt) traceCall({ ...taken, endedAt: taken.endedAt })
    },
    async close() {
      const { promise: waitedEnough, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, FAREWELL_MS)
      // What the collector did not take has been told of by the exporter.
      await Promise.race([provider.shutdown().catch(() => undefined), waitedEnough])
      clearTimeout(timer)
    },
  }
}

/** In the trace of a call, under the span that stands for the whole of it, wherever that one ends. */
function within(callSid: string): Context {
  const { traceId, rootId } = callTrace(callSid)
  const root = { traceId, spanId: rootId, traceFlags: TraceFlags.SAMPLED, isRemote: true }
  return trace.setSpanContext(ROOT_CONTEXT, root)
}

/** Random ids, but for the span of a whole call, which everybody has to know without asking. */
function createIds() {
  const random = new RandomIdGenerator()
  let given: ReturnType<typeof callTrace> | undefined
  return {
    generateTraceId: () => given?.traceId ?? random.generateTraceId(),
    generateSpanId: () => given?.rootId ?? random.generateSpanId(),
    of<Result>(callSid: string, start: () => Result): Result {
      given = callTrace(callSid)
      try {
        return start()
      } finally {
        given = undefined
      }
    },
  }
}
