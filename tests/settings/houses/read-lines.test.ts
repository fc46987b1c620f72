/** `LINES`: what it may tell, and what is said of each mistake. */
import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { SHARED } from '../../../storage/roll.ts'
import { createHouses } from '../../../server/settings/houses/house.ts'
import { readConfig } from '../../../server/settings/config.ts'
import { OUR_NUMBER, OWNER, SETTINGS, temporaryFile } from '../../support/concierge.ts'
import { problemsOf } from '../problems-of.ts'

const OFFICE = '+12125550143'
const ANA = '+14155550107'
const HOME = { number: OUR_NUMBER, label: 'Home', name: 'Robin' }

const read = (lines: unknown, settings: Record<string, string> = {}) =>
  readConfig({ ...SETTINGS, LINES: JSON.stringify(lines), ...settings })
const problems = (lines: unknown, settings: Record<string, string> = {}) =>
  problemsOf({
    ...SETTINGS,
    LINES: typeof lines === 'string' ? lines : JSON.stringify(lines),
    ...settings,
  })

describe('a line', () => {
  test('has what it leaves out from the settings of all', () => {
    const { houses } = read([{ number: OFFICE }], { OWNER_NAME: 'Robin', LANGUAGE: 'de-DE' })
    expect(houses).toMatchObject([
      { number: OFFICE, label: OFFICE, ownerNumber: OWNER, ownerName: 'Robin', language: 'de-DE' },
    ])
  })

  test('has what it tells, however its numbers are grouped', () => {
    const office = {
      number: '+1 (212) 555-0143',
      name: 'Ana',
      phone: '+1 415 555-0107',
      language: 'es-es',
    }
    const config = read([HOME, { ...office, flow: 'after-hours', voice_line: 'relay' }])
    expect(config.houses[1]).toMatchObject({
      number: OFFICE,
      label: 'Ana',
      ownerNumber: ANA,
      ownerName: 'Ana',
      language: 'es-ES',
    })
    expect(config.flowByNumber.get(OFFICE)).toBe('after-hours')
    expect(config.voiceLineByNumber.get(OFFICE)).toBe('relay')
    expect(config.languageByNumber.get(OFFICE)).toBe('es-ES')
  })

  test('has the exception list that all share, or one of its own, however its network writes the number', () => {
    const { houses } = read([
      HOME,
      { number: OFFICE, contacts: 'own' },
      { number: '+12125550144', contacts: 'shared' },
    ])
    expect(houses.map(({ roll }) => roll)).toEqual([SHARED, OFFICE, SHARED])
    const rollsOf = (number: string) => {
      const config = read([
        { number, contacts: 'own' },
        { number: OFFICE, contacts: 'own' },
      ])
      const { rollOf, rolls } = createHouses(config)
      expect(rolls).toHaveLength(3)
      return ['+5491155550143', '+541155550143', number, '+12125550149'].map(rollOf)
    }
    const [own] = rollsOf('+5491155550143')
    expect(rollsOf('+5491155550143')).toEqual([own, own, own, SHARED])
    expect(rollsOf('+541155550143')).toEqual([own, own, own, SHARED])
    expect(problems([{ ...HOME, contacts: 'mine' }])).toEqual([
      'LINES: line 1: contacts: write shared or own',
    ])
  })

  test('has hours that hold for its number alone', () => {
    const { hours } = read(
      [{ ...HOME, hours: 'mon-fri 09:00-18:00=concierge; else=after-hours' }],
      {
        HOURS: 'else=concierge',
      },
    )
    expect(hours.map(({ called, flow }) => [called, flow])).toEqual([
      [OUR_NUMBER, 'concierge'],
      [OUR_NUMBER, 'after-hours'],
      [null, 'concierge'],
    ])
  })

  test('may have the phone that another has', () => {
    expect(read([HOME, { number: OFFICE, phone: OWNER }]).houses).toHaveLength(2)
  })
})

