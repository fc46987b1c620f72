/** What a caller who cut in had heard, by what the carrier tells: never more than was said, and nothing guessed. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { heardUntil } from '../../../server/lines/relay/heard-until.ts'

const SAID = 'Call 9 1 1 now. What is it about, please? Is it urgent?'

test.each([
  ['', ''],
  [' … ', ''],
  ['Call', 'Call'],
  ['call 9 1 1 NOW', 'Call 9 1 1 now.'],
  ['Call 9 1 1 now. What is it ab', 'Call 9 1 1 now. What is it'],
  ['What is it about', 'Call 9 1 1 now. What is it about,'],
  ['What is it about please', 'Call 9 1 1 now. What is it about, please?'],
  ['Call - 9 1 1', 'Call 9 1 1'],
  ['Is it', 'Call 9 1 1 now. What is it about, please? Is it'],
  [SAID, SAID],
])('of %j: %j', (told, heard) => {
  expect(heardUntil(SAID, told)).toEqual({ heard, unheard: SAID.slice(heard.length) })
})

test.each(['Goodbye', 'is it about', `${SAID} And`, 'Call 911', 'now', 'Wh is it'])(
  'nothing of %j',
  (told) => {
    expect(heardUntil(SAID, told)).toBeNull()
  },
)

test('a sentence that is said twice was heard at its first', () => {
  expect(heardUntil('Hello. Hello. Hello.', 'Hello')?.heard).toBe('Hello.')
})

test('only of the first twenty sentences is it looked whether one was told alone', () => {
  const said = Array.from({ length: 30 }, (_, n) => `Number ${n}.`).join(' ')
  expect(heardUntil(said, 'Number 19')?.heard).toMatch(/Number 19\.$/)
  expect(heardUntil(said, 'Number 20')).toBeNull()
})

test('the two are always what was said, whatever is told', () => {
  const text = fc
    .array(fc.constantFrom('is', 'it', 'What', '.', '?', ' ', 'é', '😀', '-'))
    .map((all) => all.join(' '))
  const check = () =>
    fc.assert(
      fc.property(text, text, (said, told) => {
        const part = heardUntil(said, told)
        return part === null || part.heard + part.unheard === said
      }),
    )
  expect(check).not.toThrow()
})
