/** A call in a file of its own, to be replayed anywhere. */
import { z } from 'zod'
import { ASK_OWNER, MESSAGES_FROM, NOTICES, WHISPERS } from '../../machines/call.ts'
import type { RecordedCall } from './recorded-call.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

/** What is in the file is no call, or not one that we can read. */
class CallFileError extends ConciergeError {
  readonly code = 'CALL_FILE'
  readonly disposition = 'refuse'
}

const WRITTEN_BY_US = 'give a file that npm run replay -- --export has written'

const entry = { seq: z.int(), at: z.iso.datetime() }
const note = z.object({
  port: z.string(),
  output: z.unknown().optional(),
  error: z.string().optional(),
})
/** Loose: a rest of an older version may have its own words, which `readRest` knows. */
const cue = z.looseObject({ say: z.array(z.string()), next: z.string() })

const callFile = z.object({
  format: z.literal('voice-concierge call'),
  version: z.literal(1),
  call_sid: z.string(),
  flow: z.string(),
  flow_version: z.string(),
  start_time: z.iso.datetime(),
  limits: z
    .object({
      maxTurns: z.int(),
      noSpeechRetries: z.int(),
      messages: z.enum(MESSAGES_FROM).exactOptional(),
      whisper: z.enum(WHISPERS).exactOptional(),
      askOwner: z.enum(ASK_OWNER).exactOptional(),
      ownerSeconds: z.int().exactOptional(),
      language: z.string().exactOptional(),
      offers: z.array(z.string()).exactOptional(),
      notice: z.enum(NOTICES).exactOptional(),
      emergencyNumber: z.string().exactOptional(),
      owner: z.object({ name: z.string(), language: z.string() }).exactOptional(),
    })
    .nullable(),
  final_decision: z.string().nullable(),
  transfer_status: z.string().nullable(),
  /** Whether it has the words that were said. */
  words: z.boolean(),
  spoken: z.array(z.string()).default([]),
  journal: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        ...entry,
        kind: z.literal('event'),
        payload: z.looseObject({ type: z.string() }),
      }),
      z.object({ ...entry, kind: z.literal('answer'), payload: note }),
      z.object({ ...entry, kind: z.literal('fault'), payload: note }),
      z.object({
        ...entry,
        kind: z.literal('rest'),
        payload: z.looseObject({ state: z.string(), cue, decision: z.string().nullable() }),
      }),
    ]),
  ),
})

export function writeCallFile(call: RecordedCall): string {
  const file = {
    format: 'voice-concierge call',
    version: 1,
    call_sid: call.callSid,
    flow: call.flow,
    flow_version: call.flowVersion,
    start_time: call.startTime,
    limits: call.limits,
    final_decision: call.decision,
    transfer_status: call.transferStatus,
    words: call.hasWords,
    ...(call.spoken.length > 0 && { spoken: call.spoken }),
    journal: call.journal,
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Throws `CallFileError`. */
export function readCallFile(text: string, name: string): RecordedCall {
  let parsed: unknown
  try {
    // Editors on Windows put a mark before it.
    parsed = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const what = text.trim() === '' ? 'is empty' : 'is no JSON'
    throw new CallFileError(`${name} ${what}: ${WRITTEN_BY_US}`, { cause: error })
  }
  const { data, error } = callFile.safeParse(parsed)
  if (!data) {
    const [issue] = error.issues
    if (issue?.path[0] === 'format' || issue?.path.length === 0)
      throw new CallFileError(`${name} is no call that can be replayed: ${WRITTEN_BY_US}`)
    const place = issue?.path.join('.') || 'the file'
    throw new CallFileError(`${name} is no call that can be replayed: ${place}: ${issue?.message}`)
  }
  return {
    file: name,
    callSid: data.call_sid,
    flow: data.flow,
    flowVersion: data.flow_version,
    startTime: data.start_time,
    limits: data.limits,
    journal: data.journal,
    spoken: data.spoken,
    hasWords: data.words,
    decision: data.final_decision,
    transferStatus: data.transfer_status,
  }
}
