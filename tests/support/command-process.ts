/** The commands as processes of their own: of `command` and its arguments. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { emptyFolder, listenTo, type Run } from './command.ts'

const CLI = join(import.meta.dirname, '../../server/cli.ts')

type ProcessRun = Run & { cwd?: string }

export async function startProcess(args: string[], { env = {}, cwd }: ProcessRun = {}) {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: cwd ?? (await emptyFolder()),
    env: { PATH: process.env.PATH, NO_COLOR: '1', TZ: 'UTC', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Our commands, or another program, at a terminal of its own, where there is `script` of util-linux to make one. */
export async function startAtTerminal(
  line: string,
  env: Record<string, string> = {},
  program = `${process.execPath} ${CLI}`,
) {
  const shell = `stty rows 40 cols 100; exec ${program} ${line}`
  const child = spawn('script', ['--quiet', '--return', '--command', shell, '/dev/null'], {
    cwd: await emptyFolder(),
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { screen: listenTo(child.stdout), keys: child.stdin, ended: once(child, 'close') }
}

/** Runs it to its end. */
export async function runProcess(args: string[], run: ProcessRun = {}) {
  const child = await startProcess(args, run)
  child.stdin.end(run.input ?? '')
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { out, err, code: code as number }
}
