/** Settings, each by itself, so that one mistake hides no other. */
import type { z } from 'zod'
import { handedOverBadly } from './environment/handed-over.ts'

/** Passwords, connection strings and names may have a # behind a blank. */
const MAY_HAVE_HASH = new Set([
  'AZURE_SQL_CONNECTION_STRING',
  'CARDDAV_PASSWORD',
  'BACKUP_PASSPHRASE',
  'LINES',
])

/** What can be read, and what is wrong with the rest. */
export function readEach<Settings extends z.ZodObject>(
  settings: Settings,
  given: Partial<Record<string, string>>,
): { read: Partial<z.infer<Settings>>; problems: string[] } {
  const read: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, setting] of Object.entries(settings.shape)) {
    const value = given[name]
    const bad = value === undefined ? null : handedOverBadly(value, MAY_HAVE_HASH.has(name))
    const parsed = (setting as z.ZodType).safeParse(value)
    if (bad !== null) problems.push(`${name}: ${bad}`)
    else if (parsed.success) read[name] = parsed.data
    else problems.push(...parsed.error.issues.map(({ message }) => `${name}: ${message}`))
  }
  return { read: read as Partial<z.infer<Settings>>, problems }
}
