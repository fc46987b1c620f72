/**
 * A `<ConversationRelay>` as Twilio plays it: tells the server what the caller says, speaks what comes back, and refuses what
 * Twilio would. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages
 */
import { PhoneError } from './phone-error.ts'
import { createCycle } from './talk-cycle.ts'
import type { OpenSocket, PhoneSocket } from './socket.ts'
import type { Relay } from './twiml-document.ts'

/** How a session came to its end, as `<Connect action>` is told. */
export interface SessionEnd {
  status: 'ended' | 'completed' | 'failed'
  handOff?: string
  error?: { code: number; message: string }
}

export interface RelayLeg {
  /** In which language the caller is spoken to, and heard. */
  readonly tongue: Relay['tongue']
  /** Resolves when the session has come to its end, by whichever side. */
  readonly over: Promise<SessionEnd>
  /** The caller speaks: resolves when the server has said all that it answers, or the session is over. */
  say(text: string): Promise<SessionEnd | null>
  /**
   * The caller cuts in once so many words of what is being spoken have been heard, or of what was spoken last: resolves when
   * the server has fallen silent. What they say is said then.
   */
  cutIn(afterWords: number): Promise<void>
  /** The caller has said so much, and goes on. */
  saying(text: string): void
  /** The caller says nothing. */
  silence(): Promise<SessionEnd | null>
  /** The caller hangs up. */
  hangUp(): Promise<void>
  /** The network loses the socket. */
  lose(): SessionEnd
  /** A frame as it is given, for odd ones; nothing is waited for. */
  send(frame: string): void
}

export interface RelayLegDeps {
  relay: Relay
  sessionId: string
  parameters: Record<string, string>
  open: OpenSocket
  heard: string[]
  failed(error: PhoneError): void
  /** Nobody says anything: time passes. */
  quiet(): Promise<void>
  /** Whether the caller hums until it is known what they say: who types takes longer than a silence. */
  hums: boolean
}

/** Shorter than any silence that is waited for. */
const HUM_MS = 1_000

/** https://www.twilio.com/docs/api/errors/64105 */
const MOST_MALFORMED = 10

/** A server that says nothing for so long has nothing to say. */
const PATIENCE_MS = 60_000

