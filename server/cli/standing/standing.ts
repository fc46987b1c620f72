/** `npm run standing`: what would become of a call, and why. */
import type { z } from 'zod'
import type { callersSchema, weekSchema } from '../../owner/api/standing-schema.ts'
import { createApiClient } from '../command/api-client.ts'
import { alignRows } from '../command/columns.ts'
import { EXIT_CODES } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { onlyWith } from '../command/option-values.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { readServerAddress } from '../command/server-address.ts'
import { printJson, printLine } from '../command/surroundings.ts'
import { timeZoneOf } from '../command/time-zone.ts'
import { UsageError } from '../command/usage-error.ts'
import { tellShared } from '../exceptions/contact-words.ts'
import { localTime } from '../conversations/clock-words.ts'

type Callers = z.infer<typeof callersSchema>
type Week = z.infer<typeof weekSchema>

const HELP = `Usage: npm run standing -- WHO [--line LINE]
       npm run standing -- week [option]

  --line LINE       where calls are judged by the exception list of this line of yours
  WHO               a number, how numbers begin (+1 900), or a part of a contact's name: what would
                    become of a call now, and why
  week              what today's rules would have done with last week's calls; and with one of these,
                    had it been saved:
  --prefix +1900    a block of all that begin so
  --country GB      a block of a country
  --number NUMBER   a block of a number
  --hours RULES     other hours
${SERVER_HELP}

${EXIT_CODES_HELP}
It ends with 3 where nobody on the list is called so. See docs/rules.md.`

const BECOMES = {
  turned_away: 'turned away unheard',
  put_through: 'straight through',
  screened: 'asked',
} as const

export const standing = createCommand({
  name: 'standing',
  help: HELP,
  options: {
    line: { type: 'string' },
    prefix: { type: 'string' },
    country: { type: 'string' },
    number: { type: 'string' },
    hours: { type: 'string' },
    ...SERVER_OPTIONS,
  },
  takesWords: true,
  async run({ values, words }, around) {
    const { url, json: asJson = false, line, prefix, country, number, hours } = values
    const client = createApiClient(readServerAddress(url, around.env))
    const who = words.join(' ')
    if (who === 'week') {
      onlyWith('week', ['json', 'prefix', 'country', 'number', 'hours'], values)
      const block = { prefix, country, phone_number: number }
      const isBlock = Object.values(block).some((one) => one !== undefined)
      const json = { ...(isBlock && { block }), hours }
      const week = await client.read<Week>('POST', '/standing/week', 'changed', { json })
      if (asJson) printJson(around, week)
      else for (const row of weekLines(week, timeZoneOf(around.env))) printLine(around, row)
      return 0
    }
    if (who === '') throw new UsageError('Say who calls, or week: see npm run standing -- --help')
    onlyWith('a caller', ['json', 'line'], values)
    const query = { q: who, line }
    const answer = await client.read<Callers>('GET', '/standing', 'callers', { query })
    if (asJson) printJson(around, answer)
    else if (answer.callers.length === 0) printLine(around, `Nobody is called ${who}`)
    else for (const row of alignRows(answer.callers.map(rowOf), 3)) printLine(around, row)
    tellShared(line, { line: answer.line ?? null }, around)
    return answer.callers.length > 0 ? 0 : EXIT_CODES.missing
  },
})

function rowOf({ number, contact_name: name, becomes, reason }: Callers['callers'][number]) {
  return [name ?? number, ...(name === null ? [''] : [number]), BECOMES[becomes], reason]
}

function weekLines({ calls, looked_at: lookedAt, changed }: Week, zone: string): string[] {
  const of = lookedAt < calls ? `the last ${lookedAt}` : `${calls}`
  const rows = changed.map(({ call_sid, start_time, caller, was, would }) => [
    localTime(start_time, zone),
    caller,
    `${metInWords(was)} → ${metInWords(would)}`,
    would.reason,
    call_sid,
  ])
  return [...alignRows(rows, 3), `${changed.length} of ${of} calls would have gone otherwise`]
}

function metInWords({ standing: met, decision, flow }: Week['changed'][number]['was']): string {
  return `${met.replaceAll('_', ' ')} (${decision ?? 'nobody knows'}, ${flow})`
}
