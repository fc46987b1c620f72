/** `npm run pass`: who gets through for a while. */
import type { z } from 'zod'
import type { passListSchema, passSchema } from '../../owner/api/pass-schema.ts'
import { createApiClient } from '../command/api-client.ts'
import { alignRows } from '../command/columns.ts'
import { createCommand } from '../command/command.ts'
import { onlyWith } from '../command/option-values.ts'
import { AHEAD_HELP, readAhead } from '../command/read-ahead.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { readServerAddress } from '../command/server-address.ts'
import { printJson, printLine } from '../command/surroundings.ts'
import { timeZoneOf } from '../command/time-zone.ts'
import { localTime } from '../conversations/clock-words.ts'
import { UsageError } from '../command/usage-error.ts'

type Pass = z.infer<typeof passSchema>

const HELP = `Usage: npm run pass -- [WHEN [FOR]] [option]

  30m                  everybody gets through for 30 minutes, without a question
  17:00 +1415555       numbers that begin so, until five
  2h the courier       whom you expect: asked all the same, and whoever judges knows of it
  (nothing), list      the passes that go on
  end ID               ends one at once, by its id in the list

  --expected        for all or a prefix, too: they are asked, and it is known that somebody is expected
${SERVER_HELP}

${AHEAD_HELP}

Who is blocked, and whose number is forged, does not get through by a pass.
${EXIT_CODES_HELP}
See docs/rules.md.`

const FORM = 'Say until WHEN and for whom, like 30m, or 2h the courier; or list, or end ID'

export const pass = createCommand({
  name: 'pass',
  help: HELP,
  options: { expected: { type: 'boolean' }, ...SERVER_OPTIONS },
  takesWords: true,
  async run({ values, words }, around) {
    const { url, json: asJson = false, expected = false } = values
    const client = createApiClient(readServerAddress(url, around.env))
    const zone = timeZoneOf(around.env)
    const [task = 'list', ...rest] = words
    const subject = rest.join(' ')
    if (task === 'list' && subject === '') {
      onlyWith('list', ['json'], values)
      const listed = await client.read<z.infer<typeof passListSchema>>('GET', '/passes', 'passes')
      if (asJson) printJson(around, listed)
      else if (listed.passes.length === 0) printLine(around, 'No pass goes on')
      else for (const line of alignRows(listed.passes.map(rowOf), 2)) printLine(around, line)
      return 0
    }
    if (task === 'end') {
      if (!/^[0-9]{1,15}$/.test(subject)) throw new UsageError(FORM)
      onlyWith('end', ['json'], values)
      await client.send('DELETE', `/passes/${subject}`)
      if (!asJson) printLine(around, `Pass ${subject} has ended`)
      return 0
    }
    if (task === 'list') throw new UsageError(FORM)
    const until = readAhead(task, { now: new Date(), zone }).toISOString()
    const json = { until, ...(subject && { for: subject }), ...(expected && { how: 'expected' }) }
    const made = await client.read<Pass>('POST', '/passes', 'until', { json })
    if (asJson) printJson(around, made)
    else printLine(around, `${inWords(made)} until ${minute(made.until)}`)
    return 0

    function minute(iso: string): string {
      return localTime(iso, zone).slice(0, -':00'.length)
    }

    function rowOf(one: Pass): string[] {
      return [String(one.id), `until ${minute(one.until)}`, inWords(one)]
    }
  },
})

function inWords({ for: whom, how }: Pass): string {
  const who = whom === 'all' ? 'everybody' : whom.replace(/^\+\d+$/, '$&…')
  return how === 'through' ? `${who} gets through` : `${who} is expected`
}