export async function openRelayLeg(deps: RelayLegDeps): Promise<RelayLeg> {
  const { relay, heard, failed } = deps
  let socket: PhoneSocket
  let tongue = relay.tongue
  let sentence = ''
  /** All that was said since the caller last had the next word, and where in `heard` it begins. */
  const cycle = createCycle(heard)
  let malformed = 0
  let ended: SessionEnd | null = null
  const closed = Promise.withResolvers<void>()
  const over = Promise.withResolvers<SessionEnd>()
  let done: PromiseWithResolvers<SessionEnd | null> | null = null

  const humming = deps.hums && relay.partialPrompts ? setInterval(hum, HUM_MS).unref() : undefined

  function hum(): void {
    if (!done) partly('hm')
  }

  function settle(): void {
    done?.resolve(ended)
    done = null
  }

  function finish(end: SessionEnd): void {
    if (ended) return
    ended = end
    clearInterval(humming)
    flush()
    settle()
    over.resolve(end)
  }

  function flush(): void {
    const said = sentence.trim()
    sentence = ''
    if (said) heard.push(said)
  }

  function take(text: string): void {
    if (ended) return
    const frame = frameIn(text, relay.languages)
    if (!frame) {
      failed(new PhoneError(64107, `The server sent what is no message: ${text.slice(0, 80)}`))
      tell({ type: 'error', description: `Invalid message received: ${text.slice(0, 80)}` })
      if (++malformed < MOST_MALFORMED) return
      socket.close(1007)
      return finish({ status: 'failed', error: { code: 64105, message: 'WebSocket ended' } })
    }
    malformed = 0
    if (frame.type === 'text') {
      if (!cycle.isCut) sentence += frame.token
      cycle.take(frame)
      // A blank behind a token ends a sentence of ours: models put theirs in front.
      if (frame.last || /\S\s$/.test(frame.token)) flush()
      if (frame.last) settle()
    } else if (frame.type === 'language') {
      tongue = { ...tongue, ...frame.tongue }
    } else if (frame.type === 'end') {
      finish({
        status: 'ended',
        ...(frame.handoffData !== undefined && { handOff: frame.handoffData }),
      })
      socket.close(1000)
    }
  }

  async function answered(): Promise<SessionEnd | null> {
    if (ended) return ended
    const { promise } = (done ??= Promise.withResolvers<SessionEnd | null>())
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      const reason = 'The server says nothing to the caller, and does not end the session'
      late.reject(new PhoneError(0, reason, { url: relay.url }))
    }, PATIENCE_MS)
    return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
  }

  function tell(frame: object): void {
    if (!ended) socket.send(JSON.stringify(frame))
  }

  function partly(voicePrompt: string): void {
    tell({ type: 'prompt', voicePrompt, lang: tongue.hears, last: false })
  }

  function lose(): SessionEnd {
    finish({ status: 'failed', error: { code: 64105, message: 'WebSocket ended' } })
    socket.terminate()
    return ended!
  }

  socket = await deps.open(relay.url, {
    message: take,
    close() {
      closed.resolve()
      finish({ status: 'failed', error: { code: 64105, message: 'WebSocket ended' } })
    },
  })
  tell(setupOf(deps))
  if (relay.greeting) {
    cycle.take({ token: relay.greeting, last: true })
    heard.push(relay.greeting)
  }

  return {
    get tongue() {
      return tongue
    },
    over: over.promise,
    say(text) {
      const answer = answered()
      cycle.begin()
      if (relay.partialPrompts && text.includes(' ')) partly(text.split(' ', 1)[0]!)
      tell({ type: 'prompt', voicePrompt: text, lang: tongue.hears, last: true })
      return answer
    },
    async cutIn(afterWords) {
      await Promise.race([cycle.hasWords(afterWords), over.promise])
      if (ended) return
      const isSpeaking = cycle.isOpen
      const until = cycle.cut(afterWords)
      sentence = ''
      tell({
        type: 'interrupt',
        utteranceUntilInterrupt: until,
        // As long as it takes to say.
        durationUntilInterruptMs: String(Math.round((until.length / 14) * 1_000)),
      })
      // The words that were meant to follow end at once, or the server has not understood.
      if (isSpeaking) await answered()
    },
    saying(text) {
      if (relay.partialPrompts) partly(text)
    },
    async silence() {
      const answer = answered()
      if (!ended) await Promise.race([deps.quiet(), over.promise])
      return answer
    },
    async hangUp() {
      finish({ status: 'completed' })
      socket.close(1000)
      // What was said before comes first.
      await closed.promise
    },
    lose,
    send: (frame) => socket.send(frame),
  }
}

type Frame =
  | { type: 'text'; token: string; last: boolean }
  | { type: 'end'; handoffData?: string }
  | { type: 'language'; tongue: Partial<Relay['tongue']> }
  | { type: 'other' }

/** Null for what Twilio's page does not have, and for a language that the document has not. */
function frameIn(text: string, languages: string[]): Frame | null {
  let frame: Record<string, unknown>
  try {
    frame = JSON.parse(text) as Record<string, unknown>
  } catch {
    return null
  }
  const { type, token, last = false, handoffData, lang } = frame ?? {}
  const isKnown = (tag: unknown) => tag === undefined || languages.includes(tag as string)
  switch (type) {
    case 'text':
      if (typeof token !== 'string' || typeof last !== 'boolean' || !isKnown(lang)) return null
      return { type, token, last }
    case 'end':
      if (handoffData !== undefined && typeof handoffData !== 'string') return null
      return { type, ...(handoffData !== undefined && { handoffData }) }
    case 'language': {
      const { ttsLanguage: speaks, transcriptionLanguage: hears } = frame as Record<string, string>
      if (!isKnown(speaks) || !isKnown(hears)) return null
      return { type, tongue: { ...(speaks && { speaks }), ...(hears && { hears }) } }
    }
    case 'play':
    case 'sendDigits':
      return { type: 'other' }
    default:
      return null
  }
}

function setupOf({ relay, sessionId, parameters }: RelayLegDeps): object {
  return {
    type: 'setup',
    sessionId,
    accountSid: parameters.AccountSid,
    parentCallSid: '',
    callSid: parameters.CallSid,
    from: parameters.From,
    to: parameters.To,
    forwardedFrom: parameters.ForwardedFrom ?? '',
    callType: 'PSTN',
    callerName: '',
    direction: 'inbound',
    callStatus: 'RINGING',
    customParameters: relay.parameters,
  }
}
