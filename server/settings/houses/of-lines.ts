/** The lines of `LINES` put together with what is set for all, and held against it. */
import { ownRollOf, SHARED } from '../../../storage/roll.ts'
import { spellingKey } from '../../../storage/spellings.ts'
import type { HoursRule } from '../hours/hours.ts'
import { naturalVoice } from '../speech/natural-voice.ts'
import type { GeneralHouse, House } from './house.ts'
import type { ReadLine } from './read-lines.ts'

/** By the number called, in E.164. */
interface ByNumber {
  FLOWS: ReadonlyMap<string, string>
  LANGUAGES: ReadonlyMap<string, string>
  VOICE_LINES: ReadonlyMap<string, 'gather' | 'relay'>
}

/** What a line tells of its number, and another setting too: one of them would never count. */
export function toldTwice(
  lines: readonly ReadLine[],
  byNumber: Partial<ByNumber>,
  hours: readonly HoursRule[],
): string[] {
  const { FLOWS, LANGUAGES, VOICE_LINES } = byNumber
  return lines.flatMap(({ number, ...line }, index) => {
    const twice = (field: string, setting: string) =>
      `LINES: line ${index + 1}: ${field}: stands in ${setting} too: leave one of them out`
    return [
      ...(line.flow !== undefined && FLOWS?.has(number) ? [twice('flow', 'FLOWS')] : []),
      ...(line.language !== undefined && LANGUAGES?.has(number)
        ? [twice('language', 'LANGUAGES')]
        : []),
      ...(line.voice_line !== undefined && VOICE_LINES?.has(number)
        ? [twice('voice_line', 'VOICE_LINES')]
        : []),
      ...(line.hours.length > 0 && hours.some(({ called }) => called === number)
        ? [twice('hours', 'HOURS')]
        : []),
    ]
  })
}

/** A dial to a number of ours comes back as a call, and that as a dial. `owner` and `twilio`: those of all. */
export function inCircles(
  lines: readonly ReadLine[],
  { owner, twilio }: { owner: string | undefined; twilio: string | undefined },
): string[] {
  const ours = new Set(
    [...lines.map(({ number }) => number), ...(twilio === undefined ? [] : [twilio])].map(
      spellingKey,
    ),
  )
  const why =
    'is a number of your own that we answer, so nobody would ever ring: give the number of a phone'
  return [
    ...lines.flatMap(({ phone }, index) =>
      phone !== undefined && ours.has(spellingKey(phone))
        ? [`LINES: line ${index + 1}: phone: ${why}`]
        : [],
    ),
    ...(owner !== undefined && owner !== twilio && ours.has(spellingKey(owner))
      ? [`REAL_PHONE_NUMBER: ${why}`]
      : []),
  ]
}

export function housesOf(lines: readonly ReadLine[], general: GeneralHouse): House[] {
  return lines.map(({ number, label, phone, name, language, contacts, told }) => ({
    ...general,
    ...(language !== undefined &&
      language !== general.language && { language, voice: naturalVoice(language) }),
    number,
    label,
    notices: told,
    roll: contacts === 'own' ? ownRollOf(number) : SHARED,
    ownerNumber: phone ?? general.ownerNumber,
    ownerName: name ?? general.ownerName,
  }))
}

/** With what the lines tell over it. */
export function withLines<Value>(
  byNumber: ReadonlyMap<string, Value>,
  lines: readonly ReadLine[],
  of: (line: ReadLine) => Value | undefined,
): Map<string, Value> {
  const told = lines.flatMap((line): [string, Value][] => {
    const value = of(line)
    return value === undefined ? [] : [[line.number, value]]
  })
  return new Map([...byNumber, ...told])
}

/** What calls come in by, as far as the settings tell. */
export function ownNumbersOf(
  twilio: string | undefined,
  byNumber: readonly ReadonlyMap<string, unknown>[],
  hours: readonly HoursRule[],
): string[] {
  const named = hours.flatMap(({ called }) => called ?? [])
  const all = [...byNumber.flatMap((map) => [...map.keys()]), ...named]
  return [...new Set(twilio === undefined ? all : [twilio, ...all])]
}
