/** The browser of this machine that page tests can use. */
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The one without windows first: it takes half the time. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']

export function findBrowser(): string | undefined {
  return firstOf(NAMES)
}

/** One that shows notifications, as the shell without windows does not. */
export function findWholeBrowser(): string | undefined {
  return firstOf(NAMES.slice(1))
}

function firstOf(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun)
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
