/** The lines of a file that comes in pieces, each piece with a character for each octet. */

export interface FileLines {
  /** Hands on every line that is whole by now. */
  push(octets: string): void
  /** Hands on what is left. */
  end(): void
}

/** No name or number is longer; a picture may be, in one line, and is let go by. */
const LONGEST_LINE = 64 * 1024

/** `onLine` hears them with their number, from 1. Of a longer line it hears only how it begins. */
export function createFileLines(onLine: (line: string, number: number) => void): FileLines {
  let number = 0
  let begun = ''
  let held = ''

  function split(text: string): void {
    const pieces = text.split(/\r{0,2}\n|\r/)
    const last = pieces.pop()!
    for (const piece of pieces) {
      onLine(joined(piece), ++number)
      begun = ''
    }
    begun = joined(last)
  }
  function joined(piece: string): string {
    return begun.length < LONGEST_LINE ? begun + piece.slice(0, LONGEST_LINE) : begun
  }

  return {
    push(octets) {
      const text = held + octets
      // The line feed of a CRLF may come with the next piece.
      const isHeld = text.endsWith('\r')
      const ended = isHeld ? text.length - (text.endsWith('\r\r') ? 2 : 1) : text.length
      held = text.slice(ended)
      split(text.slice(0, ended))
    },
    end() {
      split(held)
      held = ''
      if (begun) onLine(begun, ++number)
    },
  }
}
