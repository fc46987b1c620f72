/** What a caller does whose words go over a socket, and how the call goes on when that is over. */
import { newSid } from './caller.ts'
import type { PhoneCall } from './phone-call.ts'
import { PhoneError } from './phone-error.ts'
import { openRelayLeg, type RelayLeg, type SessionEnd } from './relay-leg.ts'
import type { OpenSocket } from './socket.ts'
import type { Relay } from './twiml-document.ts'
import { UntimelyError } from './untimely-error.ts'

export interface RelayActsDeps {
  parameters: Record<string, string>
  openSocket: OpenSocket
  /** Takes what is spoken. */
  heard: string[]
  /** Nobody says anything: time passes. */
  quiet(): Promise<void>
  hums: boolean
  act(work: () => Promise<void>): Promise<void>
  /** Keeps a failure that stops nothing. */
  failed(error: PhoneError): void
  /** Whether the caller has hung up. */
  isOver(): boolean
  /** To the document after the session, which is told these. */
  goOn(fields: Record<string, string>): Promise<void>
}

export interface RelayActs {
  acts: Pick<PhoneCall, 'losesSocket' | 'leavesSocket' | 'cutsIn'>
  leg(): RelayLeg | null
  connect(relay: Relay): Promise<void>
  say(text: string): Promise<void>
  saying(text: string): Promise<void>
  silence(): Promise<void>
  fields(end: SessionEnd): Record<string, string>
  /** The caller hangs up, or is sent elsewhere. */
  hangUp(): Promise<void>
}

export function createRelayActs(deps: RelayActsDeps): RelayActs {
  const { act, failed } = deps
  let leg: RelayLeg | null = null
  let sessionId = ''
  let began = performance.now()

  function there(): RelayLeg {
    if (!leg) throw new UntimelyError('The call has no socket')
    return leg
  }

  /** Null: the caller has the next word. */
  async function after(end: SessionEnd | null): Promise<void> {
    if (!end || deps.isOver()) return
    leg = null
    await deps.goOn(fields(end))
  }

  function fields({ status, handOff, error }: SessionEnd): Record<string, string> {
    return {
      SessionId: sessionId,
      SessionStatus: status,
      SessionDuration: String(Math.ceil((performance.now() - began) / 1000)),
      ...(handOff !== undefined && { HandoffData: handOff }),
      ...(error && { ErrorCode: String(error.code), ErrorMessage: error.message }),
    }
  }

  return {
    acts: {
      async losesSocket() {
        const mine = there()
        await act(() => after(mine.lose()))
      },
      // Where nothing is streamed, who speaks cuts in by that alone, and nobody is told how far they heard.
      cutsIn: async (afterWords) => leg?.cutIn(afterWords),
      async leavesSocket() {
        const mine = there()
        await act(async () => after(await mine.over))
      },
    },
    leg: () => leg,
    async connect(relay) {
      const { parameters, openSocket: open, heard, quiet, hums } = deps
      sessionId = newSid('VX')
      began = performance.now()
      try {
        const about = { relay, sessionId, parameters, hums }
        leg = await openRelayLeg({ ...about, open, heard, failed, quiet })
      } catch (error) {
        if (!(error instanceof PhoneError)) throw error
        failed(error)
        await after({ status: 'failed', error })
      }
    },
    say(text) {
      const mine = there()
      return act(async () => after(await mine.say(text)))
    },
    async saying(text) {
      there().saying(text)
    },
    silence() {
      const mine = there()
      return act(async () => after(await mine.silence()))
    },
    fields,
    async hangUp() {
      const mine = leg
      leg = null
      await mine?.hangUp()
    },
  }
}
