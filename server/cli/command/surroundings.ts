/** Where a command runs: what it reads, where it prints, and who may interrupt it. */
import { Console } from 'node:console'
import type { EventEmitter } from 'node:events'
import { stderr, stdin, stdout } from 'node:process'
import type { Readable, Writable } from 'node:stream'
import { styleText } from 'node:util'
import { toJson } from './terminal-text.ts'

/** A terminal's streams say so themselves. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  input: Readable & { isTTY?: boolean }
  output: Writable & { isTTY?: boolean; columns?: number }
  errors: Writable & { isTTY?: boolean; columns?: number }
  /** Emits `SIGINT` where somebody presses Ctrl-C. */
  signals: EventEmitter
}

export type Style = Parameters<typeof styleText>[0]

export function thisProcess(): Surroundings {
  return { env: process.env, input: stdin, output: stdout, errors: stderr, signals: process }
}

/** Whether there is somebody to ask. */
export function isTerminal({ input, output }: Surroundings): boolean {
  return input.isTTY === true && output.isTTY === true
}

export function printLine({ output }: Surroundings, line: string): void {
  output.write(`${line}\n`)
}

export function printJson({ output }: Surroundings, value: unknown): void {
  output.write(`${toJson(value, 2)}\n`)
}

/** With the keys as the first column, and the keys of the rows above the others. */
export function printTable({ output }: Surroundings, table: object): void {
  new Console(output).table(table)
}

/** In colour where the output shows colours and nobody has set NO_COLOR. */
export function styled({ output }: Surroundings, style: Style, text: string): string {
  return styleText(style, text, { stream: output })
}
