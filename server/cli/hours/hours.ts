/** `npm run hours`: when which flow answers. */
import { createApiClient } from '../command/api-client.ts'
import { createCommand } from '../command/command.ts'
import { AHEAD_HELP, readAhead } from '../command/read-ahead.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { readServerAddress } from '../command/server-address.ts'
import { printJson, printLine, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { hoursLines, type HoursAnswer } from './hours-lines.ts'

const HELP = `Usage: npm run hours -- [TASK] [option]

  (nothing)               when which flow answers, who says so, and which does now
  at WHEN                 which would then
  set RULES               kept, before the environment, in every process, for calls that begin then
  reset                   goes back to HOURS of the environment
  quiet until WHEN [FLOW] for the time being another flow, after-hours if none is named
  not before WHEN         the same: quiet until then
  open                    ends that

RULES are like 'mon-fri 09:00-18:00=concierge; 2026-12-24..2027-01-02=after-hours; else=after-hours':
days of the week, dates, *-12-25 for every year; times, which may go past midnight; a flow. The first
that fits counts, a date before a weekday. With a number of yours in front, +12125550142 sat=…, it is
for calls to that number.

${AHEAD_HELP.replace('TIME_ZONE, else in\nthe zone of this machine', 'the zone of the server')}

${SERVER_HELP}

${EXIT_CODES_HELP}
See docs/rules.md.`

const FORM =
  'Say nothing, at WHEN, set RULES, reset, quiet until WHEN, not before WHEN, or open: see npm run hours -- --help'

export const hours = createCommand({
  name: 'hours',
  help: HELP,
  options: SERVER_OPTIONS,
  takesWords: true,
  async run({ values: { url, json = false }, words }, around) {
    const client = createApiClient(readServerAddress(url, around.env))
    const read = (query: Record<string, string> = {}) =>
      client.read<HoursAnswer>('GET', '/hours', 'time_zone', { query })
    const change = (wish: object) =>
      client.read<HoursAnswer>('PATCH', '/hours', 'time_zone', { json: wish })
    /** By the clock where the owner is, which the server knows. */
    const ahead = async (written: string) =>
      readAhead(written, { now: new Date(), zone: (await read()).time_zone }).toISOString()

    const [task, second, ...rest] = words
    if (task === undefined) return tell(await read(), json, around)
    if (task === 'at' && second !== undefined && rest.length === 0)
      return tell(await read({ at: await ahead(second) }), json, around)
    if (task === 'set' && second !== undefined)
      return tell(await change({ text: [second, ...rest].join(' ') }), json, around)
    if (task === 'reset' && second === undefined)
      return tell(await change({ text: null }), json, around)
    if (task === 'open' && second === undefined)
      return tell(await change({ quiet: null }), json, around)
    const isQuiet = task === 'quiet' ? second === 'until' : task === 'not' && second === 'before'
    const [when, flow, ...more] = rest
    if (!isQuiet || when === undefined || more.length > 0) throw new UsageError(FORM)
    const quiet = { until: await ahead(when), ...(flow !== undefined && { flow }) }
    return tell(await change({ quiet }), json, around)
  },
})

function tell(answer: HoursAnswer, json: boolean, around: Surroundings): number {
  if (json) printJson(around, answer)
  else for (const line of hoursLines(answer)) printLine(around, line)
  return 0
}
