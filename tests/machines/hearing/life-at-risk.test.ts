/** Where a life may be at risk the caller is told the emergency number: by their words, in every language. */
import { expect, test } from 'vitest'
import { lifeAtRisk } from '../../../machines/hearing/life-at-risk.ts'

test.each([
  'My wife is not breathing',
  'He can’t breathe',
  'I think it is a heart attack',
  'I want to kill myself',
  'Your house is on fire',
  'I smell gas in the hallway',
  'Mi padre no respira',
  'Hay fuego en su casa',
  'Está inconsciente y sangra',
  'Sie atmet nicht mehr',
  'Es brennt bei Ihnen',
  'Er hat einen Herzinfarkt',
  'Elle ne respire plus',
  'Il y a le feu dans l’immeuble',
  'Il veut se suicider',
  'Ela não está respirando',
  'O prédio está pegando fogo',
  'Ele quer se matar',
  'Non respira più',
  'La casa è in fiamme',
  'È svenuta e perde sangue',
  'Hij ademt niet meer',
  'Uw huis staat in brand',
  'Ze is bewusteloos',
])('“%s” tells of a life at risk', (words) => {
  expect(lifeAtRisk(words)).toBe(true)
})

test.each([
  '',
  'I am calling about the boiler',
  'I am dying to tell her about it',
  'The cutting edge of insurance',
  'He had a flu shot',
  'Se ha roto la caldera',
  'Es geht um die Heizung',
  'C’est pour la réunion de demain',
  'É sobre a reunião de amanhã',
  'Chiamo per la caldaia',
  'Ik bel over de ketel',
])('“%s” does not', (words) => {
  expect(lifeAtRisk(words)).toBe(false)
})

test('However long it is, it is looked through at once', () => {
  expect(lifeAtRisk('is not '.repeat(500_000))).toBe(false)
})
