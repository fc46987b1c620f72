/** A mere yes or no to the offer of a message; whoever says more has one. */
import { expect, test } from 'vitest'
import { plainAnswer } from '../../../machines/hearing/plain-answer.ts'

test.each([
  ['Yes.', 'yes'],
  ['Yes, please!', 'yes'],
  ['oh, that would be great, thank you', 'yes'],
  ['Sí, por favor', 'yes'],
  ['Ja, bitte', 'yes'],
  ['Oui, s’il vous plaît', 'yes'],
  ['No.', 'no'],
  ["No, that's okay, I'll text. Bye!", 'no'],
  ['Nein, danke', 'no'],
  ['non merci', 'no'],
  ['No, gracias', 'no'],
  ['', null],
  ['…', null],
  ['No water in the house', null],
  ['Yes, tell her that I called', null],
  ['no, four one five 555 0142', null],
  [`yes ${'no '.repeat(1000)}`, null],
])('%j is %j', (words, meant) => {
  expect(plainAnswer(words)).toBe(meant)
})
