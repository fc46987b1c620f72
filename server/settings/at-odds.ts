/** Settings that are right each by itself, and together not what anybody wants. */

interface Read {
  REAL_PHONE_NUMBER?: string | undefined
  TWILIO_PHONE_NUMBER?: string | undefined
  USE_AZURE_SQL?: boolean | undefined
  SQLITE_DB_PATH?: string | undefined
  SPECULATE?: boolean | undefined
}

/** `problems` are told with the others; with `warnings` it can go on. */
export function readAtOdds(read: Read, given: Record<string, string>) {
  const problems: string[] = []
  const warnings: { setting: string; warning: string }[] = []
  const { REAL_PHONE_NUMBER: owner, TWILIO_PHONE_NUMBER: twilio } = read
  if (owner !== undefined && owner === twilio)
    problems.push(
      'REAL_PHONE_NUMBER: is TWILIO_PHONE_NUMBER, so nobody would ever ring: give the number of your own phone',
    )
  if (given.AZURE_SQL_CONNECTION_STRING && read.USE_AZURE_SQL === false)
    warnings.push({
      setting: 'AZURE_SQL_CONNECTION_STRING',
      warning: `is not used, and calls are kept in ${read.SQLITE_DB_PATH ?? 'a file'}: set USE_AZURE_SQL=true`,
    })
  if (read.SPECULATE && !given.AZURE_OPENAI_ENDPOINT && !given.OPENAI_MODEL)
    warnings.push({
      setting: 'SPECULATE',
      warning: 'begins nothing: without a model the rules judge, and they answer at once',
    })
  return { problems, warnings }
}
