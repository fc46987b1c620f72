/** Verdicts asked ahead: begun on what a caller has said so far, and there at once if that was all. */
import type { ScreeningInput } from '../../machines/ports.ts'
import type { AskedAhead, Verdict } from '../../machines/verdict.ts'
import type { Screener } from '../calls/ports.ts'
import type { Chain } from './chain.ts'
import { askAhead, type Question } from './question-ahead.ts'
import { plainWords } from './same-question.ts'

/** What became of a question: `savedMs`, where its verdict was of use, is how much earlier that was asked for. */
export type TellAhead = (what: 'begun' | 'came true' | 'thrown away', savedMs?: number) => void

export interface AheadDependencies {
  /** The question that the flow would ask if these were the caller's last words; null where it would ask none. */
  foresee(words: { callSid: string; turn: number; text: string }): Promise<ScreeningInput | null>
  tell: TellAhead
  timers?: AheadTimers
}

export interface AheadTimers {
  /** Runs once, unless what it returns is called before. */
  after(ms: number, run: () => void): () => void
}

/** Who gives the verdicts. */
export interface AskedModels {
  chain: Chain
  deadlineMs: number
  /** Whether any of them is there to be asked. */
  isAnyThere(): boolean
  /** Whether the verdict is a model's; what the rules say at once is not waited for, and is a model's failure. */
  isTheirs(verdict: Verdict): boolean
  /** The verdict where one of theirs has begun to be said, and then no more came: it ends in a sentence that fits. */
  brokenOff(begun: Verdict, input: ScreeningInput): Verdict
}

export interface Ahead {
  /** What a caller has said so far, in reply to the answer that brought `turn`. Never throws. */
  partly(callSid: string, turn: number, text: string): void
  /** They have finished in reply to that answer, with words or by silence: whatever more comes of it is late. */
  finished(callSid: string, turn: number, hasSpoken: boolean): void
  /** Nobody is there any more: whatever is under way for the call ends. */
  left(callSid: string): void
  /** The screener whose verdicts are asked ahead from now on, and asked for here. */
  before(models: AskedModels): Screener
  close(): void
}

/** Words that stand still: recognition sends new ones every 100 to 200 ms while somebody speaks, and pauses at a comma. */
const STILL_MS = 250

const MOST_FOR_CALL = 2

/** Whoever pauses more often in one answer is judged when they have finished. */
const MOST_FOR_TURN = 8

/** Of all calls together: no model's limit is to be used up by what nobody may need. */
const MOST_UNDER_WAY = 20

const MOST_CALLS = 1_000

/** So long nothing new came: whatever was begun is of no use. */
const LIFE_MS = 30_000

interface Listening {
  turn: number
  isFinished: boolean
  /** The latest words as they came, and plain. */
  text: string
  words: string
  questions: Question[]
  /** Of this turn. */
  begun: number
  inVain: number
  foreseeing: boolean
  /** Stops waiting for the words to stand still, and for the call to be forgotten. */
  still: () => void
  forget: () => void
}

const realTimers: AheadTimers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

