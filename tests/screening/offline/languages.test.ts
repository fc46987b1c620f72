/** Callers who speak another language than the owner's greeting. */
import { expect, test } from 'vitest'
import type { ScreeningInput } from '../../../machines/ports.ts'
import { speechIn, SPOKEN_LANGUAGES } from '../../../prompts/speech/speech-in.ts'
import { readScenarios } from '../../../server/screening/training/dataset.ts'
import { evaluate } from '../../../server/screening/evaluation/evaluation.ts'
import { dutch } from '../../../server/screening/offline/languages/dutch.ts'
import { french } from '../../../server/screening/offline/languages/french.ts'
import { german } from '../../../server/screening/offline/languages/german.ts'
import { GLOSSED_LANGUAGES } from '../../../server/screening/offline/languages/in-english.ts'
import { italian } from '../../../server/screening/offline/languages/italian.ts'
import { portuguese } from '../../../server/screening/offline/languages/portuguese.ts'
import { spanish } from '../../../server/screening/offline/languages/spanish.ts'
import { createOfflineScreener } from '../../../server/screening/offline/offline-screener.ts'

const screen = createOfflineScreener({ speech: speechIn('en-US', 'Alex') })
const inGerman = createOfflineScreener({ speech: speechIn('de-DE', 'Alex') })

const MEANINGS = { es: spanish, de: german, fr: french, pt: portuguese, it: italian, nl: dutch }
const VITAL =
  'fire,smoke,gas,water,blood,breathe,unconscious,heart attack,stroke,accident,fell,hospital,doctor,nurse,police,ambulance,help,now,child,mother,father,school,money,code,password,offer,insurance,survey,prize,free'.split(
    ',',
  )
const scenarios = readScenarios(new URL('../../../prompts/scenarios.jsonl', import.meta.url))

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
  ['pt', 'A sua casa está pegando fogo, venha já, tem muita fumaça'],
  ['pt', 'Sou a enfermeira do hospital, a sua mãe teve um infarto e vai ser operada agora'],
  ['it', 'La sua casa è in fiamme, venga subito, c’è molto fumo'],
  ['it', 'Sua nonna è caduta dalle scale e sanguina dalla testa'],
  ['nl', 'Uw huis staat in brand, kom meteen, er is veel rook'],
  ['nl', 'Uw zoon is op school gevallen, zijn arm is gebroken en hij huilt erg'],
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
  ['pt', 'Você ganhou um prêmio, preciso do número do seu cartão e da senha'],
  ['pt', 'Só queria dizer que cheguei bem, até amanhã'],
  ['it', 'Buongiorno, abbiamo una bella offerta per la sua assicurazione auto'],
  ['it', 'Volevo solo dire che sono arrivato bene, a domani'],
  ['nl', 'U hebt een prijs gewonnen, ik heb het nummer van uw kaart en de code nodig'],
  ['nl', 'Het pakket is bij de deur bezorgd, bedankt'],
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
  ['pt', 'Alô, posso falar com ele?'],
  ['it', 'Pronto, posso parlare con lui?'],
  ['nl', 'Hallo, kan ik hem spreken?'],
])('whoever has told nothing yet is asked in %s or as the greeting spoke', (language, words) => {
  const { decision, reply } = screen(said(words))
  const { tellMore } = speechIn(language, '')
  expect(decision).toBe('ask')
  expect([tellMore, speechIn('en', '').tellMore]).toContain(reply)
})

test.each([
  'Annem düştü ve nefes almıyor, lütfen yardım edin',
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

test('every language that is spoken is understood, and has the words that lives hang on', () => {
  expect(['en', ...GLOSSED_LANGUAGES]).toEqual(SPOKEN_LANGUAGES)
  for (const language of GLOSSED_LANGUAGES) {
    const english = new Set(
      MEANINGS[language].split('\n').map((line) => line.split(':')[0]!.trim()),
    )
    expect(
      VITAL.filter((word) => !english.has(word)).map((word) => `${language}: ${word}`),
    ).toEqual([])
  }
})

test.each(GLOSSED_LANGUAGES)(
  'labelled calls in %s are judged right, and nothing unwanted is put through',
  async (language) => {
    const calls = scenarios.filter((one) => one.language === language && one.set === 'aside')
    expect(calls.length).toBeGreaterThan(20)
    const { accuracy, leakedUnwanted } = await evaluate(calls, screen)
    expect(accuracy.share).toBeGreaterThanOrEqual(0.7)
    expect(leakedUnwanted.share).toBeLessThanOrEqual(0.05)
  },
)

test.each(SPOKEN_LANGUAGES)(
  'a call in %s is answered in it, whatever the caller speaks',
  (language) => {
    const { connectingUrgent, textInstead } = speechIn(language, '')
    for (const words of ['Your house is on fire', 'Ihre Mutter ist gestürzt und blutet am Kopf'])
      expect(screen({ ...said(words), language })).toMatchObject({ reply: connectingUrgent })
    const call = { ...said('we have a great offer for your insurance'), language: `${language}-XX` }
    expect(screen(call).reply).toBe(textInstead)
  },
)
