/** Who does the talking in `npm run call`: a list of sayings, or a person at the keyboard. */
import { createInterface } from 'node:readline/promises'
import type { PhoneCall } from '../../phone/phone.ts'
import { isTerminal, styled, type Surroundings } from '../command/surroundings.ts'
import { readDecision, type Decision } from './decision.ts'
import { readOutcome, type CallOptions, type DialPlay } from './options.ts'

/** What the caller does next, or the owner while their phone rings. */
export type Act =
  /** `afterWords`: cuts in on what is said, or was said last, once so many words of it are heard. */
  | { act: 'say'; text: string; afterWords?: number }
  | { act: 'stay silent' }
  | { act: 'dial ends'; outcome: DialPlay }
  /** Null presses none. */
  | { act: 'press'; key: string | null }
  | { act: 'answer' }
  | { act: 'decide'; decision: Decision }
  | { act: 'hang up'; because: string }

export interface CallScript {
  next(call: Pick<PhoneCall, 'state' | 'owner' | 'dialed'>): Promise<Act>
  close(): void
}

function speak(line: string): Act {
  const [, after, cutIn] = /^\s*\/cut-in\s+(\d{1,3})\s+(.*\S)\s*$/.exec(line) ?? []
  if (cutIn !== undefined) return { act: 'say', text: cutIn, afterWords: Number(after) }
  const text = line.trim()
  return text === '' ? { act: 'stay silent' } : { act: 'say', text }
}

const HANG_UP: Act = { act: 'hang up', because: 'you' }
const ANSWER: Act = { act: 'answer' }
const pressed = (key: string | null): Act => ({ act: 'press', key })
const dialEnds = (outcome: DialPlay): Act => ({ act: 'dial ends', outcome })

export function scripted(
  sayings: string[],
  { dial: outcome, decision }: Pick<CallOptions, 'dial' | 'decision'>,
  { signals }: Surroundings,
): CallScript {
  const left = [...sayings]
  let isDecided = decision === null
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  signals.once('SIGINT', interrupt)
  return {
    async next({ state }) {
      if (interrupted) return { act: 'hang up', because: 'interrupted' }
      if (state === 'dialing') return { act: 'dial ends', outcome }
      const text = left.shift()
      if (text !== undefined) return speak(text)
      if (!isDecided) {
        isDecided = true
        return { act: 'decide', decision: { choice: decision! } }
      }
      return { act: 'hang up', because: 'nothing more to say' }
    },
    close() {
      signals.off('SIGINT', interrupt)
    },
  }
}

const MEANWHILE =
  'Type what you say; an empty line is silence; /cut-in 3 WORDS cuts in on what was said last, after three words of it; /hangup hangs up. ' +
  'The owner steps in with /put-through, /take-a-message, /call-back, /turn-away or /tell WORDS. ' +
  "While the owner's phone rings: /answer, /voicemail, /busy, /no-answer, /failed; answered: 1, 2, 3."

/** What is typed for the owner. */
function decisionIn(line: string): Decision | null {
  const [, words] = /^\s*\/tell\s+(.*\S)\s*$/.exec(line) ?? []
  if (words !== undefined) return { choice: 'say', words }
  const choice = readDecision(/^\s*\/(\S*)\s*$/.exec(line)?.[1] ?? '')
  return choice === undefined ? null : { choice }
}

/** `tell` prints a hint to the person typing. */
export function typed(tell: (hint: string) => void, around: Surroundings): CallScript {
  const { input, output, signals } = around
  const showsTyping = isTerminal(around)
  const terminal = createInterface({
    input,
    output,
    terminal: showsTyping,
    prompt: `${styled(around, 'green', 'caller')}     `,
  })
  // Lines are kept from the start, so that none is lost that was typed while the server was thinking.
  const lines = terminal[Symbol.asyncIterator]()
  let closed = false
  terminal.once('close', () => {
    closed = true
  })
  const interrupt = () => terminal.close()
  signals.once('SIGINT', interrupt)

  function read(line: string, { state, owner, dialed }: Parameters<CallScript['next']>[0]) {
    const key = line.trim()
    const command = /^\s*\/(\S*)\s*$/.exec(line)?.[1]
    if (command === 'hangup') return HANG_UP
    if (command === 'help') return MEANWHILE
    const decision = decisionIn(line)
    if (decision) return { act: 'decide' as const, decision }
    const outcome = command === undefined ? undefined : readOutcome(command)
    if (command !== undefined && !outcome) return `There is no /${command}. ${MEANWHILE}`
    if (state === 'dialing' && owner?.state === 'asked') {
      if (key === '' || /^[0-9*#]$/.test(key)) return pressed(key || null)
      return 'The owner is told who calls: 1 talks, 2 declines, 3 takes a message; or /hangup?'
    }
    if (state === 'dialing') {
      if (outcome === 'completed' && dialed?.announced) return ANSWER
      return outcome
        ? dialEnds(outcome)
        : "The owner's phone rings: /answer, /voicemail, /busy, /no-answer, /failed or /hangup?"
    }
    return outcome ? "The owner's phone is not ringing." : speak(line)
  }

  return {
    async next(call) {
      for (;;) {
        if (showsTyping && !closed) terminal.prompt()
        const { done, value } = await lines.next()
        if (done) {
          // Ctrl-C and Ctrl-D leave the cursor behind the prompt.
          if (showsTyping) output.write('\n')
          return HANG_UP
        }
        const understood: Act | string = read(value, call)
        if (typeof understood !== 'string') return understood
        tell(understood)
      }
    },
    close() {
      signals.off('SIGINT', interrupt)
      terminal.close()
    },
  }
}
