import { expect, test } from 'vitest'
import { saidYes } from '../../../machines/hearing/said-yes.ts'

test.each([
  'Yes.',
  'yeah, sure',
  'That’s fine',
  'on this number please',
  'go ahead',
  'Sí, claro',
  'Ja, gerne',
  "oui, d'accord",
  'Sim, pode ser',
  'claro, nesse número mesmo',
  'Sì, va bene',
  'certo, questo numero',
  'Ja, prima',
  'dat klopt, dit nummer',
])('%j is a yes', (words) => {
  expect(saidYes(words)).toBe(true)
})

test.each([
  '',
  'No.',
  'no, not on this number',
  'yes but please don’t',
  'never, yes, another',
  'I am not sure',
  'yesterday',
  'my house is on fire',
  'Nein, lieber nicht',
  'non merci',
  'Não, nesse não',
  'sim, mas nunca à noite',
  'No, non questo',
  'Nee, liever niet',
  'ja, maar niet op dit nummer',
])('%j is none', (words) => {
  expect(saidYes(words)).toBe(false)
})
