/** What is understood of German. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  eins: '1',
  zwei: '2',
  zwo: '2',
  drei: '3',
  vier: '4',
  funf: '5',
  sechs: '6',
  sieben: '7',
  acht: '8',
  neun: '9',
}
const TENS = {
  zwanzig: '2',
  dreissig: '3',
  dreißig: '3',
  vierzig: '4',
  funfzig: '5',
  sechzig: '6',
  siebzig: '7',
  achtzig: '8',
  neunzig: '9',
}

export const german: HeardLanguage = {
  functionWords: `und ist nicht ich sie es wir ein eine einen einem einer das dem mit auf im am zum zur vom
    bei aus hat haben hab habe bin sind war waren auch nur noch schon ja nein hier da ihr ihre
    ihren ihrem mein meine meinen meiner kein keine wenn dass guten hallo bitte fur nach nix net
    ned jetzt kann konnen konnte wollte mochte muss mussen wegen weil aber oder uber unter vor
    wie was wer wo warum wird werden wurde geht gerade rufe anrufen spreche danke ihnen mir mich
    dir sich uns einfach mal doch durch kommt`,
  nameWords: 'der den von zu des die herr frau',
  ownName: 'deutsch german',
  asking:
    'sprechen sie spricht jemand auf bitte konnen wir kann ich reden hallo ja nein nur ein bisschen please speak do you in',
  yes: 'ja|jawohl|gern|gerne|genau|in ordnung|na klar|klar|natürlich|sicher|das wäre|nett|gut|eine nachricht|das können sie|können sie|bitte sehr|sehr gern|sehr gerne',
  no: 'nein|nee|nicht nötig|nicht jetzt|lieber nicht|brauchen sie nicht|schon gut|lassen sie|egal|nichts|auf wiederhören|wiederhören|tschüss|tschüs|ich schreibe|ich schicke eine nachricht|ich rufe wieder an|ich rufe später an|ich rufe nochmal an',
  beside:
    'bitte|danke|vielen dank|danke schön|danke sehr|passt|das|ist|es|hallo|äh|ähm|also|dann|ach|sehr|noch|später|morgen',
  consent:
    'ja|jawohl|genau|gern|gerne|richtig|stimmt|in ordnung|natürlich|klar|diese nummer|dieser nummer',
  refusal: 'nein|nicht|kein|keine|lieber',
  wantsPerson: [
    'mit (?:jemandem|(?:einem|einer)(?: echten| richtigen)? (?:menschen|person)) (?:sprechen|reden|verbinden)',
    'verbinden sie mich (?:bitte )?mit (?:jemandem|(?:einem|einer)(?: echten| richtigen)? (?:menschen|person))',
  ],
  personAlone: [
    '(?:einen |einem |mit einem )?(?:echten |richtigen )?menschen',
    '(?:ein )?(?:echter |richtiger )?mensch',
    '(?:eine |einer |mit einer )?(?:echte |echten |richtige |richtigen )?person',
  ],
  beforePerson: [
    'hallo|guten (?:tag|morgen|abend)|ja|nein|bitte|nur|danke',
    'ich (?:will|möchte|brauche|hätte gern|hätte gerne)',
    '(?:kann|könnte) ich',
    'geben sie mir',
  ],
  please: 'bitte',
  hints:
    'Notfall|Krankenhaus|Krankenwagen|Unfall|es brennt|atmet nicht|Polizei|Schule|Kita|Paket|Lieferung|Termin|Textnachricht|zurückrufen|ja|nein',
  numerals: {
    null: '0',
    ein: '1',
    eine: '1',
    ...UNITS,
    zehn: '10',
    elf: '11',
    zwolf: '12',
    dreizehn: '13',
    vierzehn: '14',
    funfzehn: '15',
    sechzehn: '16',
    siebzehn: '17',
    achtzehn: '18',
    neunzehn: '19',
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    ...combined(TENS, { ein: '1', ...UNITS }, (ten, unit) => [
      `${unit}und${ten}`,
      `${unit} und ${ten}`,
    ]),
  },
  repeats: { doppel: 2 },
  zeros: {},
  peril: [
    'atmet (?:nicht|kaum)|nicht (?:mehr )?atmen|(?:keine|kaum) luft|erstick\\p{L}*|ertrink\\p{L}*|ertrunken',
    'bewusstlos|ohnmächtig|nicht ansprechbar|zusammengebrochen|wacht nicht (?:mehr )?auf',
    'herzinfarkt|herzstillstand|schlaganfall|krampfanfall|überdosis',
    'blutet|verblutet|erstochen|niedergestochen|angeschossen|stromschlag',
    'umbringen|selbstmord|suizid|das leben nehmen|will (?:nur noch )?sterben',
    'liegt im sterben|stirbt',
    'brennt|in flammen|feuer (?:im|in|bei)|riecht nach gas|gasgeruch|kohlenmonoxid',
    'mit (?:einem messer|einer pistole|einer waffe)|angefahren|überfahren',
  ],
}
