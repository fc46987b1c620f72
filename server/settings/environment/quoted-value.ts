/** The value behind `NAME=`: bare or in quotes, with a comment behind it, taken where all readers of such files agree. */

export type ReadValue = { value: string } | { problem: string }

/** Word processors put them in the place of plain quotes. */
const CURLY = /^[“”„‟‘’‚‛«»]/

const ESCAPED: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/** `written` has no blanks around it; `nextLine` gives the line after, for values of several lines. */
export function readValue(written: string, nextLine: () => string | undefined): ReadValue {
  const [quote] = /^["'`]/.exec(written) ?? []
  if (quote !== undefined) return readQuoted(written.slice(1), quote, nextLine)
  if (CURLY.test(written))
    return { problem: 'begins with a curly quote: write plain ones, " or \', or none' }
  if (written.startsWith('#')) return { value: '' }
  const value = written.replace(/\s+#.*$/s, '')
  // Shells and Docker take it as part of the value, dotenv and Node as a comment.
  if (value.includes('#'))
    return {
      problem:
        "has a # in it: put the value in single quotes, or a blank before # if it's a comment",
    }
  return withoutExpansion(value)
}

/** `rest` is what follows the opening quote. */
function readQuoted(rest: string, quote: string, nextLine: () => string | undefined): ReadValue {
  const pieces: string[] = []
  for (let line: string | undefined = rest; line !== undefined; line = nextLine()) {
    const end = closingQuote(line, quote)
    pieces.push(end < 0 ? line : line.slice(0, end))
    if (end < 0) continue
    const behind = line.slice(end + 1)
    if (!/^\s*(#.*)?$/s.test(behind))
      return {
        problem: `has more behind its closing ${quote}: use another kind of quotes around the value`,
      }
    const value = pieces.join('\n')
    return quote === '"' ? unescaped(value) : { value }
  }
  return { problem: `has no closing ${quote}: write one behind the value` }
}

/** In double quotes a backslash keeps a quote from closing, as in a shell. */
function closingQuote(line: string, quote: string): number {
  if (quote !== '"') return line.indexOf(quote)
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '"') return at
  }
  return -1
}

function unescaped(written: string): ReadValue {
  const plain = withoutExpansion(written)
  if ('problem' in plain) return plain
  return {
    value: written.replace(/\\(.)/gs, (whole, letter: string) =>
      /["\\$`]/.test(letter) ? letter : (ESCAPED[letter] ?? whole),
    ),
  }
}

/** Docker Compose and shells put another variable in its place, Node and Docker do not. */
function withoutExpansion(value: string): ReadValue {
  if (/(?<!\\)\$[({]/.test(value))
    return {
      problem:
        'has a ${…} in it, which nobody fills in here: write what it stands for, or single quotes',
    }
  return { value }
}
