/** Whether settings fit: judged as the server does, by the same reader. */
import { ConfigError, readConfig } from '../../settings/config.ts'
import { readSettings } from '../command/settings.ts'

type Settings = Readonly<Record<string, string>>

/** What is wrong with this one beside the others, in words that begin in the middle; null where nothing is. */
export function problemWith(name: string, value: string, others: Settings): string | null {
  const problems = problemsOf(() => readSettings({ ...others, [name]: value }))
  const found = problems.find((problem) => problem.startsWith(`${name}: `))
  return found?.slice(name.length + 2) ?? null
}

/** What keeps a server from starting with these, each by its name. */
export function problemsWith(settings: Settings): string[] {
  return problemsOf(() => readConfig(settings))
}

function problemsOf(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems
  }
}
