/** Whether a caller asks for a person instead of the assistant, in the languages that the concierge speaks. */

const PERSON = new RegExp(
  `(?<!\\p{L})(${[
    '(speak|talk|put me through|connect me)( directly)? (to|with) (a|an|some|any) ?(real |actual |live |human )*(person|human|human being|body|operator|someone|somebody)',
    '(a|any|real|actual|live) (person|human|human being)(,? please)?',
    'una persona|con alguien|con un humano',
    '(einem|einen|echten|richtigen) (menschen|person)|mit jemandem|mit einem menschen|mit einer person',
    "(à|avec) (quelqu'un|une personne|un humain|un être humain)|une vraie personne",
  ].join('|')})(?!\\p{L})`,
  'iu',
)

export function asksForPerson(words: string): boolean {
  return PERSON.test(words.normalize('NFC').replaceAll('’', "'"))
}
