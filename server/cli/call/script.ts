/** Who does the talking in `npm run call`: a list of sayings, or a person at the keyboard. */
import { createInterface } from 'node:readline/promises'
import type { DialOutcome, PhoneCall } from '../../phone/phone.ts'
import { isTerminal, styled, type Surroundings } from '../command/surroundings.ts'
import { readOutcome } from './options.ts'

/** What the caller does next, or the owner while their phone rings. */
export type Act =
  | { act: 'say'; text: string }
  | { act: 'stay silent' }
  | { act: 'dial ends'; outcome: DialOutcome }
  | { act: 'hang up'; because: string }

export interface CallScript {
  next(state: PhoneCall['state']): Promise<Act>
  close(): void
}

const speak = (text: string): Act =>
  text.trim() === '' ? { act: 'stay silent' } : { act: 'say', text: text.trim() }

export function scripted(
  sayings: string[],
  outcome: DialOutcome,
  { signals }: Surroundings,
): CallScript {
  const left = [...sayings]
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  signals.once('SIGINT', interrupt)
  return {
    async next(state) {
      if (interrupted) return { act: 'hang up', because: 'interrupted' }
      if (state === 'dialing') return { act: 'dial ends', outcome }
      const text = left.shift()
      if (text !== undefined) return speak(text)
      return { act: 'hang up', because: 'nothing more to say' }
    },
    close() {
      signals.off('SIGINT', interrupt)
    },
  }
}

const MEANWHILE =
  'Type what you say; an empty line is silence; /hangup hangs up. ' +
  "While the owner's phone rings: /answer, /busy, /no-answer, /failed."

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

  function read(line: string, state: PhoneCall['state']): Act | string {
    const command = /^\s*\/(\S*)\s*$/.exec(line)?.[1]
    if (command === 'hangup') return { act: 'hang up', because: 'you' }
    if (command === 'help') return MEANWHILE
    const outcome = command === undefined ? undefined : readOutcome(command)
    if (command !== undefined && !outcome) return `There is no /${command}. ${MEANWHILE}`
    if (state === 'dialing') {
      return outcome
        ? { act: 'dial ends', outcome }
        : "The owner's phone rings: /answer, /busy, /no-answer, /failed or /hangup?"
    }
    return outcome ? "The owner's phone is not ringing." : speak(line)
  }

  return {
    async next(state) {
      for (;;) {
        if (showsTyping && !closed) terminal.prompt()
        const { done, value } = await lines.next()
        if (done) {
          // Ctrl-C and Ctrl-D leave the cursor behind the prompt.
          if (showsTyping) output.write('\n')
          return { act: 'hang up', because: 'you' }
        }
        const understood = read(value, state)
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
