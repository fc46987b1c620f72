import { describe, expect, test } from 'vitest'
import { HEARD_LANGUAGES } from '../../../machines/hearing/languages/heard.ts'
import { spokenLanguage } from '../../../machines/hearing/spoken-language.ts'
import { inLanguage, speechIn, SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import { spokenLine } from '../../../prompts/speech/spoken-line.ts'

/** By which word a caller is told what they speak to. */
const ASSISTANT: Record<string, RegExp> = {
  en: /\bAI assistant\b/,
  es: /\basistente de inteligencia artificial\b/,
  de: /\bKI-Assistent\b/,
  fr: /\bassistant d'intelligence artificielle\b/,
  pt: /\bassistente de inteligência artificial\b/,
  it: /\bassistente di intelligenza artificiale\b/,
  nl: /\bAI-assistent\b/,
}

test('every language that is understood is spoken, and the other way round', () => {
  expect(SPOKEN_LANGUAGES).toEqual(HEARD_LANGUAGES)
  expect(Object.keys(ASSISTANT)).toEqual(SPOKEN_LANGUAGES)
})

describe.each(SPOKEN_LANGUAGES)('in %s', (language) => {
  const speech = speechIn(language, 'Robin')
  const { language: code, owner, ...sentences } = speech

  test('nothing is left unsaid or in another language', () => {
    expect([code, owner]).toEqual([language, 'Robin'])
    expect(Object.keys(speech)).toEqual(Object.keys(speechIn('en', 'Robin')))
    for (const other of SPOKEN_LANGUAGES.filter((one) => one !== language)) {
      const theirs = new Set(Object.values(speechIn(other, 'Robin')))
      expect(Object.values(sentences).filter((words) => !words || theirs.has(words))).toEqual([])
    }
  })

  test('a number is put where one is told, who calls where the owner is, and nothing anywhere else', () => {
    const places = Object.entries(sentences).filter(([, words]) => /[{}]/.test(words))
    expect(places.map(([name]) => name).toSorted()).toEqual([
      'announceCaller',
      'callBackNoted',
      'callEmergency',
    ])
    expect(speech.callBackNoted).toMatch(/^[^{}]* \{number\}\W[^{}]*$/)
    expect(speech.callEmergency).toMatch(/^[^{}]* \{number\}\W[^{}]*$/)
    expect(speech.announceCaller).toMatch(/^[^{}]* \{about\}\W[^{}]*$/)
  })

  test('the owner is named in the greetings where they wish it, and nowhere else', () => {
    const naming = Object.entries(sentences).filter(([, words]) => words.includes('Robin'))
    expect(naming.map(([name]) => name)).toEqual(['greeting', 'greetingAfterHours'])
    expect(JSON.stringify(speechIn(language, ''))).not.toMatch(/undefined|null| {2}| \./)
  })

  test.each(['greeting', 'greetingAfterHours'] as const)(
    '%s tells of the AI assistant',
    (sentence) => {
      for (const name of ['', 'Robin', 'Dr. R. Doe?', 'a human'])
        for (const notice of ['brief', 'full', null] as const) {
          const line = { sentence, ...(notice && { with: { notice } }) }
          const spoken = spokenLine(line, speechIn(language, name))
          expect(spoken.slice(0, spoken.lastIndexOf('?'))).toMatch(ASSISTANT[language]!)
          expect(spoken).toMatch(/\?$/)
        }
    },
  )

  test('that words are written down is said before the first question, after who says it', () => {
    for (const notice of ['brief', 'full'] as const) {
      const told = notice === 'brief' ? speech.noticeBrief : speech.noticeFull
      for (const sentence of ['greeting', 'greetingAfterHours'] as const) {
        const spoken = spokenLine({ sentence, with: { notice } }, speech)
        expect(spoken.indexOf('?')).toBe(spoken.length - 1)
        expect(spoken.replace(` ${told}`, '')).toBe(speech[sentence])
        expect(spoken.indexOf(told)).toBeLessThan(spoken.lastIndexOf('?'))
        expect(spoken.indexOf(told)).toBeGreaterThan(spoken.search(ASSISTANT[language]!))
      }
    }
  })

  test('whoever hears that it is spoken too hears it in words that ask for it', () => {
    const name = speech.offerLanguage.match(/\p{L}+(?=\.$)/u)?.[0] ?? ''
    expect(spokenLanguage(name)).toBe(language)
  })

  test('the same house speaks another of them', () => {
    const others = SPOKEN_LANGUAGES.map((one) => inLanguage(speech, one).greeting)
    expect(others).toEqual(SPOKEN_LANGUAGES.map((one) => speechIn(one, 'Robin').greeting))
    expect(inLanguage(speech, null)).toBe(speech)
    expect(inLanguage(speech, `${language}-XX`)).toBe(speech)
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
