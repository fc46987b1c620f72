/** How the screener does on voices it has not heard: each is judged by what the others taught. */
import { tally, type Evaluation, type Screened } from '../evaluation/evaluation.ts'
import { createJudge, type Judge, type Judged } from '../offline/judge.ts'
import { train, type Example } from './train.ts'

export interface Fairness {
  folds: number
  /** How many of the other voices are learned from, from 0 to 1. */
  share: number
}

/** Calls without a voice are learned from and not scored: phrases were written with them in view. */
export function crossValidate(
  examples: readonly Example[],
  { folds, share }: Fairness,
): Evaluation {
  const voices = voicesIn(examples)
  const screened: Screened[] = []
  for (let fold = 0; fold < folds; fold++) {
    const unheard = new Set(voices.filter((_, i) => i % folds === fold))
    // Every so many-th, as voices of one writer have names that follow one another.
    const others = voices.filter((voice) => !unheard.has(voice))
    const left = others.filter((_, i) => Math.floor((i + 1) * share) === Math.floor(i * share))
    const unused = new Set([...unheard, ...left])
    const judge = createJudge(
      train(examples.filter(({ scenario: { voice = '' } }) => !unused.has(voice))),
    )
    const isUnheard = ({ scenario: { voice = '' } }: Example) => unheard.has(voice)
    for (const one of judgeAll(examples.filter(isUnheard), judge)) screened.push(one)
  }
  return tally(screened)
}

function voicesIn(examples: readonly Example[]): string[] {
  return [...new Set(examples.flatMap(({ scenario: { voice } }) => voice ?? []))].toSorted()
}

/** Turn by turn, as a caller lives through it: the first decision that is no question counts. */
function judgeAll(examples: readonly Example[], judge: Judge): Screened[] {
  return examples.map(({ scenario, turns }) => {
    let judged: Judged | undefined
    for (const [asked, seen] of turns.entries()) {
      judged = judge(seen, asked)
      if (judged.decision !== 'ask') break
    }
    return { scenario, verdict: { ...judged!, reply: '', screener: 'offline' } }
  })
}
