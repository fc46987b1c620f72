/** The commands as people run them, in this process: with streams of their own, and at a terminal. */
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import type { Command } from '../../server/cli/command/command.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { startServer } from '../../server/serve.ts'
import { temporaryFile } from './concierge.ts'

export const KEY = 'correct-horse-battery-staple'

/** What a terminal obeys, besides the end of a line. */
export const OBEYED = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u

/** A real server with a database of its own, and a phone that reaches it; stopped after the test. */
export async function startConcierge(settings: Record<string, string> = {}) {
  const file = settings.SQLITE_DB_PATH ?? (await temporaryFile())
  const server = await startServer({
    SQLITE_DB_PATH: file,
    PORT: '0',
    ADMIN_API_KEY: KEY,
    LOG_LEVEL: 'silent',
    ...settings,
  })
  let isStopped = false
  const stop = async () => {
    if (!isStopped) await server.stop()
    isStopped = true
  }
  onTestFinished(stop)
  return {
    url: server.url,
    file,
    stop,
    phone: createPhone({ url: server.url }),
    /** What a command needs to reach it. */
    env: { BASE_URL: server.url, ADMIN_API_KEY: KEY },
  }
}

/** A folder without any .env, so that no developer's settings get in. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'concierge-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export interface Run {
  env?: Record<string, string>
  input?: string | Uint8Array
}

/** Starts it in this process, with nothing of this process's settings and streams. */
export function startHere(command: Command, args: string[], { env = {} }: Run = {}) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const signals = new EventEmitter()
  const [out, err] = [listenTo(output), listenTo(errors)]
  const code = command(args, { env, input, output, errors, signals })
  return {
    out,
    err,
    input,
    code,
    /** Ctrl-C; gives the exit code. */
    async interrupt(): Promise<number> {
      signals.emit('SIGINT')
      return code
    },
  }
}

/** Runs it in this process to its end. */
export async function runHere(command: Command, args: string[], run: Run = {}) {
  const { out, err, input, code } = startHere(command, args, run)
  input.end(run.input ?? '')
  return { code: await code, out: out.raw, err: err.raw }
}

/** Collects a stream, and waits for what is to come in it. */
export function listenTo(stream: NodeJS.ReadableStream) {
  let heard = ''
  let read = 0
  // By the stream, for the bytes of a sign may come in two pieces.
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    heard += chunk
  })
  return {
    /** With everything that a terminal would obey. */
    get raw() {
      return heard
    },
    get all() {
      return stripVTControlCharacters(heard)
    },
    /** Resolves when this appears behind what was waited for before. */
    async until(words: string): Promise<void> {
      for (;;) {
        const shown = stripVTControlCharacters(heard)
        const at = shown.indexOf(words, read)
        if (at >= 0) {
          read = at + words.length
          return
        }
        await once(stream, 'data')
      }
    },
  }
}

/** A person at a terminal. */
export function createTerminal(env: Record<string, string> = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 })
  const errors = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 })
  const signals = new EventEmitter()
  const screen = listenTo(output)
  return {
    around: { env, input, output, errors, signals },
    screen,
    errors: listenTo(errors),
    input,
    /** Types it and presses Enter, once the question is there. */
    async answer(question: string, typed: string): Promise<void> {
      await screen.until(question)
      input.write(typed)
      input.write('\r')
    },
    press(keys: string): void {
      input.write(keys)
    },
  }
}
