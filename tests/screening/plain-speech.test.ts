import { describe, expect, it } from 'vitest'
import { plainSpeech } from '../../server/screening/plain-speech.ts'

describe('what is spoken of the words of a model', () => {
  it.each([
    [
      'It is *really* late. **Please** call _tomorrow_.',
      'It is really late. Please call tomorrow.',
    ],
    ['# Sorry\n> Please `text` us ~~now~~.', 'Sorry Please text us now.'],
    ['1. Thank you.\n2. Please text.', 'Thank you. Please text.'],
    ['<speak>Hi<break time="1s"/>, <emphasis>wait</emphasis>.</speak>', 'Hi, wait.'],
    ['Hi &amp; bye &lt;break/&gt;&nbsp;now.', 'Hi & bye now.'],
    ['Thank you 😀👍🏽 for calling 🇩🇪!', 'Thank you for calling!'],
    ['Thanks :-) Bye ;)', 'Thanks Bye'],
    ['See https://example.com/a?b=c. Bye.', 'See. Bye.'],
    ['Write to me@example.com or visit www.example.org now.', 'Write to or visit now.'],
    ['Go to [our page](https://example.com) or example.com/x.', 'Go to our page or.'],
    ['*sighs* I see. (pauses) Please [smiling] text {name}.', 'I see. Please text.'],
    ['*laughs warmly* Fine. *clears throat* Bye.', 'Fine. Bye.'],
    ['(softly (very)) Goodbye.', 'Goodbye.'],
    ['```text\nGoodbye.\n```', 'Goodbye.'],
    ['**please** text __us__.', 'please text us.'],
    ['Well, (so), fine.', 'Well, fine.'],
    ['Concierge: Goodbye.', 'Goodbye.'],
    ['"Goodbye," he said: „Tschüss“.', 'Goodbye, he said: Tschüss.'],
    ['Goodbye.\nCaller: But my house burns!\nMe: Oh.', 'Goodbye.'],
    ['- Goodbye', 'Goodbye'],
    ['Good\u200bbye\u0007 \ud800now\u202e.', 'Goodbye now.'],
    ["Don't worry, it's fine.", "Don't worry, it's fine."],
    ['At 5:30 p.m. today, number #3.', 'At 5:30 p.m. today, number 3.'],
    ['😀 … 42', ''],
  ])('%j is spoken as %j', (words, spoken) => {
    expect(plainSpeech(words)).toBe(spoken)
  })

  it.each([
    ['One. Two. Three.', 'One. Two.'],
    ['Really?! Yes! No.', 'Really?! Yes!'],
    [
      'Mr. Smith and Dr. Jones are out. Please text. Bye.',
      'Mr. Smith and Dr. Jones are out. Please text.',
    ],
    ['¿Qué pasa? ¿Es urgente? Adiós.', '¿Qué pasa? ¿Es urgente?'],
    ['Einen Moment.Danke!Tschüss.', 'Einen Moment. Danke!'],
    ['谢谢。请发短信。再见。', '谢谢。请发短信。'],
    ['धन्यवाद। संदेश भेजें। अलविदा।', 'धन्यवाद। संदेश भेजें।'],
  ])('ends %j after two sentences', (words, spoken) => {
    expect(plainSpeech(words)).toBe(spoken)
  })

  it('ends a sentence without end at a word, or at least at a character', () => {
    const spoken = plainSpeech('anything '.repeat(100))
    expect(spoken.length).toBeGreaterThan(300)
    expect(spoken.length).toBeLessThanOrEqual(320)
    expect(spoken).toMatch(/^(?:anything ?)+$/)
    expect(plainSpeech(`a${'𠮷'.repeat(400)}`)).toBe(`a${'𠮷'.repeat(159)}`)
  })
})
