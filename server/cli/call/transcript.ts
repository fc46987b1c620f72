/** What was said and done in a call, printed as it happens and summed up at its end. */
import { styleText } from 'node:util'
import type { PhoneCall } from '../../phone/phone.ts'

export type Speaker = 'concierge' | 'caller' | 'phone'

export interface CallTranscript {
  add(who: Speaker, text: string): void
  /** How the call came to its end, in words and with every turn's time. */
  sumUp(call: PhoneCall, ending: string): string
  toJson(call: PhoneCall, ending: string): string
}

const COLOURS = { concierge: 'cyan', caller: 'green', phone: 'gray' } as const

/** `print` gets every line that is not on the screen already, typed there by the caller; null prints none. */
export function createTranscript(
  print: ((line: string) => void) | null,
  callerTypes: boolean,
): CallTranscript {
  const lines: { who: Speaker; text: string }[] = []
  return {
    add(who, text) {
      lines.push({ who, text })
      if (who === 'caller' && callerTypes) return
      print?.(`${styleText(COLOURS[who], who.padEnd(9))}  ${text}`)
    },
    sumUp(call, ending) {
      const width = Math.max(...call.exchanges.map(({ path }) => path.length))
      const webhooks = call.exchanges.map(
        ({ path, ms, status }) =>
          `  ${path.padEnd(width)}  ${ms.toFixed(1).padStart(8)} ms` +
          (status >= 200 && status < 300 ? '' : `  HTTP ${status || 'none'}`),
      )
      const failures = call.failures.map(
        ({ message }) => `  ${styleText('red', 'failed')}  ${message}`,
      )
      // A status callback is answered without TwiML, and so is no turn.
      const count = call.exchanges.filter(
        ({ status, twiml }) => status === 200 && twiml !== '',
      ).length
      const many = count === 1 ? '1 turn' : `${count} turns`
      return ['', styleText('bold', `${ending}, ${many}`), ...webhooks, ...failures].join('\n')
    },
    toJson(call, ending) {
      const { callSid, state, dialed, failures, exchanges } = call
      return JSON.stringify(
        {
          callSid,
          state,
          ending,
          lines,
          dialed,
          webhooks: exchanges.map(({ path, status, ms }) => ({ path, status, ms })),
          failures: failures.map(({ code, message, url }) => ({ code, message, url })),
        },
        null,
        2,
      )
    },
  }
}
