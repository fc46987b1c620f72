/** What was said and done in a call, printed as it happens and summed up at its end. */
import type { PhoneCall } from '../../phone/phone.ts'
import { transcriptLine, type Speaker } from '../command/transcript-line.ts'
import { isTerminal, printLine, styled, type Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { counted } from '../../basics/counted.ts'

export interface CallTranscript {
  add(who: Speaker, text: string): void
  /** How the call came to its end, in words and with every turn's time. */
  sumUp(call: PhoneCall, ending: string): string
  /** The same for programs. */
  json(call: PhoneCall, ending: string): object
}

export function createTranscript(
  around: Surroundings,
  { isPrinted, isTyped }: { isPrinted: boolean; isTyped: boolean },
): CallTranscript {
  const lines: { who: Speaker; text: string }[] = []
  // A terminal shows what is typed there.
  const showsCaller = isTyped && isTerminal(around)
  return {
    add(who, text) {
      lines.push({ who, text })
      if (isPrinted && !(who === 'caller' && showsCaller))
        printLine(around, transcriptLine(around, who, text))
    },
    sumUp(call, ending) {
      const width = Math.max(...call.exchanges.map(({ path }) => path.length))
      const webhooks = call.exchanges.map(
        ({ path, ms, status }) =>
          `  ${path.padEnd(width)}  ${ms.toFixed(1).padStart(8)} ms` +
          (status >= 200 && status < 300 ? '' : `  HTTP ${status || 'none'}`),
      )
      const failures = call.failures.map(
        ({ message }) => `  ${styled(around, 'red', 'failed')}  ${forTerminal(message)}`,
      )
      // A status callback is answered without TwiML, and so is no turn.
      const count = call.exchanges.filter(
        ({ status, twiml }) => status === 200 && twiml !== '',
      ).length
      return [
        '',
        styled(around, 'bold', forTerminal(`${ending}, ${counted(count, 'turn')}`)),
        ...webhooks,
        ...failures,
      ].join('\n')
    },
    json(call, ending) {
      const { callSid, state, dialed, failures, exchanges } = call
      return {
        callSid,
        state,
        ending,
        lines,
        dialed,
        webhooks: exchanges.map(({ path, status, ms }) => ({ path, status, ms })),
        failures: failures.map(({ code, message, url }) => ({ code, message, url })),
      }
    },
  }
}
