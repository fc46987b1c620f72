/** Puts the questions of logged calls to a screener again, several at a time. */
import { nameOf } from '../../replay/recorded-call.ts'
import { replayToday, type Today } from '../../replay/replay-today.ts'
import { screeningsIn, stateWith, type ScreeningAsked } from '../../replay/rescreen.ts'
import { severalAtOnce } from '../command/several-at-once.ts'
import type { Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import type { Judge } from '../evaluate/named-screener.ts'
import type { Calls } from './calls.ts'
import type { AskedAgain } from './screener-report.ts'

interface Question {
  asked: ScreeningAsked
  restedIn: string
}

export async function askAgain(
  calls: Calls,
  wish: { judge: Judge; concurrency: number; today: Today; around: Surroundings },
): Promise<AskedAgain[]> {
  const { judge, concurrency, today, around } = wish
  const questions: Question[] = []
  for await (const page of calls.each())
    for (const call of page) {
      if (!call.hasWords)
        throw new UsageError(`${nameOf(call)} was exported without its words: use --keep-words`)
      const replay = replayToday(call, today)
      for (const asked of screeningsIn(call, replay))
        questions.push({ asked, restedIn: replay.turns[asked.turn]!.state })
    }
  return severalAtOnce(questions, ask, { concurrency, name: 'verdicts', around })

  async function ask({ asked, restedIn }: Question): Promise<AskedAgain> {
    try {
      const is = await judge(asked.input)
      return { ...asked, restedIn, is, error: null, wouldRestIn: stateWith(asked, is, today) }
    } catch (error) {
      const { message } = error as Error
      return { ...asked, restedIn, is: null, error: message, wouldRestIn: null }
    }
  }
}
