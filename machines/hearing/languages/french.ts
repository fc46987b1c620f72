/** What is understood of French. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  un: '1',
  une: '1',
  deux: '2',
  trois: '3',
  quatre: '4',
  cinq: '5',
  six: '6',
  sept: '7',
  huit: '8',
  neuf: '9',
}
const TEENS = {
  dix: '0',
  onze: '1',
  douze: '2',
  treize: '3',
  quatorze: '4',
  quinze: '5',
  seize: '6',
  'dix sept': '7',
  'dix huit': '8',
  'dix neuf': '9',
}
const TENS = { vingt: '2', trente: '3', quarante: '4', cinquante: '5', soixante: '6' }
const both = (ten: string, unit: string) => [`${ten} ${unit}`, `${ten} et ${unit}`]

export const french: HeardLanguage = {
  functionWords: `les une est je j' tu il elle on nous vous ils c' qu' n' s' m' ne pas que qui dans au aux
    pour avec sur ce cette ces mon ma mes votre vos son sa ses ai as ont suis sont mais bonjour
    allo oui non chez ici faut voudrais veux peux peut pouvez puis avez avons etait sera tout
    tres bien plus moins comme quand ou parce appelle appeler parler merci etes fait faire rien
    quelqu leur lui donc alors aussi deja pere mere fils fille demain`,
  nameWords: "de la le du des et en d' l' y",
  ownName: 'français francais french',
  asking:
    "parler parlez vous parle en s il plaît plait pouvez peut on je vous bonjour oui non quelqu'un un peu seulement please speak do you in est ce que",
  yes: "oui|d'accord|volontiers|bien sûr|avec plaisir|entendu|un message|laisser un message|je veux bien|ce serait|gentil",
  no: "non|ce n'est pas la peine|pas la peine|pas nécessaire|pas maintenant|laissez|laissez tomber|rien|au revoir|tant pis|j'enverrai un sms|j'envoie un sms|je rappellerai|je rappelle plus tard",
  beside:
    "s'il vous plaît|s'il te plaît|merci|merci beaucoup|bien|c'est|euh|allô|alors|bon|tout|très|plus tard",
  consent: "oui|d'accord|volontiers|bien sûr|exactement|ce numéro",
  refusal: 'non|pas',
  wantsPerson: [
    "(?:parler|parle|passez-moi|mettez-moi en relation)(?: directement)? ?(?:à|avec)? ?(?:quelqu'un|une (?:vraie )?personne|un (?:être )?humain)",
  ],
  personAlone: ["(?:à |avec )?(?:quelqu'un|une (?:vraie )?personne|un (?:être )?humain)"],
  beforePerson: [
    "bonjour|bonsoir|allô|oui|non|s'il vous plaît|juste|merci",
    "je (?:veux|voudrais|préfère|souhaite)|j'aimerais|il me faut",
    'donnez-moi|passez-moi',
  ],
  please: "s'il vous plaît",
  hints:
    'urgence|hôpital|ambulance|accident|incendie|ne respire plus|police|école|colis|livraison|rendez-vous|message|rappeler|oui|non',
  numerals: {
    zero: '0',
    ...UNITS,
    ...Object.fromEntries(Object.entries(TEENS).map(([word, digit]) => [word, `1${digit}`])),
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    ...combined(TENS, UNITS, both),
    ...combined({ soixante: '7', 'quatre vingt': '9' }, TEENS, both),
    'quatre vingt': '80',
    'quatre vingts': '80',
    ...combined({ 'quatre vingt': '8' }, UNITS, (ten, unit) => [`${ten} ${unit}`]),
    septante: '70',
    huitante: '80',
    octante: '80',
    nonante: '90',
    ...combined({ septante: '7', huitante: '8', octante: '8', nonante: '9' }, UNITS, both),
  },
  repeats: { double: 2, triple: 3 },
  zeros: {},
  peril: [
    'ne respire (?:plus|pas)|respire mal|(?:peux|peut|arrive) (?:plus|pas) (?:à )?respirer|(?:s|m)[ée]touffe|se noie|noyé\\p{L}*',
    'inconscient\\p{L}*|évanoui\\p{L}*|ne se réveille (?:pas|plus)|ne répond plus à rien',
    'crise cardiaque|infarctus|arrêt cardiaque|un avc|convulsion\\p{L}*|overdose|surdose',
    'saigne\\p{L}*|poignard\\p{L}*|lui a tiré dessus|électrocut\\p{L}*',
    'suicid\\p{L}+|se tuer|me tuer|mettre fin à (?:mes|ses) jours|veut mourir|veux mourir',
    'en train de mourir|va mourir|se meurt',
    'en feu|en flammes|il y a le feu|un incendie|sent le gas|sent le gaz|odeur de gaz|fuite de gaz|monoxyde',
    'avec (?:un couteau|un pistolet|une arme)|renversée? par',
  ],
}
