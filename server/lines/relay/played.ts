/** Sockets of calls that the owner plays: within this process, with no network between, and silent for as long as he wishes. */
import type { Overheard } from '../../calls/overheard.ts'
import { overheardCarrier } from './overheard-carrier.ts'
import { createPlayedSilences } from './played-silences.ts'
import { createSession, type Session, type SessionDependencies } from './session.ts'

/** As a phone hears one. */
interface Hearing {
  message(text: string): void
  close(): void
}

interface PlayedSocket {
  send(frame: string): void
  close(code: number): void
  terminate(): void
}

export interface PlayedSockets {
  /** The socket of an address of ours. Rejects for any other. */
  open(url: string, hearing: Hearing): Promise<PlayedSocket>
  /** Lets the silence of a call be over as soon as it is waited for. */
  silence(callSid: string): Promise<void>
  /** Has a call hear at once what is new, if its socket is here. */
  fetchNow(callSid: string, revision: number): boolean
}

export interface PlayedDependencies extends Omit<
  SessionDependencies,
  'onUnread' | 'timers' | 'simulated'
> {
  overheard: Pick<Overheard, 'tell'>
}

const PATH = /\/twilio\/relay\/([A-Za-z0-9]{1,34})\/([1-9]\d{0,8})$/

export function createPlayedSockets(deps: PlayedDependencies): PlayedSockets {
  const sessions = new Map<string, Session>()
  const silences = createPlayedSilences()

  return {
    async open(url, hearing) {
      const [, callSid = '', turn] = PATH.exec(url) ?? []
      if (!callSid) throw new TypeError('A call that is played opens no socket of anybody else')
      let isOpen = true
      function close(): void {
        if (!isOpen) return
        isOpen = false
        session.end()
        if (sessions.get(callSid) === session) {
          sessions.delete(callSid)
          silences.over(callSid)
        }
        queueMicrotask(hearing.close)
      }
      const carrier = overheardCarrier(deps.carrier, (words) => deps.overheard.tell(callSid, words))
      const session = createSession(
        { ...deps, carrier, timers: silences.timers, simulated: true, onUnread() {} },
        {
          callSid,
          turn: Number(turn),
          // One side is never in the middle of what the other does.
          send: (frame) => queueMicrotask(() => isOpen && hearing.message(frame)),
          close: () => queueMicrotask(close),
          bound() {},
          advanced() {},
        },
      )
      sessions.set(callSid, session)
      return {
        send: (frame) => queueMicrotask(() => isOpen && session.take(frame)),
        close,
        terminate: close,
      }
    },
    silence: silences.runOut,
    fetchNow(callSid, revision) {
      const session = sessions.get(callSid)
      if (!session || session.revision() === null) return false
      session.comeBack(revision)
      return true
    },
  }
}
