/** The offline screener: decides what a caller wants without a network, and says why. */
import type { ScreeningInput } from '../../../machines/ports.ts'
import type { Verdict } from '../../../machines/verdict.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import { createFeatures } from './features.ts'
import { createJudge } from './judge.ts'
import { loadWeights } from './model.ts'
import { loadVectors } from './vectors.ts'

export function createOfflineScreener({ speech }: { speech: Speech }) {
  const see = createFeatures(loadVectors())
  const judge = createJudge(loadWeights())
  const replies = {
    transfer: speech.connectingUrgent,
    end: speech.textInstead,
    ask: speech.tellMore,
  } as const

  return function screen({ said }: ScreeningInput): Verdict {
    const utterances = said.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text)
    // Some who hand us a call leave out what was asked between two turns.
    const asked = Math.max(
      utterances.length - 1,
      said.filter(({ speaker }) => speaker === 'concierge').length,
    )
    const { decision, kind, reasons } = judge(see(utterances), asked)
    return {
      decision,
      kind,
      reply: replies[decision],
      screener: 'offline',
      reasons,
    }
  }
}
