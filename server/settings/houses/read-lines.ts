/** `LINES`: a called number each, with its owner and what holds there; every mistake says which line, which field. */
import { spellingKey } from '../../../storage/spellings.ts'
import type { HouseNotices } from './house.ts'
import type { HoursRule } from '../hours/hours.ts'
import { readHours } from '../hours/read-hours.ts'
import { readNotices } from '../notices/read-notices.ts'
import { readPhoneNumber } from '../phone-number.ts'
import { checkSecrets } from '../secrets/check-secrets.ts'
import { readSpoken } from '../speech/read-speech.ts'
import { fieldProblem, lineFields, type LineFields } from './line-fields.ts'
import { readLinesText } from './lines-text.ts'

/** A line as it is told; what it leaves out is as it is for all. */
export interface ReadLine extends Omit<LineFields, 'language' | 'hours' | 'label' | 'notices'> {
  label: string
  /** As Twilio writes it. */
  language?: string
  hours: HoursRule[]
  /** Null where it has no channels of its own. */
  told: HouseNotices | null
}

export interface ReadLines {
  lines: ReadLine[]
  problems: string[]
  warnings: { setting: string; warning: string }[]
}

/** Whoever has more means something else. */
const MOST_LINES = 100

/** `flows`: ids of those that there are. `general`: what notices need besides, as the environment has it. */
export function readLines(
  given: string | undefined,
  flows: readonly string[],
  general: Partial<Record<string, string>> = {},
): ReadLines {
  const read: ReadLines = { lines: [], problems: [], warnings: [] }
  if (given === undefined) return read
  const text = readLinesText(given)
  if ('problem' in text) return { ...read, problems: [`LINES: ${text.problem}`] }
  const { value } = text
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LINES)
    return { ...read, problems: [`LINES: write a list of 1 to ${MOST_LINES} lines, in [ and ]`] }
  for (const [index, one] of value.entries()) {
    const which = `LINES: line ${index + 1}`
    const parsed = lineFields.safeParse(one)
    if (!parsed.success) {
      read.problems.push(...parsed.error.issues.map((issue) => `${which}: ${fieldProblem(issue)}`))
      continue
    }
    const { line, problems, warnings } = readLine(parsed.data, flows, general)
    read.problems.push(...problems.map((problem) => `${which}: ${problem}`))
    for (const warning of warnings)
      read.warnings.push({ setting: 'LINES', warning: `line ${index + 1}: ${warning}` })
    const twice = twiceIn(read.lines, line)
    if (twice !== null) read.problems.push(`${which}: ${twice}`)
    read.lines.push(line)
  }
  return read
}

function readLine(
  { language: spoken, hours: written, label, ...fields }: LineFields,
  flows: readonly string[],
  general: Partial<Record<string, string>>,
) {
  const problems: string[] = []
  const { notices, ...others } = fields
  const { number, flow } = fields
  if (flow !== undefined && !flows.includes(flow))
    problems.push(`flow: there is no flow '${flow}': known are ${flows.join(', ')}`)
  const language = spoken === undefined ? null : readSpoken(spoken)
  if (language?.problem) problems.push(`language: ${language.problem}`)
  const hours = written === undefined ? { value: [] } : readHours(written, flows)
  if ('problem' in hours) problems.push(`hours: ${hours.problem}`)
  const rules = 'value' in hours ? hours.value : []
  if (rules.some(({ called }) => called !== null && called !== number))
    problems.push('hours: name no other number here: give that line hours of its own')
  const told = notices === undefined ? null : readNotices(noticesGiven(fields, general))
  const secrets = checkSecrets(notices ?? {})
  for (const [name, why] of secrets) problems.push(`notices: ${name}: ${why}`)
  for (const problem of told?.problems ?? [])
    if (!secrets.has(problem.split(':')[0]!)) problems.push(`notices: ${problem}`)
  const line: ReadLine = {
    ...others,
    label: label ?? fields.name ?? number,
    ...(language?.tag && { language: language.tag }),
    hours: rules.map((rule) => ({ ...rule, called: number })),
    told: told && {
      settings: told.settings,
      fromAll: [
        ...(notices?.QUIET_HOURS === undefined ? (['quietHours'] as const) : []),
        ...(notices?.NOTICE_DETAIL === undefined ? (['detail'] as const) : []),
        ...(notices?.DIGEST_AT === undefined ? (['digestAt'] as const) : []),
      ],
    },
  }
  const warnings = [
    ...(language?.warnings ?? []),
    ...(told?.warnings ?? []).map(({ setting, warning }) => `notices: ${setting} ${warning}`),
  ]
  return { line, problems, warnings }
}

/**
 * Channels of its own are all that it has: those of all would tell others. What is neither a way nor an address it has from
 * all; a text goes from its number to its owner's phone.
 */
function noticesGiven(
  { number, phone, notices }: Pick<LineFields, 'number' | 'phone' | 'notices'>,
  general: Partial<Record<string, string>>,
): Partial<Record<string, string>> {
  const kept = FROM_ALL.flatMap((name) =>
    general[name] === undefined ? [] : [[name, general[name]]],
  )
  return {
    ...Object.fromEntries(kept),
    TWILIO_PHONE_NUMBER: number,
    ...(phone !== undefined && { REAL_PHONE_NUMBER: phone }),
    // Browsers sign up for all lines at once.
    NOTIFY_PUSH: 'none',
    ...notices,
  }
}

const FROM_ALL = [
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'REAL_PHONE_NUMBER',
  'QUIET_HOURS',
  'NOTICE_DETAIL',
]

/** What another line is already. */
function twiceIn(lines: readonly ReadLine[], { number, label }: ReadLine): string | null {
  if (lines.some((other) => spellingKey(other.number) === spellingKey(number)))
    return 'number: is another line’s: give each number once'
  if (lines.some((other) => other.label.toLowerCase() === label.toLowerCase()))
    return `label: '${label}' is another line’s: give this one a label of its own`
  if (lines.some((other) => isNumber(label, other) || isNumber(other.label, { number })))
    return 'label: a line is called by the number of another: whoever writes it would mean either'
  return null
}

function isNumber(label: string, { number }: Pick<ReadLine, 'number'>): boolean {
  const written = readPhoneNumber(label)
  return written !== null && spellingKey(written) === spellingKey(number)
}
