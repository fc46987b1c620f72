import { describe, expect, test } from 'vitest'
import { spokenNumber } from '../../../machines/hearing/spoken-number.ts'

describe('a number is read', () => {
  test.each([
    ['415-555-0123', '4155550123'],
    ['You can reach me at (415) 555 0123.', '4155550123'],
    ['+1 415.555.0123', '+14155550123'],
    ['415, 555, 0123', '4155550123'],
    ['four one five five five five zero one two three', '4155550123'],
    ['plus one, four one five, five five five, oh one two three', '+14155550123'],
    ['four fifteen five fifty-five oh one twenty three', '4155550123'],
    ['one eight hundred triple five zero one hundred', '18005550100'],
    ['oh two oh double seven nine 46 0123', '020779460123'],
    ['Oh, 415 555 0123', '4155550123'],
    ['four one five, 555 0123, extension twelve', '4155550123'],
    ['555 0123', '5550123'],
    ['four one five five five five o one two three', '4155550123'],
    ['double oh four one five five five five', '00415555'],
    ['a code of fifteen digits: +123456789012345', '+123456789012345'],
  ])('in %j: %s', (words, number) => {
    expect(spokenNumber(words)).toBe(number)
  })

  test.each([
    ['es', 'cuatro uno cinco, cinco cinco cinco, cero uno dos tres', '4155550123'],
    ['es', 'al seis doce treinta y cuatro cincuenta y seis setenta y ocho', '612345678'],
    ['de', 'null eins sieben zwo fünf fünf fünf null eins zwei drei', '01725550123'],
    ['de', 'null dreißig, fünfundfünfzig fünfundfünfzig einundzwanzig', '030555521'],
    ['fr', 'zéro six douze trente-quatre cinquante-six soixante-dix-huit', '0612345678'],
    ['fr', 'zéro un quatre-vingts quatre-vingt-dix-neuf vingt et un septante', '0180992170'],
    ['pt', 'onze nove quatro três dois um zero um meia sete', '11943210167'],
    ['pt', 'vinte e um, cinco cinco cinco, zero um dois três', '215550123'],
    ['pt', 'mais trinta e cinco um vinte e um duplo cinco zero um', '+351215501'],
    ['it', 'tre quattro sette, cinquantacinque zero uno ventitré ventotto', '34755012328'],
    ['nl', 'nul zes, twaalf vierendertig zesenvijftig achtenzeventig', '0612345678'],
    ['nl', 'nul twintig vijf vijf vijf nul één tweeëntwintig', '0205550122'],
    ['nl-NL', '06 12 34 56 78', '0612345678'],
    ['it', 'four one five five five five zero one two three', '4155550123'],
  ])('in %s, %j: %s', (language, words, number) => {
    expect(spokenNumber(words, language)).toBe(number)
  })

  test.each([
    ['415 555 0122, no, sorry, 415 555 0123'],
    ['not 415 555 0122 but four one five 555 0123'],
  ])('that corrects another one: %s', (words) => {
    expect(spokenNumber(words)).toBe('4155550123')
  })
})

describe('no number is read', () => {
  test.each([
    ['of nothing', ''],
    ['of other words', 'It is about the boiler, oh well'],
    ['with too few digits', 'four one five five'],
    ['with too many', '1234567890123456'],
    ['with too many behind a plus', '+1234567890123456'],
    ['beyond what anybody says in one turn', `${'so '.repeat(2_000)}415 555 0123`],
    ['out of a date and a time', 'on 12/05/2026 at 4:30, or 12:30'],
    ['out of amounts apart', '200 dollars and 300 of 5000'],
    ['of a name that every object has', 'double constructor plus toString'],
  ])('%s', (_, words) => {
    expect(spokenNumber(words)).toBeNull()
  })

  test.each([
    ['es', 'Tengo dos hijos y una casa en el cuatro'],
    ['de', 'Eine Frage, es sind drei Leute und ein Hund'],
    ['fr', 'un deux trois, nous irons au bois'],
    ['pt', 'o meu filho tem um carro e duas motos'],
    ['it', 'lei è a casa, sei stato tu, due volte'],
    ['nl', 'een van de twee is om acht uur een keer geweest'],
  ])('in %s, of small numbers in a sentence: %j', (language, words) => {
    expect(spokenNumber(words, language)).toBeNull()
  })

  test('across an Italian “or”, which in English is a zero', () => {
    expect(spokenNumber('uno due tre quattro cinque o sei', 'it')).toBeNull()
    expect(spokenNumber('one two three four five o six')).toBe('1234506')
  })

  test('however long it is, it is looked through at once', () => {
    expect(spokenNumber('uno '.repeat(500_000), 'es')).toBeNull()
  })
})
