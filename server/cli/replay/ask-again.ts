/** Puts the questions of logged calls to a screener again, several at a time. */
import { nameOf } from '../../replay/recorded-call.ts'
import { screeningsIn, stateWith, type ScreeningAsked } from '../../replay/rescreen.ts'
import { replayToday, type Today } from '../../replay/replay-today.ts'
import { UsageError } from '../call/options.ts'
import type { Judge } from '../evaluate/screen-all.ts'
import type { Calls } from './calls.ts'
import { createProgress } from './progress.ts'
import type { AskedAgain } from './screener-report.ts'

export async function askAgain(
  calls: Calls,
  { judge, concurrency, today }: { judge: Judge; concurrency: number; today: Today },
): Promise<AskedAgain[]> {
  const questions: { asked: ScreeningAsked; restedIn: string }[] = []
  for await (const page of calls.each())
    for (const call of page) {
      if (!call.hasWords)
        throw new UsageError(`${nameOf(call)} was exported without its words: use --keep-words`)
      const replay = replayToday(call, today)
      for (const asked of screeningsIn(call, replay))
        questions.push({ asked, restedIn: replay.turns[asked.turn]!.state })
    }

  const progress = createProgress('verdicts', questions.length)
  const answered: AskedAgain[] = Array.from({ length: questions.length })
  const waiting = questions.entries()
  async function line(): Promise<void> {
    for (const [index, { asked, restedIn }] of waiting) {
      answered[index] = { ...asked, restedIn, ...(await answerTo(asked)) }
      progress.advance()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, line))
  progress.end()
  return answered

  async function answerTo(asked: ScreeningAsked) {
    const began = performance.now()
    try {
      const answer = judge(asked.input)
      // Rules answer at once; what other calls take meanwhile is not theirs.
      const atOnceMs = performance.now() - began
      const given = await answer
      const is = { ...given, modelMs: given.modelMs ?? atOnceMs }
      return { is, error: null, wouldRestIn: stateWith(asked, is, today) }
    } catch (error) {
      return { is: null, error: (error as Error).message, wouldRestIn: null }
    }
  }
}
