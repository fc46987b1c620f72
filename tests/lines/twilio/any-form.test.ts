import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readArrival, readSpeech } from '../../../server/lines/twilio/events.ts'
import { firstValues, readFields } from '../../../server/lines/twilio/form.ts'

/** Names that repeat often, and such that an object has of its own. */
const name = fc.oneof(
  fc.constantFrom(
    'CallSid',
    'From',
    'SpeechResult',
    'a',
    '',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const value = fc.string({ unit: 'grapheme', maxLength: 12 })
const pairs = fc.array(fc.tuple(name, value), { maxLength: 40 })
const written = (form: [string, string][]) => new URLSearchParams(form).toString()

test('every field of any form is read as it was written, repeated ones in their order', () => {
  fc.assert(
    fc.property(pairs, (form) => {
      const fields = readFields(written(form)) ?? {}
      const meant = new URLSearchParams(written(form))
      expect(Object.keys(fields).toSorted()).toEqual([...new Set(meant.keys())].toSorted())
      for (const key of meant.keys()) expect([fields[key]].flat()).toEqual(meant.getAll(key))
    }),
  )
})

test('of a repeated field the first value counts, and nothing is there that was not sent', () => {
  fc.assert(
    fc.property(pairs, name, (form, asked) => {
      const first = new URLSearchParams(written(form)).get(asked)
      expect(firstValues(readFields(written(form)) ?? {})[asked] ?? null).toBe(first)
    }),
  )
})

test('whatever is sent as a form, its words are text without controls, and never longer than speech', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (sent) => {
      const form = firstValues(readFields(`SpeechResult=${sent}&From=${sent}`) ?? {})
      const event = readSpeech(form)
      const text = event.type === 'caller.spoke' ? event.text : ''
      expect(text.replaceAll(/\s/g, '')).not.toMatch(/\p{Cc}/u)
      const { from, caller } = readArrival(form)
      expect(from.length).toBeLessThanOrEqual(128)
      expect(caller ?? '+14155550100').toMatch(/^\+[1-9]\d{6,14}$/)
    }),
  )
})
