/** Callers who speak another language than the owner's greeting. */
import { expect, test } from 'vitest'
import type { ScreeningInput } from '../../../machines/ports.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { createOfflineScreener } from '../../../server/screening/offline/offline-screener.ts'

const screen = createOfflineScreener({ speech: speechIn('en-US', 'Alex') })
const inGerman = createOfflineScreener({ speech: speechIn('de-DE', 'Alex') })

function said(...turns: string[]): ScreeningInput {
  return {
    callSid: 'CA00000000000000000000000000000001',
    said: turns.map((text, i) => ({ speaker: i % 2 === 0 ? 'caller' : 'concierge', text })),
    withheld: false,
    attestation: 'none',
  }
}

test.each([
  ['es', 'Su casa está en llamas, vengan ya, hay mucho humo'],
  ['es', 'Soy la enfermera del hospital, su madre ha tenido un infarto y la operan ahora'],
  ['de', 'Ihre Mutter ist auf der Treppe gestürzt und blutet am Kopf'],
  ['de', 'Bei Ihnen im Keller brennt es, das ganze Treppenhaus ist voller Rauch'],
  ['fr', 'Votre fils est tombé dans la cour, il saigne de la tête, nous sommes à l’école'],
  ['fr', 'Il y a le feu dans votre immeuble, les pompiers arrivent'],
])('an emergency told in %s is put through and answered in it: "%s"', (language, words) => {
  for (const screener of [screen, inGerman]) {
    expect(screener(said(words))).toMatchObject({
      decision: 'transfer',
      reply: speechIn(language, '').connectingUrgent,
    })
  }
})

test.each([
  ['es', 'Buenas tardes, le ofrecemos un descuento en su tarifa de luz, ¿le interesa?'],
  ['es', 'Mamá, este es mi número nuevo, necesito que pagues una factura con tarjetas de regalo'],
  ['de', 'Guten Tag, wir haben ein tolles Angebot für Solaranlagen, haben Sie Interesse?'],
  ['de', 'Ich wollte nur sagen, dass ich gut angekommen bin, bis morgen'],
  ['fr', 'Bonjour, vous avez gagné un prix, donnez-moi le code de votre carte'],
  ['fr', "C'est pour une enquête de satisfaction sur votre assurance"],
])('what can wait or sells is ended in %s, with a goodbye in it: "%s"', (language, words) => {
  expect(screen(said(words))).toMatchObject({
    decision: 'end',
    reply: speechIn(language, '').textInstead,
  })
})

test.each([
  ['es', 'Hola, ¿puedo hablar con él?'],
  ['de', 'Guten Tag, ist der Herr da?'],
  ['fr', 'Bonjour, je peux lui parler ?'],
])('whoever has told nothing yet is asked in %s or as the greeting spoke', (language, words) => {
  const { decision, reply } = screen(said(words))
  const { tellMore } = speechIn(language, '')
  expect(decision).toBe('ask')
  expect([tellMore, speechIn('en', '').tellMore]).toContain(reply)
})

test.each([
  'La mia casa brucia, venite subito per favore, ci sono i bambini',
  'Moja mama upadła i nie oddycha, proszę szybko',
  '我妈妈摔倒了 请快点来',
  'Мама упала и не дышит, помогите пожалуйста',
])(
  'a language that nobody understands is asked about the emergency, then parted: "%s"',
  (words) => {
    const asked = inGerman(said(words))
    expect(asked.decision).toBe('ask')
    expect(asked.reply).toBe(
      `${speechIn('de', '').askEmergency} ${speechIn('en', '').askEmergency}`,
    )
    expect(asked.reasons[0]).toBe('speaks a language that nobody here understands')
    const after = inGerman(said(words, asked.reply, words))
    expect(after.decision).toBe('end')
    expect(after.reply).toBe(`${speechIn('de', '').textInstead} ${speechIn('en', '').textInstead}`)
    const told = inGerman(said(words, asked.reply, 'my mother is not breathing'))
    expect(told.decision).toBe('transfer')
  },
)

test('a call that begins in English and goes on in Spanish is understood', () => {
  expect(screen(said('hello', 'Yes?', 'mi padre no respira, ayúdeme')).decision).toBe('transfer')
})

test('no question is asked twice in the same words, and each asks one thing', () => {
  const speech = speechIn('en-US', '')
  const first = screen(said('it is about something'))
  const second = screen(said('it is about something', first.reply, 'it is about your flat'))
  expect([first.decision, second.decision]).toEqual(['ask', 'ask'])
  expect(second.reply).not.toBe(first.reply)
  for (const { tellMore, askWhatHappened, askWho, askWhere, askHowSoon } of [speech]) {
    for (const question of [tellMore, askWhatHappened, askWho, askWhere, askHowSoon])
      expect(question).toMatch(/^[^,?:]+(?:, please)?\?$/)
  }
})
