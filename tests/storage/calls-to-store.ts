/** Calls as the server would have them stored: one a minute. */
import type { TurnRecord } from '../../storage/calls/commit.ts'
import type { ArrivedEvent, NewCall, Received } from '../../storage/calls/receive.ts'

/** UTC, ISO 8601: so many minutes into the day. */
export function at(minute: number): string {
  return new Date(Date.UTC(2026, 10, 22, 9, minute)).toISOString()
}

export function callSid(id: number): string {
  return `CA${String(id).padStart(30, '0')}xY`
}

export function call(id: number, change: Partial<NewCall> = {}): NewCall {
  return {
    call_sid: callSid(id),
    caller_id: '+14155550123',
    called: '+12125550142',
    flow: 'concierge',
    flow_version: '1',
    simulated: 0,
    ...change,
  }
}

/** The first of a call begins it. */
export function arrived(id: number, token: string, begun = call(id)): ArrivedEvent {
  const event = { type: 'arrived' }
  return {
    callSid: begun.call_sid,
    at: at(id),
    identity: { route: '/route', token },
    event,
    opening: { call: begun, event },
  }
}

/** The caller says the words, the concierge asks on. */
export function turn(
  received: Received,
  { words, ...change }: { words: string } & Partial<TurnRecord['call']>,
): TurnRecord {
  const timestamp = received.call.start_time
  return {
    received,
    call: {
      snapshot: JSON.stringify({ said: words }),
      final_decision: 'ended',
      transfer_status: null,
      call_type: 'sales',
      end_time: null,
      ...change,
    },
    notes: [{ kind: 'answer', payload: { port: 'screen' } }],
    utterances: [
      { speaker: 'caller', text: words, timestamp, latency_ms: null, model_ms: null },
      { speaker: 'concierge', text: 'Go on?', timestamp, latency_ms: 12.25, model_ms: 300 },
    ],
    body: '<Response/>',
    at: timestamp,
    tells: [],
  }
}
