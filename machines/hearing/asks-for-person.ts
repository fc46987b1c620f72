/** Whether a caller asks for a person instead of the assistant, in the languages that the concierge speaks. */

/** More than anybody says in one turn. */
const MOST_CHARACTERS = 4_000

/** That somebody wants to speak, and with whom; a person by itself is also one who fell down the stairs. */
const ASKING = [
  '(?:speak|talk|put me through|transfer me|connect me)(?: directly)? (?:to|with) (?:an?|some|any) ?(?:(?:real|actual|live|human) )*(?:person|human being|human|body|operator)',
  '(?:speak|talk|put me through|transfer me|connect me)(?: directly)? (?:to|with) (?:someone|somebody|anyone|anybody)',
  '(?:hablar|hable|comuníqueme|páseme|póngame) (?:\\p{L}+ )?con (?:alguien|(?:una )?persona(?: real)?|un humano)',
  'mit (?:jemandem|(?:einem|einer)(?: echten| richtigen)? (?:menschen|person)) (?:sprechen|reden|verbinden)',
  'verbinden sie mich (?:bitte )?mit (?:jemandem|(?:einem|einer)(?: echten| richtigen)? (?:menschen|person))',
  "(?:parler|parle|passez-moi|mettez-moi en relation)(?: directement)? ?(?:à|avec)? ?(?:quelqu'un|une (?:vraie )?personne|un (?:être )?humain)",
]

/** Said by themselves, without a word around them but for a please. */
const ALONE = [
  '(?:an? )?(?:real|actual|live) (?:person|human|human being)',
  '(?:an? )?(?:person|human|human being|operator)',
  'una persona(?: real)?',
  '(?:con )?(?:alguien|un humano)',
  '(?:einen |einem |mit einem )?(?:echten |richtigen )?menschen',
  "(?:à |avec )?(?:quelqu'un|une (?:vraie )?personne|un (?:être )?humain)",
]
const PLEASE = "(?:[ ,.!?]*(?:please|por favor|bitte|s'il vous plaît))?"

const PERSON = new RegExp(`(?<!\\p{L})(?:${ASKING.join('|')})(?!\\p{L})`, 'iu')
const ONLY_PERSON = new RegExp(`^\\P{L}*(?:${ALONE.join('|')})${PLEASE}\\P{L}*$`, 'iu')

export function asksForPerson(words: string): boolean {
  const plain = words.slice(0, MOST_CHARACTERS).normalize('NFC').replaceAll('’', "'")
  return PERSON.test(plain) || ONLY_PERSON.test(plain)
}
