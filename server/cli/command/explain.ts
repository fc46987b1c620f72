/** What went wrong, in words, on as many lines as it takes. */
import type { CommandError } from './command-error.ts'
import { linesForTerminal } from './terminal-text.ts'

export function explain({ problem, hint }: CommandError): string {
  const parts = (problem.errors ?? [])
    .filter(({ detail }) => !problem.detail.includes(detail))
    .map(({ pointer, parameter, detail }) => {
      const where = parameter ?? pointer
      return `  ${where === undefined ? '' : `${where}: `}${detail}`
    })
  return linesForTerminal([problem.detail, ...parts, ...(hint === null ? [] : [hint])].join('\n'))
}
