/** What a check found, in lines for a terminal. */
import type { CheckState, Examined } from '../../doctor/check.ts'
import { cutTo } from '../command/columns.ts'
import { styled, type Style, type Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { counted } from '../../basics/counted.ts'

const MARKS: Record<CheckState, { mark: string; style: Style }> = {
  ok: { mark: 'ok', style: 'green' },
  warn: { mark: 'warn', style: 'yellow' },
  fail: { mark: 'FAIL', style: 'red' },
  not_checked: { mark: '-', style: 'gray' },
}

const INDENT = ' '.repeat(6)
const WIDTH = 110

export function examinedLines(
  { state, title, says, remedy }: Examined,
  around: Surroundings,
): string[] {
  const { mark, style } = MARKS[state]
  const told = inLines(says).map((line) => INDENT + line)
  const todo = remedy === null ? [] : inLines(`→ ${remedy}`).map((line) => INDENT + line)
  return [`${styled(around, style, mark.padEnd(4))}  ${title}`, ...told, ...todo]
}

export function summary(examined: readonly Examined[]): string {
  const count = (state: CheckState) => examined.filter((one) => one.state === state).length
  const parts = [
    [count('fail'), 'does not work', 'do not work'],
    [count('warn'), 'is to be seen to', 'are to be seen to'],
    [count('not_checked'), 'was not checked', 'were not checked'],
  ] as const
  const told = parts.filter(([many]) => many > 0)
  return told.length === 0
    ? 'All is well.'
    : `${told.map(([many, one, more]) => counted(many, one, more)).join(', ')}; ${count('ok')} well.`
}

/** Broken between words; what is longer than a line is no word. */
function inLines(text: string): string[] {
  const lines: string[] = []
  for (const word of forTerminal(text).split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(cutTo(500, word))
  }
  return lines
}
