/** What went wrong, in words, on as many lines as it takes. */
import type { CommandError } from './command-error.ts'
import { inTerminalWords, typedName } from './in-terminal-words.ts'
import { linesForTerminal } from './terminal-text.ts'

export function explain({ problem, hint }: CommandError): string {
  const parts = (problem.errors ?? [])
    .filter(({ detail }) => !problem.detail.includes(detail))
    .map(({ pointer, parameter, detail }) => {
      const where = parameter ?? pointer
      const named = where === undefined ? '' : `${typedName(where)}: `
      return `  ${named}${inTerminalWords(detail)}`
    })
  return linesForTerminal(
    [inTerminalWords(problem.detail), ...parts, ...(hint === null ? [] : [hint])].join('\n'),
  )
}