export function createAhead({ foresee, tell, timers = realTimers }: AheadDependencies): Ahead {
  const calls = new Map<string, Listening>()
  let models: AskedModels | null = null
  let underWay = 0

  /** Null where there is no place for another call, or the turn is over. */
  function listeningTo(callSid: string, turn: number): Listening | null {
    const known = calls.get(callSid)
    if (known && turn <= known.turn) return turn < known.turn || known.isFinished ? null : known
    if (!known && calls.size >= MOST_CALLS) return null
    if (known) leave(callSid)
    const call: Listening = {
      turn,
      isFinished: false,
      text: '',
      words: '',
      questions: [],
      begun: 0,
      // Of the answer before, to which only silence came.
      inVain: known?.inVain ?? 0,
      foreseeing: false,
      still() {},
      forget: timers.after(LIFE_MS, () => leave(callSid)),
    }
    calls.set(callSid, call)
    return call
  }

  function leave(callSid: string): void {
    const call = calls.get(callSid)
    if (!call) return
    calls.delete(callSid)
    finish(call)
    call.forget()
    throwAllAway(call)
  }

  function finish(call: Listening): void {
    call.isFinished = true
    call.still()
  }

  function throwAway(call: Listening, question: Question): void {
    call.questions = call.questions.filter((one) => one !== question)
    call.inVain++
    question.abandon()
    tell('thrown away')
  }

  function throwAllAway(call: Listening, but: Question | null = null): void {
    for (const one of call.questions) if (one !== but) throwAway(call, one)
    call.questions = []
  }

  async function begin(callSid: string, call: Listening): Promise<void> {
    const { turn, text, words } = call
    const asked = models
    if (call.foreseeing || call.begun >= MOST_FOR_TURN || underWay >= MOST_UNDER_WAY) return
    if (!asked?.isAnyThere()) return
    call.foreseeing = true
    underWay++
    const input = await foresee({ callSid, turn, text }).catch(() => null)
    call.foreseeing = false
    underWay--
    if (call.isFinished) return
    if (call.words !== words) return waitUntilStill(callSid, call)
    if (input) ask(call, input, asked)
  }

  function ask(call: Listening, input: ScreeningInput, asked: AskedModels): void {
    // The older of two may still be what they end with, but no third is paid for.
    while (call.questions.length >= MOST_FOR_CALL) throwAway(call, call.questions[0]!)
    underWay++
    const question = askAhead({ ...asked, input, words: call.words })
    const end = timers.after(LIFE_MS, () => fail())
    function fail(): void {
      if (call.questions.includes(question)) throwAway(call, question)
    }
    void question.verdict.then((verdict) => {
      underWay--
      if (verdict === null) fail()
    })
    void question.over.then(end)
    call.questions.push(question)
    call.begun++
    tell('begun')
  }

  function waitUntilStill(callSid: string, call: Listening): void {
    call.still()
    if (call.words === '' || call.questions.some(({ words }) => words === call.words)) return
    call.still = timers.after(STILL_MS, () => void begin(callSid, call))
  }

  /** What was begun for these words, if anything; the rest of the call's is of no use any more. */
  function takeOver(input: ScreeningInput): { question: Question | null; inVain: number } {
    const call = calls.get(input.callSid)
    if (!call) return { question: null, inVain: 0 }
    finish(call)
    const question = call.questions.findLast((one) => one.fits(input)) ?? null
    throwAllAway(call, question)
    const { inVain } = call
    call.inVain = 0
    return { question, inVain }
  }

  return {
    partly(callSid, turn, text) {
      const call = models && listeningTo(callSid, turn)
      if (!call || text === call.text) return
      call.text = text
      const words = plainWords(text)
      if (words === call.words) return
      call.words = words
      call.forget()
      call.forget = timers.after(LIFE_MS, () => leave(callSid))
      const older = call.questions.find((one) => one.words !== words)
      if (older && call.questions.length >= MOST_FOR_CALL) throwAway(call, older)
      waitUntilStill(callSid, call)
    },
    finished(callSid, turn, hasSpoken) {
      const call = models && listeningTo(callSid, turn)
      if (!call) return
      finish(call)
      if (!hasSpoken) throwAllAway(call)
    },
    left: leave,
    before(asked) {
      models = asked
      return async function screen(input, signal, tellWords) {
        const heardAt = performance.now()
        const { question, inVain } = takeOver(input)
        if (tellWords) question?.hear(tellWords)
        const verdict = (await question?.verdict) ?? null
        question?.used()
        if (question && verdict) {
          const savedMs = Math.round((heardAt - question.beganAt) * 10) / 10
          tell('came true', savedMs)
          return withAhead(verdict, { savedMs, ...(inVain > 0 && { inVain }) })
        }
        if (question) tell('thrown away')
        // The caller has waited for it: what is asked instead has the rest of that time.
        const withinMs = asked.deadlineMs - (performance.now() - heardAt)
        const all = inVain + (question ? 1 : 0)
        const instead = await asked.chain(input, signal, tellWords, withinMs)
        return all > 0 ? withAhead(instead, { inVain: all }) : instead
      }
    },
    close() {
      models = null
      for (const callSid of calls.keys()) leave(callSid)
    },
  }
}

function withAhead(verdict: Verdict, ahead: AskedAhead): Verdict {
  return { ...verdict, ahead }
}
