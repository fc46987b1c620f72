/** The scripted model in a process of its own, so that its timers do not wait for the callers' work. */
import { answers } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'

/** As a good provider answers: 300 ms to the first token, then 40 a second. */
export const TIMING = { firstTokenMs: 300, tokensPerSecond: 40 }
/** The decision is known with the second token. */
const ANSWER = ['{', 'END', ' CALL', ':', 'sales', '}', ' No,', ' thank', ' you.', ' Goodbye.']
const DECIDING_TOKEN = 1

/** What the callers of the bench say: to be found again in the request. */
export const SAID = /said-[a-p]{16}/

/** One answered request, in ms from when it had been read. */
export interface ModelTimes {
  words: string
  decidedMs: number
  completeMs: number
}

if (process.send) {
  const model = await startScriptedModel(() => answers(ANSWER, TIMING))
  // Any message asks for the times of all requests so far.
  process.on('message', () => {
    const times = model.requests.map(({ text, at, tokensAt }): ModelTimes => ({
      words: SAID.exec(text)![0],
      decidedMs: tokensAt[DECIDING_TOKEN]! - at,
      completeMs: tokensAt.at(-1)! - at,
    }))
    process.send!(times)
  })
  process.send(model.url)
}
