/** Words from strangers, made fit for a terminal. */
import { stripVTControlCharacters } from 'node:util'

// A terminal obeys control characters, and the marks that turn the direction of writing make a line
// read as another one: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
const OBEYED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu

/** On one line, free of whatever a terminal would obey. */
export function forTerminal(text: string): string {
  return stripVTControlCharacters(text).replace(OBEYED, ' ').trim()
}

/** The same with the blanks that it begins with. */
export function indentedForTerminal(line: string): string {
  return /^ */.exec(line)![0] + forTerminal(line)
}

/** The same line by line. */
export function linesForTerminal(text: string): string {
  return text.split(/\r?\n/).map(indentedForTerminal).join('\n')
}

/** JSON with the same values whose text a terminal shows as it stands; JSON itself leaves C1 controls alone. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    OBEYED_IN_JSON,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const OBEYED_IN_JSON = /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029]/gu
