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
  ['Sim, por favor', 'yes'],
  ['Pode ser, obrigada', 'yes'],
  ['Sì, volentieri, grazie', 'yes'],
  ['Va bene', 'yes'],
  ['Ja graag', 'yes'],
  ['Dat is goed, dank u wel', 'yes'],
  ['Não, obrigado', 'no'],
  ['Não precisa, eu ligo mais tarde', 'no'],
  ['No grazie, arrivederci', 'no'],
  ['Non importa, richiamo più tardi', 'no'],
  ['Nee hoor, bedankt', 'no'],
  ['Laat maar, ik bel later terug', 'no'],
  ['Sim, diga que a mãe dele caiu', null],
  ['Sì, gli dica che ho chiamato', null],
  ['Ja, zeg maar dat ik gebeld heb', null],
  ['', null],
  ['…', null],
  ['No water in the house', null],
  ['Yes, tell her that I called', null],
  ['no, four one five 555 0142', null],
  [`yes ${'no '.repeat(1000)}`, null],
])('%j is %j', (words, meant) => {
  expect(plainAnswer(words)).toBe(meant)
})
