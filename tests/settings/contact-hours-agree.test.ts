import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isContactHours, isWithinHours } from '../../server/settings/contact-hours.ts'
import { answeringAt } from '../../server/settings/hours/hours.ts'
import { readContactHours } from '../../server/settings/hours/read-contact-hours.ts'
import { readHours } from '../../server/settings/hours/read-hours.ts'

const days = fc.constantFrom('', 'mon-fri ', 'sat,sun ', 'fri-mon ', 'wed ', 'sun ')
const clock = fc
  .integer({ min: 0, max: 1439 })
  .map(
    (of) => `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`,
  )
const span = fc
  .tuple(clock, clock)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => `${from}-${to}`)
const entry = fc.tuple(days, fc.option(span, { nil: '' })).map(([on, at]) => `${on}${at}`.trim())
const hours = fc
  .array(
    entry.filter((one) => one !== ''),
    { minLength: 1, maxLength: 2 },
  )
  .map((all) => all.join('; '))

test('hours of a contact mean what HOURS mean by the same words, in any zone', () => {
  fc.assert(
    fc.property(
      hours,
      fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.constantFrom(
        'America/Los_Angeles',
        'Europe/Berlin',
        'Asia/Kolkata',
        'Australia/Lord_Howe',
      ),
      (written, at, timeZone) => {
        const kept = readContactHours(written)
        const value = 'value' in kept ? kept.value : ''
        expect(isContactHours(value)).toBe(true)
        const rules = readHours(
          written
            .split(';')
            .map((one) => `${one}=yes`)
            .join(';'),
          ['yes'],
        )
        const all = { timeZone, quiet: null, flow: 'no', flowByNumber: new Map<string, string>() }
        const meant = { ...all, rules: 'value' in rules ? rules.value : [] }
        expect(isWithinHours(value, at, timeZone)).toBe(answeringAt(meant, null, at).flow === 'yes')
      },
    ),
  )
})
