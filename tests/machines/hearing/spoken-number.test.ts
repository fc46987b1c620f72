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
  ])('in %j: %s', (words, number) => {
    expect(spokenNumber(words)).toBe(number)
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
    ['out of a date and a time', 'on 12/05/2026 at 4:30, or 12:30'],
    ['out of amounts apart', '200 dollars and 300 of 5000'],
    ['of a name that every object has', 'double constructor plus toString'],
  ])('%s', (_, words) => {
    expect(spokenNumber(words)).toBeNull()
  })
})
