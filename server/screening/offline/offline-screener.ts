/** The offline screener: decides what a caller wants without a network, and says why. */
import type { ScreeningInput } from '../../../machines/ports.ts'
import { mayHaveMessage, type Verdict } from '../../../machines/verdict.ts'
import { inLanguage, ofOwner, speechIn } from '../../../prompts/speech/speech-in.ts'
import type { Speech } from '../../../prompts/speech/speech.ts'
import { createFeatures, type Seen } from './features.ts'
import { createJudge } from './judge.ts'
import type { Language } from './languages/in-english.ts'
import { loadWeights } from './model.ts'
import { questionFor } from './question.ts'
import { loadVectors } from './vectors.ts'

type Judged = Pick<Verdict, 'decision' | 'kind' | 'reasons'>

/** Whoever says a word of those by which the owner has described whom he expects, unless they want what nobody wants. */
function asExpected(judged: Judged, expected: string | undefined, utterances: string[]): Judged {
  if (expected === undefined || judged.decision === 'transfer' || !mayHaveMessage(judged.kind))
    return judged
  const said = new Set(utterances.flatMap(wordsIn))
  const heard = wordsIn(expected).find((word) => said.has(word))
  if (heard === undefined) return judged
  return { ...judged, decision: 'transfer', reasons: [`heard: ${heard}`, 'who is expected'] }
}

/** Without those that are in every sentence. */
function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
}

/**
 * `speech` is that of the owner's language. A call that has one of its own is answered in it; without, a caller who speaks
 * another of ours is answered in that.
 */
export function createOfflineScreener({ speech: general }: { speech: Speech }) {
  const see = createFeatures(loadVectors())
  const judge = createJudge(loadWeights())

  return function screen({ said, told, language, owner }: ScreeningInput): Verdict {
    const utterances = said.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text)
    const before = said.filter(({ speaker }) => speaker === 'concierge').map(({ text }) => text)
    // Some who hand us a call leave out what was asked between two turns.
    const asked = Math.max(utterances.length - 1, before.length)
    const seen = see(utterances)
    const judged = asExpected(judge(seen, asked), told?.expected, utterances)
    return {
      ...judged,
      reply: replyTo(judged.decision, seen, before, {
        language,
        speech: owner === undefined ? general : ofOwner(general, { name: owner }),
      }),
      screener: 'offline',
    }
  }

  function replyTo(
    decision: Verdict['decision'],
    seen: Seen,
    before: string[],
    { language, speech }: { language: string | undefined; speech: Speech },
  ): string {
    const ofCall = inLanguage(speech, language)
    if (seen.language === 'other') {
      const sentence = decision === 'ask' ? 'askEmergency' : 'textInstead'
      return [...new Set([ofCall[sentence], speechIn('en', '')[sentence]])].join(' ')
    }
    const spoken = language === undefined ? speechFor(seen.language, seen, speech) : ofCall
    if (decision === 'ask') return questionFor(seen, spoken, before)
    return decision === 'transfer' ? spoken.connectingUrgent : spoken.textInstead
  }

  /** Whoever has said nothing yet is spoken to as the owner's greeting did. */
  function speechFor(language: Language, { turns }: Seen, speech: Speech): Speech {
    if (language === 'en' && turns === 0) return speech
    return inLanguage(speech, language)
  }
}
