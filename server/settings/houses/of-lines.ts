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
  byNumber: Partial<ByNumber>,
  hours: readonly HoursRule[],
): string[] {
  const answeredBy = whatAnswers(lines, twilio, byNumber, hours)
  const inCircle = (phone: string) => {
    const setting = answeredBy.get(spellingKey(phone))
    if (setting === undefined) return null
    const why = 'a number of your own that we answer, so nobody would ever ring: '
    return BY_NUMBER.has(setting)
      ? `stands in ${setting} as ${why}only numbers that are called stand there, which ring us and no phone`
      : `is ${why}give the number of a phone`
  }
  const phones = lines.map(
    ({ phone }, index) => [`LINES: line ${index + 1}: phone`, phone] as const,
  )
  // Where the two are one, that is told in words of its own.
  const all = [...phones, ['REAL_PHONE_NUMBER', owner === twilio ? undefined : owner] as const]
  return all.flatMap(([setting, phone]) => {
    const why = phone === undefined ? null : inCircle(phone)
    return why === null ? [] : [`${setting}: ${why}`]
  })
}

const BY_NUMBER = new Set(['FLOWS', 'LANGUAGES', 'VOICE_LINES', 'HOURS'])

/** By the spelling of each number that is called, the setting that says so. */
function whatAnswers(
  lines: readonly ReadLine[],
  twilio: string | undefined,
  { FLOWS, LANGUAGES, VOICE_LINES }: Partial<ByNumber>,
  hours: readonly HoursRule[],
): Map<string, string> {
  const named = [
    ['HOURS', hours.flatMap(({ called }) => called ?? [])],
    ...Object.entries({ VOICE_LINES, LANGUAGES, FLOWS }).map(
      ([setting, map]) => [setting, [...(map?.keys() ?? [])]] as const,
    ),
    ['TWILIO_PHONE_NUMBER', twilio === undefined ? [] : [twilio]],
    ['LINES', lines.map(({ number }) => number)],
  ] as const
  return new Map(
    named.flatMap(([setting, numbers]) =>
      numbers.map((number) => [spellingKey(number), setting] as const),
    ),
  )
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
