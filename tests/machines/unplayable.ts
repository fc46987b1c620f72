/** What the phone has against a cue: nothing, where Twilio would play it. */
import type { Cue } from '../../machines/cue.ts'
import { speechIn, SPOKEN_LANGUAGES } from '../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../prompts/speech/spoken-line.ts'
import { parseTwiml } from '../../server/phone/twiml-document.ts'
import { createRender } from '../../server/lines/twilio/twiml.ts'

const OWNER = '+14155550199'
const CALLED = '+14155550100'
const CALL_SID = `CA${'0'.repeat(31)}1`
const CALLERS = ['+14155550123', 'anonymous']

const known = new Map<string, string[]>()

/** The cue as TwiML, in every language and whoever calls, as the phone sees it. */
export function unplayable(cue: Cue): string[] {
  const key = JSON.stringify(cue)
  const problems =
    known.get(key) ??
    SPOKEN_LANGUAGES.flatMap((language) =>
      CALLERS.flatMap((from) => {
        const problem = problemWith(cue, language, from)
        return problem ? [`${problem} (${language})`] : []
      }),
    )
  known.set(key, problems)
  return problems
}

function problemWith(cue: Cue, language: string, from: string): string | null {
  const render = createRender({
    basePath: '/concierge',
    voice: null,
    language,
    ownerNumber: OWNER,
    twilioNumber: CALLED,
    dialTimeoutSeconds: 20,
  })
  const speech = speechIn(language, 'Grace')
  const lacking = cue.say.find(
    (line) => 'sentence' in line && speech[line.sentence].includes('{number}') && !line.with,
  )
  if (lacking) return 'has no number to say'
  const words = cue.say.map((line) => spokenLine(line, speech))
  try {
    const call = { call_sid: CALL_SID, caller_id: from, called: CALLED }
    const verbs = parseTwiml(render({ cue, words, revision: 1, call }))
    const last = verbs.at(-1)
    switch (cue.next) {
      case 'listen':
        if (last?.verb !== 'Gather') return 'does not listen'
        return last.prompts.length > 0 ? null : 'listens without a word'
      case 'dial':
        if (last?.verb !== 'Dial' || last.number !== OWNER) return 'does not dial the owner'
        return (last.whisper !== null) === (cue.announced !== undefined)
          ? null
          : 'does not announce as it should'
      case 'choose': {
        const [gather, ...others] = verbs
        if (gather?.verb !== 'Gather' || gather.prompts.length === 0) return 'hears no key'
        // Who presses none is not joined to the caller.
        return others.at(-1)?.verb === 'Hangup' ? null : 'joins the two without a key'
      }
      case 'bridge':
        return last === undefined ? null : 'says something where the two should be joined'
      case 'hold':
        return last?.verb === 'Redirect' ? null : 'does not come back'
      case 'hang up':
        return last?.verb === 'Hangup' ? null : 'does not hang up'
      case 'reject':
        return last?.verb === 'Reject' ? null : 'does not reject'
      default:
        return `no phone knows '${String(cue.next)}'`
    }
  } catch (error) {
    return (error as Error).message
  }
}
