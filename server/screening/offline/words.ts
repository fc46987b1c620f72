/** Turns what speech recognition heard into plain words: one spelling, one form, no fillers. */

export interface Word {
  /** As spoken, in lower case, contractions opened. */
  text: string
  /** Without its ending, so that one phrase covers leak, leaks, leaking and leaked. */
  stem: string
}

/** Stands for a number and for the end of a sentence, in words and in phrases. */
const NUMBER = '#'
export const PAUSE = '.'

/** Nobody says more than this in one breath; longer input is a hostile one. */
const LONGEST = 4000

const FILLERS = new Set('um uh uhm umm uhh er erm hmm hm mm mhm ah eh oh'.split(' '))

const NUMBERS = new Set(
  `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand`.match(/\w+/g),
)

/** Endings that speech recognition writes with or without the apostrophe. */
const NEGATED = /\b(do|does|did|is|are|was|were|has|have|had|could|would|should|need|must)n ?'?t\b/g

const CONTRACTIONS: [RegExp, string][] = [
  [/\b(?:can't|cant|cannot)\b/g, 'can not'],
  [/\b(?:won't|wont)\b/g, 'will not'],
  [/\b(?:ain't|aint)\b/g, 'is not'],
  [NEGATED, '$1 not'],
  [/\b(?:i'm|im)\b/g, 'i am'],
  [/\b(i|you|we|they)'?ve\b/g, '$1 have'],
  [/\b(you|they|we)'re\b/g, '$1 are'],
  [/\b(you|they)re\b/g, '$1 are'],
  [/\b(\w+)'ll\b/g, '$1 will'],
  [/\b(\w+)'d\b/g, '$1 would'],
  [/\b(it|he|she|that|there|here|what|who|where|everything|somebody|someone)'s\b/g, '$1 is'],
  [/\b(it|he|she|that|there|here|what|who)s\b/g, '$1 is'],
  [/\b(let)'?s\b/g, '$1 us'],
  [/'s\b/g, ''],
  [/'/g, ''],
]

/** What recognition hears instead of what was said, where the neighbouring words leave no doubt. */
const MISHEARD: Record<string, string> = {
  'my sun': 'my son',
  'your sun': 'your son',
  'his sun': 'his son',
  'her sun': 'her son',
  'our sun': 'our son',
  'gas leek': 'gas leak',
  'water leek': 'water leak',
  'not breeding': 'not breathing',
  'chest pane': 'chest pain',
  'chest pains': 'chest pain',
  'chess pain': 'chest pain',
  'chest paint': 'chest pain',
  'heart a tack': 'heart attack',
  'hard attack': 'heart attack',
  'heart attach': 'heart attack',
  'e r': 'er-room',
  'e d': 'er-room',
  'the er': 'the er-room',
  'i c u': 'icu',
  'emergency room': 'er-room',
  'day care': 'daycare',
  'air port': 'airport',
  'land lord': 'landlord',
  ambulants: 'ambulance',
  'am bulance': 'ambulance',
  ambience: 'ambulance',
  'hospice tall': 'hospital',
  hospitable: 'hospital',
  'on conscious': 'unconscious',
  'un conscious': 'unconscious',
  'an conscious': 'unconscious',
  'see sure': 'seizure',
  'a seizer': 'a seizure',
  'sea section': 'c section',
  'pipe first': 'pipe burst',
  'pipe bursted': 'pipe burst',
  'on fare': 'on fire',
  'smoke a larm': 'smoke alarm',
  'brake in': 'break in',
  'broken to': 'broken into',
  'broke in to': 'broke into',
  'flat tyre': 'flat tire',
  'locked doubt': 'locked out',
  'lock out': 'locked out',
  'past out': 'passed out',
  'pass doubt': 'passed out',
  'past away': 'passed away',
  'web site': 'website',
  'data base': 'database',
  'pay roll': 'payroll',
  'dead line': 'deadline',
  'car bon monoxide': 'carbon monoxide',
  'social security': 'social-security',
  'gift cards': 'gift card',
  giftcard: 'gift card',
  'pick up': 'pickup',
  'picked up': 'pickup',
  'picking up': 'pickup',
  'drop off': 'dropoff',
  'check up': 'checkup',
  'wi fi': 'wifi',
  mum: 'mom',
  mummy: 'mom',
  mommy: 'mom',
  mama: 'mom',
  daddy: 'dad',
  neighbour: 'neighbor',
  neighbours: 'neighbors',
  tyre: 'tire',
  tyres: 'tires',
  colour: 'color',
  behaviour: 'behavior',
  theatre: 'theater',
  centre: 'center',
  'any desk': 'anydesk',
  'team viewer': 'teamviewer',
  'bit coin': 'bitcoin',
  'what is app': 'whatsapp',
  'straight away': 'immediately',
  'right away': 'immediately',
  'right now': 'now',
  asap: 'immediately',
  'a s a p': 'immediately',
  'as soon as possible': 'immediately',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  kinda: 'kind of',
  lemme: 'let me',
  gimme: 'give me',
  cause: 'because',
  cuz: 'because',
  ya: 'you',
  yall: 'you all',
  u: 'you',
  ur: 'your',
  pls: 'please',
}

const misheard = new RegExp(
  `\\b(?:${Object.keys(MISHEARD)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})\\b`,
  'g',
)

/** A light suffix stripper: consistent rather than linguistic. */
export function stemOf(word: string): string {
  let stem = word
  if (stem.length <= 3) return stem
  if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`
  else if (stem.endsWith('sses')) stem = stem.slice(0, -2)
  else if (stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1)
  if (stem.endsWith('ied')) stem = `${stem.slice(0, -3)}y`
  else if (stem.length > 5 && stem.endsWith('ing') && /[aeiouy].*ing$/.test(stem))
    stem = undouble(stem.slice(0, -3))
  else if (stem.length > 4 && stem.endsWith('ed') && /[aeiouy].*ed$/.test(stem))
    stem = undouble(stem.slice(0, -2))
  if (stem.length > 4 && stem.endsWith('e')) stem = stem.slice(0, -1)
  else if (stem.length === 4 && /[^aeiou]e$/.test(stem)) stem = stem.slice(0, -1)
  return stem
}

function undouble(stem: string): string {
  return /([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}

function opened(text: string): string {
  let plain = text.slice(0, LONGEST).normalize('NFKD').toLowerCase()
  plain = plain.replace(/\p{M}+/gu, '').replace(/[‘’ʼ`´]/g, "'")
  for (const [contraction, open] of CONTRACTIONS) plain = plain.replace(contraction, open)
  return plain
    .replace(/(\d)[.,:](?=\d)/g, '$1')
    .replace(/\$\s*(\d+)/g, '$1 dollars')
    .replace(/%/g, ' percent')
    .replace(/[^\p{L}\p{N}.?!;{}-]+/gu, ' ')
    .replace(/\b(?:e-mail)\b/g, 'email')
    .replace(/-/g, ' ')
    .replace(misheard, (heard) => MISHEARD[heard] ?? heard)
}

function wordOf(text: string): Word {
  if (text === '911' || text === '999' || text === '112') return { text, stem: text }
  if (/^\d+(?:st|nd|rd|th|am|pm)?$/.test(text) || NUMBERS.has(text)) {
    return { text: NUMBER, stem: NUMBER }
  }
  return { text, stem: stemOf(text) }
}

/** The words of one utterance; a `.` stands where a sentence ended. */
export function wordsIn(utterance: string): Word[] {
  const words: Word[] = []
  for (const [token] of opened(utterance).matchAll(/[\p{L}\p{N}][\p{L}\p{N}-]*|[.?!;{}]/gu)) {
    if (FILLERS.has(token)) continue
    const word = /[.?!;{}]/.test(token) ? { text: PAUSE, stem: PAUSE } : wordOf(token)
    // A run of numbers is one number, and a stuttered word is one word.
    if (word.text === words.at(-1)?.text) continue
    words.push(word)
  }
  return words
}
