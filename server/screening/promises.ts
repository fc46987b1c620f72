/** Words that promise to put somebody through: nobody is promised what does not come. */

const PROMISE =
  /\b(?:i['’](?:m|ll)|i am|i will|let me)(?: (?!not\b|un)\w+| (?:going|about|happy|glad) to)? (?:put|connect|transfer)\w* you|(?<!no )\ble (?:paso|comunico)\b|\bich verbinde sie\b|\bje vous (?:mets|passe)\b/iu

/** At the end of words that go on, each with what may make it one. */
const BEGINNING =
  /\b(?:i|let|(?:i['’](?:m|ll)|i am|i will|let me)(?: \w+| (?:going|about|happy|glad) to)?(?: (?:put|connect|transfer)\w*)?|le|ich(?: verbinde)?|je(?: vous)?)$/iu

/** Where it begins; null where there is none. */
export function firstPromise(words: string): number | null {
  return PROMISE.exec(words)?.index ?? null
}

/** Where the last of the words may yet become one; null where they may not. */
export function promiseMayBegin(words: string): number | null {
  return BEGINNING.exec(words)?.index ?? null
}