test('they may stand in a file, in whatever an editor saves, and be broken over lines', async () => {
  const path = await temporaryFile('lines.json')
  await writeFile(path, `\ufeff${JSON.stringify([HOME], null, 2)}\r\n`)
  expect(readConfig({ ...SETTINGS, LINES: path }).houses).toHaveLength(1)
  expect(readConfig({ ...SETTINGS, LINES: JSON.stringify([HOME], null, 2) }).houses).toHaveLength(1)
  expect(problems(`${path}.gone`)).toEqual([
    expect.stringMatching(/^LINES: there is no file to be read there \(ENOENT\): write \[/),
  ])
})

test.each<[string, unknown, string]>([
  [
    'a number that is not whole',
    [{ number: '555-0143' }],
    'line 1: number: write it in full, like +14155550123',
  ],
  ['none at all', [HOME, {}], 'line 2: number: write it in full, like +14155550123'],
  ['what is no line', [HOME, 'Office'], 'line 2: write {"number": …} with any of number, label,'],
  ['a number twice', [HOME, { number: '+1 212 555 0142' }], 'line 2: number: is another line’s'],
  [
    'a label twice',
    [HOME, { number: OFFICE, label: 'home' }],
    "line 2: label: 'home' is another line’s",
  ],
  [
    'a label that is the number of another line',
    [HOME, { number: OFFICE, label: '+1 212-555-0142' }],
    'line 2: label: a line is called by the number of another',
  ],
  [
    'a label that is the number of a later line',
    [
      { ...HOME, label: OFFICE },
      { number: OFFICE, label: 'Office' },
    ],
    'line 2: label: a line is called by the number of another',
  ],
  [
    'a key that is none',
    [{ ...HOME, nmae: 'Robin' }],
    "line 1: there is no 'nmae': known are number, label",
  ],
  ['a name that is none', [{ ...HOME, name: 5 }], 'line 1: name: give the owner’s name'],
  [
    'a phone that is ours',
    [HOME, { number: OFFICE, phone: OUR_NUMBER }],
    'line 2: phone: is a number of your own',
  ],
  [
    'a flow that is none',
    [{ ...HOME, flow: 'sorting' }],
    "line 1: flow: there is no flow 'sorting'",
  ],
  ['a language that is none', [{ ...HOME, language: 'xx-XX' }], 'line 1: language: '],
  ['hours that are none', [{ ...HOME, hours: 'always' }], 'line 1: hours: '],
  [
    'hours of another',
    [{ ...HOME, hours: `${OFFICE} mon=concierge` }],
    'line 1: hours: name no other number here',
  ],
  [
    'a way of hearing that is none',
    [{ ...HOME, voice_line: 'fax' }],
    'line 1: voice_line: write gather or relay',
  ],
  ['a list that is none', HOME, 'write a list of 1 to 100 lines'],
  ['an empty one', [], 'write a list of 1 to 100 lines'],
  ['what is no JSON', '[{"number": "+1",}]', 'is no JSON (line 1, character '],
])('%s is refused with the line and the field', (_, lines, problem) => {
  expect(problems(lines)).toEqual([expect.stringContaining(`LINES: ${problem}`)])
})

test('every mistake is told at once', () => {
  expect(
    problems([
      { number: '5', flow: 'x' },
      { label: '', phone: '' },
    ]),
  ).toHaveLength(4)
})

test.each([
  ['flow', 'FLOWS', 'after-hours'],
  ['language', 'LANGUAGES', 'es-ES'],
  ['voice_line', 'VOICE_LINES', 'relay'],
])('a %s that %s tells too is refused', (field, setting, value) => {
  expect(problems([{ ...HOME, [field]: value }], { [setting]: `${OUR_NUMBER}=${value}` })).toEqual([
    `LINES: line 1: ${field}: stands in ${setting} too: leave one of them out`,
  ])
})

test('an owner’s phone that a line is called by is refused', () => {
  expect(problems([{ number: OWNER }])).toEqual([
    expect.stringMatching(/^REAL_PHONE_NUMBER: is a number of your own that we answer/),
  ])
})

test('no mistake repeats what may be a password', () => {
  const notices = {
    SMTP_URL: 'smtp://robin:a-password-that-nobody-knows@',
    NTFY_TOKEN: 'tk_kept to us',
  }
  const told = problems([{ ...HOME, notices }, `{"SMTP_URL": a-password-that`].slice(0, 1))
  expect(told.length).toBeGreaterThan(0)
  expect(told.join()).not.toMatch(/that-nobody|kept to us/)
  expect(problems('[{"NTFY_TOKEN": tk_kept]').join()).not.toContain('tk_kept')
})
