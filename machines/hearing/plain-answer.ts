/** Whether a caller only said yes or no, in the languages that the concierge speaks; whoever says more has a message. */

/** Longer is no mere yes or no, whatever it is made of. */
const MOST_CHARACTERS = 120

const YES = [
  "yes|yeah|yep|yup|sure|ok|okay|alright|all right|certainly|absolutely|of course|go ahead|you may|you can|i'd like that|i would|if you could|if you would|that would be|great|good|nice|lovely|wonderful|perfect|a message|take a message|leave a message|can i|may i|i'd like to|i would like to",
  'sí|si|claro|vale|de acuerdo|por supuesto|bueno|bien|un mensaje|un recado|dejar un recado|perfecto|adelante|me gustaría|dejar un mensaje',
  'ja|jawohl|gern|gerne|genau|in ordnung|na klar|klar|natürlich|sicher|das wäre|nett|gut|eine nachricht|das können sie|können sie|bitte sehr|sehr gern|sehr gerne',
  "oui|d'accord|volontiers|bien sûr|avec plaisir|entendu|un message|laisser un message|je veux bien|ce serait|gentil",
]

const NO = [
  "no|nope|nah|not now|no need|not necessary|don't bother|don't worry|do not bother|never mind|nevermind|forget it|nothing|i'll text|i will text|i'll send a text|i will send a text|i'll send a message|i'll call back|i will call back|i'll call again|i'll call later|i'll try again|i'll try later|goodbye|bye|bye bye|not today",
  'nada|no hace falta|no es necesario|ahora no|déjelo|no importa|adiós|hasta luego|ya llamaré|enviaré un mensaje|le escribo|llamaré más tarde|vuelvo a llamar',
  'nein|nee|nicht nötig|nicht jetzt|lieber nicht|brauchen sie nicht|schon gut|lassen sie|egal|nichts|auf wiederhören|wiederhören|tschüss|tschüs|ich schreibe|ich schicke eine nachricht|ich rufe wieder an|ich rufe später an|ich rufe nochmal an',
  "non|ce n'est pas la peine|pas la peine|pas nécessaire|pas maintenant|laissez|laissez tomber|rien|au revoir|tant pis|j'enverrai un sms|j'envoie un sms|je rappellerai|je rappelle plus tard",
]

/** Said beside either. */
const BESIDE = [
  "please|do|thanks|thank you|many thanks|so much|very much|well|um|uh|er|oh|ah|hm|hello|hi|it's|it is|that's|that is|this is|fine|all|right|then|so|and|just|later|tomorrow|i|it|to you|for now|sorry",
  'por favor|gracias|muchas gracias|está bien|eh|hola|pues|entonces|es|así|perdón|más tarde|luego',
  'bitte|danke|vielen dank|danke schön|danke sehr|passt|das|ist|es|hallo|äh|ähm|also|dann|ach|sehr|noch|später|morgen',
  "s'il vous plaît|s'il te plaît|merci|merci beaucoup|bien|c'est|euh|allô|alors|bon|tout|très|plus tard",
]

type Said = 'yes' | 'no' | 'beside'

const MEANT = new Map<string, Said>(
  ([['beside', BESIDE] as const, ['yes', YES] as const, ['no', NO] as const] as const).flatMap(
    ([meant, languages]) =>
      languages.flatMap((list) => list.split('|').map((phrase) => [phrase, meant] as const)),
  ),
)

/** In words. */
const LONGEST = Math.max(...[...MEANT.keys()].map((phrase) => phrase.split(' ').length))

/** `no` where it is said with a yes too, as in `no, that's okay`; null where there is more to it, or nothing. */
export function plainAnswer(words: string): 'yes' | 'no' | null {
  if (words.length > MOST_CHARACTERS) return null
  const plain = words.normalize('NFC').toLowerCase().replaceAll('’', "'")
  const heard = plain.match(/[\p{L}\p{N}']+/gu) ?? []
  const meant = new Set<Said>()
  for (let at = 0; at < heard.length;) {
    const length = lengthOfPhrase(heard, at)
    if (length === 0) return null
    meant.add(MEANT.get(heard.slice(at, at + length).join(' '))!)
    at += length
  }
  if (meant.has('no')) return 'no'
  return meant.size > 0 ? 'yes' : null
}

/** Of the longest that begins there; 0 where none does. */
function lengthOfPhrase(heard: string[], at: number): number {
  for (let length = Math.min(LONGEST, heard.length - at); length > 0; length--)
    if (MEANT.has(heard.slice(at, at + length).join(' '))) return length
  return 0
}
