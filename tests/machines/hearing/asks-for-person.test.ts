/** Who wants a person instead of the assistant, in the languages that the concierge speaks. */
import { expect, test } from 'vitest'
import { asksForPerson } from '../../../machines/hearing/asks-for-person.ts'

test.each([
  'Can I speak to a person?',
  'A real person, please',
  'I want to talk to a human being',
  'Put me through to someone',
  'Connect me with an operator',
  'The house is on fire, let me talk to a real person',
  'Quiero hablar con alguien',
  'Una persona, por favor',
  'Ich möchte mit einem Menschen sprechen',
  'Kann ich mit jemandem reden?',
  'Je voudrais parler à quelqu’un',
  'Avec une personne, s’il vous plaît',
  'Quero falar com uma pessoa',
  'Posso falar com alguém?',
  'Um atendente, por favor',
  'Vorrei parlare con una persona',
  'Mi passi un operatore',
  'Una persona vera, per favore',
  'Ik wil met een mens spreken',
  'Kan ik met iemand praten?',
  'Een echt mens, alstublieft',
  'A person, please',
  'Hello, a person please',
  'No. Please. A person!',
  'I would like a person, please',
  'I’d like a real person',
  'I want a human',
  'I just need a person',
  'Can I have a person please',
  'Get me a human being',
  'A representative, please',
  'Hallo, ein Mensch bitte',
  'Ich hätte gern einen Menschen',
  'Eine echte Person, bitte',
  'Hola, quiero una persona',
  'Je voudrais une vraie personne',
  'Oui, s’il vous plaît, un humain',
  'Quero uma pessoa, por favor',
  'Buongiorno, vorrei una persona',
  'Ik wil graag een mens',
])('“%s” asks for one', (words) => {
  expect(asksForPerson(words)).toBe(true)
})

test.each([
  'I am calling about the boiler',
  'A person fell down the stairs',
  'There is a person in the water',
  'He is a good person',
  'Somebody broke in',
  'I spoke to someone yesterday',
  'Human resources asked me to call',
  'Hay una persona herida',
  'Está con alguien del hospital',
  'Ein Mensch ist verletzt',
  'Er war gestern mit jemandem da',
  'Il y a une personne blessée',
  'Elle est avec quelqu’un',
  'Uma pessoa caiu na escada',
  'Falei com ele ontem',
  'C’è una persona ferita',
  'Era con qualcuno in ospedale',
  'Er ligt een persoon op straat',
  'Hij was met iemand in de tuin',
  'I need a person to sign for the parcel',
  'I would like a person who can fix the roof',
  'Hello, a person fell down',
  'I want to know who that person is',
  'Hello, I am calling about a person',
  'Ich brauche eine Person für die Unterschrift',
  'Quiero una persona que firme el paquete',
  '',
])('“%s” does not', (words) => {
  expect(asksForPerson(words)).toBe(false)
})

test('However long it is, it is looked through at once', () => {
  expect(asksForPerson('speak to a real live human '.repeat(20_000))).toBe(true)
  expect(asksForPerson('speak to a real '.repeat(50_000))).toBe(false)
  expect(asksForPerson('hello i want a '.repeat(50_000))).toBe(false)
  expect(asksForPerson('no '.repeat(50_000))).toBe(false)
})
