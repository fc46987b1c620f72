/** Names that are set and that nobody reads, though they look as if they were meant for us. */

/** What other programs, older guides and people call ours. */
const ALSO_CALLED: Record<string, string> = {
  AZURE_OPENAI_API_KEY: 'AZURE_OPENAI_KEY',
  AZURE_OPENAI_MODEL: 'AZURE_OPENAI_DEPLOYMENT',
  AZURE_OPENAI_DEPLOYMENT_NAME: 'AZURE_OPENAI_DEPLOYMENT',
  AZURE_OPENAI_CHAT_DEPLOYMENT_NAME: 'AZURE_OPENAI_DEPLOYMENT',
  OPENAI_API_VERSION: 'AZURE_OPENAI_API_VERSION',
  OPENAI_KEY: 'OPENAI_API_KEY',
  OPENAI_API_BASE: 'OPENAI_BASE_URL',
  OPENAI_API_BASE_URL: 'OPENAI_BASE_URL',
  OPENAI_ENDPOINT: 'OPENAI_BASE_URL',
  TWILIO_TOKEN: 'TWILIO_AUTH_TOKEN',
  TWILIO_SID: 'TWILIO_ACCOUNT_SID',
  TWILIO_NUMBER: 'TWILIO_PHONE_NUMBER',
  OWNER_PHONE_NUMBER: 'REAL_PHONE_NUMBER',
  PUBLIC_URL: 'BASE_URL',
  ADMIN_KEY: 'ADMIN_API_KEY',
  ADMIN_TOKEN: 'ADMIN_API_KEY',
  TIMEZONE: 'TIME_ZONE',
  DATABASE_PATH: 'SQLITE_DB_PATH',
  SQLITE_PATH: 'SQLITE_DB_PATH',
  AZURE_SQL_CONNECTION: 'AZURE_SQL_CONNECTION_STRING',
}

/** Shorter names resemble too much: HOST and POST, PORT and SORT. */
const SHORTEST = 7
/** And longer ones are none that anybody types. */
const LONGEST = 60

/** By the name that is set, the one that is probably meant, where that one is not set itself. */
export function meantForUs(given: readonly string[], ours: readonly string[]): Map<string, string> {
  const known = new Set(ours)
  const set = new Set(given)
  const meant = new Map<string, string>()
  for (const name of given) {
    if (known.has(name) || name.length > LONGEST) continue
    const probably = ALSO_CALLED[name.toUpperCase()] ?? nearest(name, ours)
    if (probably !== undefined && !set.has(probably)) meant.set(name, probably)
  }
  return meant
}

function nearest(name: string, ours: readonly string[]): string | undefined {
  const plain = letters(name)
  if (plain.length < SHORTEST) return ours.find((one) => one !== name && letters(one) === plain)
  return ours.find((one) => one.length >= SHORTEST && isOneSlipAway(plain, letters(one)))
}

function letters(name: string): string {
  return name.toUpperCase().replace(/[^A-Z]/g, '')
}

/** Whether they are alike but for one letter too many, too few, another one, or two that changed places. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let end = 0
  const most = Math.min(a.length, b.length) - from
  while (end < most && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, other] = [a.slice(from, a.length - end), b.slice(from, b.length - end)]
  if (left.length <= 1 && other.length <= 1) return true
  return left.length === 2 && other === left[1]! + left[0]!
}
