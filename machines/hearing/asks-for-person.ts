/** Whether a caller asks for a person instead of the assistant, in the languages that the concierge speaks. */
import { HEARD } from './languages/heard.ts'

/** More than anybody says in one turn. */
const MOST_CHARACTERS = 4_000

const languages = Object.values(HEARD)
const asking = languages.flatMap(({ wantsPerson }) => wantsPerson).join('|')
const alone = languages.flatMap(({ personAlone }) => personAlone).join('|')
const please = languages.map(({ please: word }) => word).join('|')

const PERSON = new RegExp(`(?<!\\p{L})(?:${asking})(?!\\p{L})`, 'iu')
const ONLY_PERSON = new RegExp(`^\\P{L}*(?:${alone})(?:[ ,.!?]*(?:${please}))?\\P{L}*$`, 'iu')

export function asksForPerson(words: string): boolean {
  const plain = words.slice(0, MOST_CHARACTERS).normalize('NFC').replaceAll('’', "'")
  return PERSON.test(plain) || ONLY_PERSON.test(plain)
}
