/** The commands of the management API, run as people run them: as processes, and at a terminal. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import { startServer } from '../../server/serve.ts'
import { createPhone } from '../../server/phone/phone.ts'
import { temporaryFile } from './concierge.ts'

const CLI = join(import.meta.dirname, '../../server/cli.ts')

export const KEY = 'correct-horse-battery-staple'

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

interface Run {
  env?: Record<string, string>
  input?: string | Uint8Array
  cwd?: string
}

export async function startCommand(command: string, args: string[], { env = {}, cwd }: Run = {}) {
  const child = spawn(process.execPath, [CLI, command, ...args], {
    cwd: cwd ?? (await emptyFolder()),
    env: { PATH: process.env.PATH, NO_COLOR: '1', TZ: 'UTC', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs it to its end. */
export async function runCommand(command: string, args: string[], run: Run = {}) {
  const child = await startCommand(command, args, run)
  child.stdin.end(run.input ?? '')
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { out, err, code: code as number }
}

/** Collects a stream, and waits for what is to come in it. */
export function listenTo(stream: NodeJS.ReadableStream) {
  let heard = ''
  let read = 0
  stream.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  return {
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
export function createTerminal(env: Record<string, string>) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 })
  const errors = new PassThrough()
  const screen = listenTo(output)
  return {
    around: { env, input, output, errors },
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
