/** Which language a caller speaks: a full sentence tells, a name, a number, a short answer or a loan word does not. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEARD, HEARD_LANGUAGES } from '../../../machines/hearing/languages/heard.ts'
import { spokenLanguage } from '../../../machines/hearing/spoken-language.ts'
import { SENTENCES, UNTELLING } from './spoken-sentences.ts'

describe.each(HEARD_LANGUAGES)('%s', (language) => {
  test.each(SENTENCES[language])('“%s”', (words) => {
    expect(spokenLanguage(words)).toBe(language)
  })

  test('is told as well in capitals, without accents and without marks', () => {
    for (const words of SENTENCES[language]) {
      expect(spokenLanguage(words.toUpperCase())).toBe(language)
      expect(spokenLanguage(words.normalize('NFD').replace(/\p{M}|[.,!?¿¡]/gu, ''))).toBe(language)
    }
  })

  test('is asked for by its name, in it and in English', () => {
    for (const name of HEARD[language].ownName.split(' ')) {
      expect(spokenLanguage(name)).toBe(language)
      expect(spokenLanguage(`${name}, please.`)).toBe(language)
      expect(spokenLanguage(`Do you speak ${name}?`)).toBe(language)
    }
  })
})

test.each([
  ['¿Habla español?', 'es'],
  ['Sprechen Sie Deutsch?', 'de'],
  ['Vous parlez français ?', 'fr'],
  ['Fala português, por favor?', 'pt'],
  ['Parla italiano?', 'it'],
  ['Spreekt u Nederlands?', 'nl'],
])('%j asks for it', (words, language) => {
  expect(spokenLanguage(words)).toBe(language)
})

test.each(UNTELLING)('“%s” tells nothing', (words) => {
  expect(spokenLanguage(words)).toBeNull()
})

test.each([
  ['of two languages, as much of the one as of the other', 'the house is here, la casa está aquí'],
  ['of two languages that are near', 'this is my dog, das ist mein Hund'],
  [
    'with two words of ours in one that is none',
    'Dzień dobry dzwonię w sprawie the naprawy kotła and proszę o telefon zwrotny jutro rano',
  ],
  ['behind more than anybody says', `${'x'.repeat(1_000)} I would like to talk to you about it`],
])('a sentence %s tells nothing', (_, words) => {
  expect(spokenLanguage(words)).toBeNull()
})

test('of who mixes two languages the one counts that there is clearly more of', () => {
  expect(spokenLanguage('can you call me back porque no puedo esperar más con esto')).toBe('es')
})

test.each(HEARD_LANGUAGES)('a loan word in a sentence changes nothing: %s', (language) => {
  const loans = ['rendezvous', 'kindergarten', 'siesta', 'déjà vu', 'pizza', 'meeting', 'Señor']
  for (const words of SENTENCES[language])
    for (const loan of loans)
      expect([loan, words, spokenLanguage(`${words} ${loan}`)]).toEqual([loan, words, language])
})

test('neither numbers nor names nor anything else that is said for long does harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (words) => {
      expect([null, ...HEARD_LANGUAGES]).toContain(spokenLanguage(words))
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9_999_999 }), { minLength: 1 }), (numbers) => {
      expect(spokenLanguage(numbers.join(', '))).toBeNull()
    }),
  )
  expect(spokenLanguage('sí '.repeat(500_000))).toBeNull()
  expect(spokenLanguage('español '.repeat(500_000))).toBeNull()
})
