/** Whether a caller asks for a person instead of the assistant, in the languages that the concierge speaks. */
import { HEARD } from './languages/heard.ts'

/** More than anybody says in one turn. */
const MOST_CHARACTERS = 4_000
/** `Hello. Yes, please, I would like` a person. */
const MOST_BEFORE = 6

const languages = Object.values(HEARD)
const asking = languages.flatMap(({ wantsPerson }) => wantsPerson).join('|')
const alone = languages.flatMap(({ personAlone }) => personAlone).join('|')
const before = languages.flatMap(({ beforePerson }) => beforePerson).join('|')
const please = languages.map(({ please: word }) => word).join('|')

const PERSON = new RegExp(`(?<!\\p{L})(?:${asking})(?!\\p{L})`, 'iu')
const ONLY_PERSON = new RegExp(`^\\P{L}*(?:${alone})(?:[ ,.!?]*(?:${please}))?\\P{L}*$`, 'iu')
/** One by one: languages share words, and of several together there would be endless ways to read them. */
const BEFORE = new RegExp(`^\\P{L}*(?:${before})\\P{L}+`, 'iu')

export function asksForPerson(words: string): boolean {
  const plain = words.slice(0, MOST_CHARACTERS).normalize('NFC').replaceAll('’', "'")
  return PERSON.test(plain) || isOnlyPerson(plain)
}

function isOnlyPerson(words: string): boolean {
  let rest = words
  for (let taken = 0; taken <= MOST_BEFORE; taken++) {
    if (ONLY_PERSON.test(rest)) return true
    const [lead = ''] = BEFORE.exec(rest) ?? []
    if (lead === '') return false
    rest = rest.slice(lead.length)
  }
  return false
}
