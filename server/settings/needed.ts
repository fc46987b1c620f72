/** What has to be set, and what must not be, where calls are real or a server is open to others. */
import { whyKeyIsNeeded, whyTokenIsNeeded } from './open-to-others.ts'

type Given = Readonly<Record<string, string>>

const REAL_CALLS_NEED = ['TWILIO_AUTH_TOKEN', 'REAL_PHONE_NUMBER', 'BASE_URL'] as const

/** Without these nobody is ever rung: a demo. */
export function missingForRealCalls(given: Given): string[] {
  return REAL_CALLS_NEED.filter((name) => given[name] === undefined)
}

/** As problems; `unread` has the reasons why a setting could not be had from where it is kept. */
export function whatIsNeeded(
  given: Given,
  unread: Readonly<Record<string, string>>,
  of: { isProduction: boolean; opensRooms: boolean; isInspected: boolean },
): string[] {
  const problems: string[] = []
  const { isProduction, opensRooms, isInspected } = of
  const needed = [...missingForRealCalls(given), ...(given.ADMIN_API_KEY ? [] : ['ADMIN_API_KEY'])]
  for (const name of needed) {
    // What is kept elsewhere was meant for real calls: without it nothing may open as a demo does.
    if (unread[name]) problems.push(`${name}: ${unread[name]}`)
    else if (isProduction) problems.push(`${name}: is missing; production needs it`)
  }
  const keyNeeded = whyKeyIsNeeded(given)
  if (opensRooms && !isProduction && !unread.ADMIN_API_KEY && keyNeeded)
    problems.push(`ADMIN_API_KEY: ${keyNeeded}`)
  const tokenNeeded = whyTokenIsNeeded(given)
  if (opensRooms && !isProduction && !unread.TWILIO_AUTH_TOKEN && tokenNeeded)
    problems.push(`TWILIO_AUTH_TOKEN: ${tokenNeeded}`)
  if (isProduction && URL.parse(given.BASE_URL ?? '')?.protocol === 'http:')
    problems.push('BASE_URL: begins with http: production needs https, or anybody can listen in')
  if (isProduction && isInspected)
    problems.push('INSPECT: shows calls to whoever uses this machine; leave it out in production')
  if (given.USE_AZURE_SQL?.toLowerCase() === 'true' && !given.AZURE_SQL_CONNECTION_STRING)
    problems.push(
      `AZURE_SQL_CONNECTION_STRING: ${unread.AZURE_SQL_CONNECTION_STRING ?? 'is missing; USE_AZURE_SQL needs it'}`,
    )
  return problems
}
