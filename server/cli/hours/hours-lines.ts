/** Hours, in lines of a terminal. */
import type { z } from 'zod'
import type { hoursSchema } from '../../owner/api/hours-schema.ts'
import { SOURCES } from '../../words/delivery-words.ts'
import { alignRows } from '../command/columns.ts'
import { localTime } from '../conversations/clock-words.ts'

export type HoursAnswer = z.infer<typeof hoursSchema>

const WHY = {
  quiet: 'for the time being',
  rule: 'by the rule',
  number: 'by FLOWS',
  always: 'as nothing else says so',
} as const

/** The rules, then what answers at the moment that was asked for, and what comes next. */
export function hoursLines(answer: HoursAnswer): string[] {
  const { rules, from, otherwise, quiet, now, next, time_zone: zone } = answer
  const minute = (iso: string) => localTime(iso, zone).slice(0, -':00'.length)
  const source = rules.length === 0 ? `no rules: always ${answer.flow}` : SOURCES[from]
  const other = from === 'console' ? `; otherwise ${otherwise || 'none'}` : ''
  const why = now.when === null ? WHY[now.by] : `${WHY[now.by]} ${now.when}`
  return [
    ...alignRows(
      rules.map(({ when, flow }) => [when, flow]),
      0,
    ),
    `${source}${other}, by the clock in ${zone}`,
    ...(quiet ? [`${quiet.flow} until ${minute(quiet.until)}, whatever the rules say`] : []),
    `${minute(now.at)}: ${now.flow} answers, ${why}`,
    next ? `${minute(next.at)}: ${next.flow}` : 'nothing else within two weeks',
  ]
}
