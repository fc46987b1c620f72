/** Turns that say nothing yet: a greeting, a name, "who is this", a bad line. They change nothing. */
import { PAUSE, type Word } from './words.ts'

/** Whoever says only these has told no fact. */
const EMPTY = new Set(
  `hello hi hey hiya heya yo howdy good morning afternoon evening day greeting greetings hallo
  yes yeah yep yup no nope ok okay right sure well so oh ah aye
  is are am can could may might do does did have has will would i you me my it he she him her his
  they them this that there here who what which where how
  speak speaking talk talking chat get reach ask asking call calling called ring ringing phone
  phoning to with for of the a an in on at and or but just only please sorry pardon excuse thanks
  thank not cant hear heard hearing say said again repeat breaking break broken up cutting cut out
  line bad quiet crackly signal reception connection voice louder loud slowly
  real person human robot machine computer bot ai assistant answering answerphone voicemail
  secretary recording recorded somebody someone anybody anyone actual actually
  owner boss house man lady sir madam miss mr mrs ms dr name mean know understand understood
  got wait hang hold moment minute second one still then now hm mind if about want need like trying
  number wrong
  lad dear mate bro`.match(/[\w-]+/g),
)

/** Longer than any greeting. */
const LONGEST = 14
/** What may stand after "my name is" or "it is" and nothing else. */
const MOST_NAMES = 2
/** "I need him now" is urgency without a reason, "wrong number" ends a call: both say something. */
const TELLING: readonly (readonly string[])[] = [
  ['wrong', 'number'],
  ['need'],
  ['now'],
  ['house'],
  ['not', 'about'],
  ['get', 'up'],
  ['in', 'it'],
  ['not', 'get'],
  ['not', 'speak'],
  ['not', 'talk'],
  ['not', 'know'],
  ['not', 'reach'],
  ['said', 'yes'],
  ['say', 'yes'],
  ['chat'],
]

/** The words are those of the utterance, as `wordsIn` gives them. */
export function saysNothing(utterance: string, words: readonly Word[]): boolean {
  const spoken = words.filter(({ text }) => text !== PAUSE).map(({ text }) => text)
  if (spoken.length > LONGEST) return false
  if (TELLING.some((all) => all.every((word) => spoken.includes(word)))) return false
  const unknown = spoken.findIndex((word) => !EMPTY.has(word))
  return unknown < 0 || isOnlyName(utterance, spoken, unknown)
}

/** "It's Sarah", "my name is Ana Ruiz": told by where it stands, as no list could hold all names. */
function isOnlyName(utterance: string, spoken: string[], from: number): boolean {
  const names = spoken.slice(from)
  if (names.length > MOST_NAMES || names.some((word) => EMPTY.has(word) || SAYING.has(word)))
    return false
  const [, hello, introduced] = INTRODUCED.exec(spoken.slice(0, from).join(' ')) ?? []
  if (introduced === undefined) return false
  // "It is dark" has the shape of "it is Mark"; recognition mostly writes names with a capital.
  return introduced === 'my name is' || hello !== '' || CAPITAL_LAST.test(utterance)
}

const INTRODUCED = /^((?:hello |hi |hey )*)(my name is|it is|i am|this is)$/
const CAPITAL_LAST = /\p{Lu}\p{Ll}+\P{L}*$/u

/** After "it is" or "I am" these are no name. */
const SAYING = new Set(
  `urgent personal private important serious bad hurt ill sick lost stuck scared alone dying late
  bleeding fine okay nothing trouble emergency over raining cold hot broken burning leaking fire
  happening bored drunk pregnant outside inside downstairs upstairs locked trapped stranded back
  home waiting ready done safe free frightened afraid injured dead falling drowning choking`.match(
    /\w+/g,
  ),
)
