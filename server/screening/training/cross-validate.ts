/** How the screener does on calls it has not seen: each is judged by what the others taught. */
import { tally, type Evaluation, type Screened } from '../evaluation/evaluation.ts'
import { createJudge } from '../offline/judge.ts'
import { train, type Example } from './train.ts'

export function crossValidate(examples: readonly Example[], folds: number): Evaluation {
  const screened: Screened[] = []
  for (let fold = 0; fold < folds; fold++) {
    const judge = createJudge(train(examples.filter((_, i) => foldOf(i, folds) !== fold)))
    for (const [i, { scenario, whole }] of examples.entries()) {
      if (foldOf(i, folds) !== fold) continue
      const judged = judge(whole, scenario.utterances.length > 1)
      screened.push({ scenario, verdict: { ...judged, reply: '', screener: 'offline' } })
    }
  }
  return tally(screened)
}

/** Scattered, as neighbouring lines resemble one another; by multiplication, so always the same. */
function foldOf(position: number, folds: number): number {
  return (Math.imul(position + 1, 0x9e3779b1) >>> 16) % folds
}
