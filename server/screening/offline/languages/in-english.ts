/** Which language a caller speaks, by the words, and the same word by word in English. */
import { dutch } from './dutch.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { createGlossary, type Glossary } from './glossary.ts'
import { italian } from './italian.ts'
import { portuguese } from './portuguese.ts'
import { spanish } from './spanish.ts'

/** `other` is one that nobody here understands. */
export type Language = 'en' | Glossed | 'other'

/** Those that are put into English word by word. */
export const GLOSSED_LANGUAGES = ['es', 'de', 'fr', 'pt', 'it', 'nl'] as const
type Glossed = (typeof GLOSSED_LANGUAGES)[number]

interface Spoken {
  language: Language
  /** As said where it was English or `other`. */
  english: string
}

/** Words that hold sentences together: who speaks a language cannot do without them. */
const FUNCTION_WORDS: Record<Exclude<Language, 'other'>, Set<string>> = {
  en: words(`the a an is are was were am be been and or but of to in on at for with from by not no it
    its he she they we you i my your his her our their this that there here what who how when
    where have has had do does did dont im ive hes shes theres can could will would just so if
    about out up get got going me him them us one all some yes hello hi please sorry need`),
  es: words(`el la los las un una de del que y en es esta estoy soy con por para se me te le lo su tu
    mi no si al pero mas muy ya aqui hay ha he hola buenas buenos senor senora usted como donde
    porque quiero tengo tiene son nos sin ella yo ayuda`),
  de: words(`der die das und ist nicht ich sie er es wir ein eine einen einem einer den dem des mit auf im
    am zu zum zur von vom bei aus hat haben hab habe bin sind war auch nur noch schon ja nein hier
    da ihr ihre ihren ihrem mein meine kein keine wenn dass guten tag hallo bitte fur nach isch
    nix net ned jetzt kann hilfe brennt hot wia bua mir mei dei sei uff scho oida em isch wo`),
  fr: words(`le la les un une des de du et est je tu il elle on nous vous ils j l d c qu n s m t ne pas que
    qui dans en au aux pour avec sur ce cette mon ma mes votre vos son sa ses ai as a ont suis
    sont mais bonjour allo oui non y chez ici faut`),
  pt: words(`o a os as um uma de do da dos das que e em no na nos nas com por para pra se me te lhe eu ele ela
    nao sim meu minha seu sua voce esta estou sou tem tenho ha foi mas mais muito ja aqui la ola alo bom boa
    senhor senhora quem como onde quando porque quero preciso pode ajuda obrigado ao pelo pela isso isto`),
  it: words(`il lo la i gli le l un uno una di del della dei che e ed in nel nella con per si mi ti ci ne io lui lei
    non no si mio mia suo sua e sono sei ho ha hanno c ma piu molto gia qui li pronto buongiorno signor
    signora chi come dove quando perche voglio vorrei puo aiuto grazie al alla da dal questo questa sta stato`),
  nl: words(`de het een en van in op met voor naar aan uit bij om te dat die dit deze is niet ik u je jij hij zij ze
    we wij er uw mijn zijn haar hun ons ja nee maar ook nog al wel geen heb heeft hebben was bent ben kan kunt
    moet wil hier daar hallo goedemiddag goedemorgen goedenavond goedendag verkeerd verbonden meneer mevrouw alstublieft wie wat waar hoe als dan door over`),
}
const GLOSSED = 0.4

let glossaries: Record<Glossed, Glossary> | undefined

/** Made when first needed: most owners never have a caller in another language. */
function glossaryOf(language: Glossed): Glossary {
  glossaries ??= {
    es: createGlossary(spanish),
    de: createGlossary(german),
    fr: createGlossary(french),
    pt: createGlossary(portuguese),
    it: createGlossary(italian),
    nl: createGlossary(dutch),
  }
  return glossaries[language]
}

/** Below this share of known words it is none of our languages. */
const KNOWN = 0.28
/** Fewer words could be a name. */
const ENOUGH = 3

/** `isEnglish`: whether English speech has such a word. */
export function createInterpreter(isEnglish: (word: string) => boolean) {
  /** How much the words sound like each language, and how many there are. */
  function evidence(tokens: string[]): { language: Language; share: number; lead: number } {
    const scores = { en: 0, es: 0, de: 0, fr: 0, pt: 0, it: 0, nl: 0 }
    for (const token of tokens) {
      scores.en += FUNCTION_WORDS.en.has(token) ? 1 : isEnglish(token) ? GLOSSED : 0
      for (const language of GLOSSED_LANGUAGES) {
        if (FUNCTION_WORDS[language].has(token)) scores[language] += 1
      }
    }
    // Only where English does not explain nearly all of it are the other words looked up.
    if (scores.en < tokens.length * 0.75) {
      for (const language of GLOSSED_LANGUAGES) {
        const { meaningOf } = glossaryOf(language)
        for (const token of tokens) {
          if (!FUNCTION_WORDS[language].has(token) && token.length > 2 && meaningOf(token) !== null)
            scores[language] += GLOSSED
        }
      }
    }
    const order = (['en', ...GLOSSED_LANGUAGES] as const).toSorted((a, b) => scores[b] - scores[a])
    const [first, second] = order
    const share = scores[first!] / (tokens.length || 1)
    const language = tokens.length >= ENOUGH && share < KNOWN ? 'other' : first!
    return { language, share, lead: scores[first!] - scores[second!] }
  }

  /** Each utterance by itself, or, where it is too short to tell, like the rest of the call. */
  return function interpret(utterances: readonly string[]): Spoken[] {
    const tokens = utterances.map(tokensIn)
    const whole = tokens.every((found) => found.length === 0)
      ? 'en'
      : evidence(tokens.flat().slice(0, MOST_TOKENS)).language
    return utterances.map((said, i) => {
      if (isForeignScript(said)) return { language: 'other', english: '' }
      const found = evidence(tokens[i]!.slice(0, MOST_TOKENS))
      const isClear = found.lead > 1 && tokens[i]!.length >= ENOUGH
      const language = isClear || found.language === 'en' ? found.language : whole
      if (language === 'en' || language === 'other') return { language, english: said }
      return { language, english: translated(said, glossaryOf(language)) }
    })
  }
}

const MOST_TOKENS = 300

function tokensIn(said: string): string[] {
  return (
    plain(said)
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  )
}

/** Accents off, elisions parted. */
function plain(said: string): string {
  return said
    .slice(0, LONGEST)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
}

const LONGEST = 4000

function isForeignScript(said: string): boolean {
  const letters = said.slice(0, LONGEST).match(/\p{L}/gu)?.length ?? 0
  const latin = said.slice(0, LONGEST).match(/\p{Script=Latin}/gu)?.length ?? 0
  return letters > 2 && latin < letters / 2
}

/** Word by word; what is not known is left as it is, as a name would be. */
function translated(said: string, { meaningOf, meaningOfPair }: Glossary): string {
  const found = plain(said).match(/[A-Za-z]+|\d+|[.?!;]/g) ?? []
  const english: string[] = []
  for (let at = 0; at < found.length; at++) {
    const word = found[at]!.toLowerCase()
    const pair = meaningOfPair(word, found[at + 1]?.toLowerCase() ?? '')
    if (pair !== null) at += 1
    const meaning = pair ?? (/[a-z]/.test(word) ? meaningOf(word) : null)
    english.push(meaning ?? found[at]!)
  }
  return english.join(' ')
}

function words(list: string): Set<string> {
  return new Set(list.trim().split(/\s+/))
}
