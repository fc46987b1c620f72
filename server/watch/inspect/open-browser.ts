/** Shows a person an address in their browser, where there are both. */
import { spawn } from 'node:child_process'

/** Never rejects: false where nobody would see it, or nothing opened it. */
export async function openBrowser(url: string): Promise<boolean> {
  const command = browserCommand(process.platform, process.env)
  if (!command || !process.stdout.isTTY) return false
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const [program, ...args] = command
  const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  opener.once('error', () => resolve(false))
  opener.once('exit', (code) => resolve(code === 0))
  opener.unref()
  return promise
}

/** The program that knows the browser, with what comes before the address; null without a screen. */
export function browserCommand(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): [program: string, ...args: string[]] | null {
  if (platform === 'darwin') return ['open']
  // `start` is a word of the shell; its first quoted argument would be a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null
}
