/** What is understood of a language without a model; each of ours has a file that gives all of it. */
export interface HeardLanguage {
  /** Words that hold its sentences together, blanks between, without accents. */
  functionWords: string
  /** The same of those that names have in them too: who is called so need not speak it. */
  nameWords: string
  /** How it is called by who asks for it, in it and in English. */
  ownName: string
  /** What may stand beside its name where somebody asks for it. */
  asking: string
  /** Phrases of a mere yes or no to the offer of a message, with bars between; whoever says more has one. */
  yes: string
  no: string
  /** Said beside either. */
  beside: string
  /** Pieces of a pattern: a yes, and what makes any yes none. */
  consent: string
  refusal: string
  /** Patterns: that somebody wants to speak, and with whom; a person by itself is also one who fell down the stairs. */
  wantsPerson: string[]
  /** The same where nothing else is said but a please, and what may stand before. */
  personAlone: string[]
  /** A greeting, a yes or no, a wish that has no verb of speaking: `I would like`. */
  beforePerson: string[]
  please: string
  /** What speech recognition is to listen for, since a call is decided by it; with bars between. */
  hints: string
  /** Numbers by their words, those below a hundred and what is said in their place, in digits. */
  numerals: Record<string, string>
  /** As in `double`: how often the digit behind it is meant. */
  repeats: Record<string, number>
  /** As in `eight hundred`, after a digit. */
  zeros: Record<string, string>
  /** Patterns of what may cost a life. */
  peril: string[]
}

/** `20: twenty` and `3: three` as `twenty three`; `join` puts them together, as a word or as several. */
export function combined(
  tens: Record<string, string>,
  units: Record<string, string>,
  join: (ten: string, unit: string) => string[],
): Record<string, string> {
  const numerals: Record<string, string> = {}
  for (const [ten, digit] of Object.entries(tens))
    for (const [unit, last] of Object.entries(units))
      for (const words of join(ten, unit)) numerals[words] = `${digit}${last}`
  return numerals
}
