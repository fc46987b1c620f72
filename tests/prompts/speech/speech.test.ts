import { describe, expect, test } from 'vitest'
import { speechIn, SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../../prompts/speech/spoken-line.ts'

describe.each(SPOKEN_LANGUAGES)('in %s', (language) => {
  const speech = speechIn(language, 'Robin')

  test('one sentence has a place for a number, one for what a call is about, and no other has any', () => {
    const places = Object.entries(speech).filter(([, words]) => /[{}]/.test(words))
    expect(places.map(([name]) => name)).toEqual(['callBackNoted', 'announceCaller'])
    expect(speech.callBackNoted).toMatch(/^[^{}]* \{number\}\W[^{}]*$/)
    expect(speech.announceCaller).toMatch(/^[^{}]* \{about\}\W[^{}]*$/)
  })

  test('the owner is named in the greetings where they wish it, and nowhere else', () => {
    const naming = Object.entries(speech).filter(([, words]) => words.includes('Robin'))
    expect(naming.map(([name]) => name)).toEqual(['greeting', 'greetingAfterHours'])
    expect(JSON.stringify(speechIn(language, ''))).not.toMatch(/undefined|null| {2}| \./)
  })
})

test.each([
  ['+14155550123', '1, 4 1 5, 5 5 5, 0 1 2 3'],
  ['4155550123', '4 1 5, 5 5 5, 0 1 2 3'],
  ['5550123', '5 5 5, 0 1 2 3'],
  ['00442079460123', '0, 0 4 4, 2 0 7, 9 4 6, 0 1 2 3'],
])('%s is said as %s', (number, spoken) => {
  const line = { sentence: 'callBackNoted', with: { number } } as const
  expect(spokenLine(line, speechIn('en-US', ''))).toBe(
    `Thank you. We will call you back on ${spoken}. Goodbye.`,
  )
})
