/** What speech recognition is told to listen for: the names that callers say, and the words that decide. */
import { HEARD, languageCode } from '../../../machines/hearing/languages/heard.ts'

export interface Hints {
  /** Commas between them; empty where there are none. */
  text: string
  /** Another where they are others. */
  version: number
}

/** https://www.twilio.com/docs/voice/twiml/gather#hints */
const MOST_ENTRIES = 500
const MOST_CHARACTERS = 100

/** An answer has to stay small: https://www.twilio.com/docs/api/errors/11750 */
const MOST_NAMES = 200

/**
 * By the language of a call, a BCP 47 tag, and the number called. `names` gives the names of that number's contacts, and the
 * same array until they change.
 */
export function createHints({
  ownerName,
  names,
}: {
  ownerName: string | ((called: string) => string)
  names: (called: string) => readonly string[]
}): (language: string, called?: string) => Hints {
  let version = 0
  /** By the names: where those change, they are others, and what was made of them goes. */
  const known = new WeakMap<readonly string[], { version: number; made: Map<string, Hints> }>()

  return function hintsFor(language, called = '') {
    const current = names(called)
    let of = known.get(current)
    if (!of) known.set(current, (of = { version: ++version, made: new Map() }))
    const code = languageCode(language) ?? ''
    const owner = typeof ownerName === 'string' ? ownerName : ownerName(called)
    const key = `${code} ${owner}`
    let hints = of.made.get(key)
    if (!hints) {
      const words = code === '' ? [] : HEARD[code].hints.split('|')
      const people = distinct([owner, ...current]).slice(0, MOST_NAMES)
      hints = { text: [...people, ...words].slice(0, MOST_ENTRIES).join(', '), version: of.version }
      of.made.set(key, hints)
    }
    return hints
  }
}

/** Each once, without what parts one hint from the next. */
function distinct(names: string[]): string[] {
  const plain = names.map((name) =>
    name
      .replace(/[^\p{L}\p{M}\p{N}' -]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, MOST_CHARACTERS)
      .trim(),
  )
  return [...new Set(plain)].filter((name) => /\p{L}/u.test(name))
}
