/** The scripted model in a process of its own, so that its timers do not wait for the callers' work. */
import { answers } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'

/** As a good provider answers: 300 ms to the first token, then 40 a second. */
export const TIMING = { firstTokenMs: 300, tokensPerSecond: 40 }
/** The decision is known with the second token. */
const ENDS = ['{', 'END', ' CALL', ':', 'sales', '}', ' No,', ' thank', ' you.', ' Goodbye.']
const DECIDING_TOKEN = 1
/** A question is spoken while it comes. */
const ASKS = '{ ASK : other } What is it about ? Please tell me in a few words .'
  .split(' ')
  .map((word, index) => (index > 4 && /\w/.test(word) ? ` ${word}` : word))
const FIRST_OF_SENTENCE = ASKS.indexOf(' What')

/** What the callers of the bench say: to be found again in the request. */
export const SAID = /said-[a-p]{16}/

/** One answered request, in ms from when it had been read. */
export interface ModelTimes {
  words: string
  decidedMs: number
  completeMs: number
  /** On the clock of this machine, in ms: when it had been read, and when the first token of its sentence was sent. */
  readAt: number
  sentenceAt: number
  /** The token after it, which says that its word is whole. */
  secondAt: number
}

/** Of all processes of this machine, in ms. */
export function onAnyClock(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

if (process.send) {
  const answer = process.argv[2] === 'asks' ? ASKS : ENDS
  const behind = onAnyClock() - performance.now()
  const model = await startScriptedModel(() => answers(answer, TIMING))
  // Any message asks for the times of all requests so far.
  process.on('message', () => {
    const times = model.requests.map(({ text, at, tokensAt }): ModelTimes => ({
      words: SAID.exec(text)![0],
      decidedMs: tokensAt[DECIDING_TOKEN]! - at,
      completeMs: tokensAt.at(-1)! - at,
      readAt: at + behind,
      sentenceAt: tokensAt[FIRST_OF_SENTENCE]! + behind,
      secondAt: tokensAt[FIRST_OF_SENTENCE + 1]! + behind,
    }))
    process.send!(times)
  })
  process.send(model.url)
}
