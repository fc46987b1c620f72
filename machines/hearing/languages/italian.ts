/** What is understood of Italian. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  uno: '1',
  una: '1',
  due: '2',
  tre: '3',
  quattro: '4',
  cinque: '5',
  sei: '6',
  sette: '7',
  otto: '8',
  nove: '9',
}
const TENS = {
  venti: '2',
  trenta: '3',
  quaranta: '4',
  cinquanta: '5',
  sessanta: '6',
  settanta: '7',
  ottanta: '8',
  novanta: '9',
}

export const italian: HeardLanguage = {
  functionWords: `lo gli un una uno che non per con sono sei siamo siete ho hai ha abbiamo avete hanno mi ti
    si ci vi mio mia miei mie suo sua suoi vostro vostra nostro nostra questo questa questi
    quello quella nel nella nei sul sulla al alla alle dal dalla ma se anche piu molto gia
    ancora qui qua dove quando come perche chi cosa vorrei voglio posso puo potrei devo deve
    bisogno chiamo chiamando chiamare parlare parlo parla grazie buongiorno buonasera pronto ora
    adesso oggi prego stato stata era essere fare fatto sta sto stanno tutto niente figlio
    figlia madre padre moglie marito domani c'`,
  nameWords: "di da il la le del della dello e i a in signor signore signora l' dell' d'",
  ownName: 'italiano italian',
  asking:
    'parlare parla parlano parlate parli lei in per favore puo possiamo posso qualcuno che pronto buongiorno si no solo io parlo un po please speak do you',
  yes: 'sì|si|certo|certamente|va bene|volentieri|con piacere|d’accordo|ottimo|perfetto|magari|bene|un messaggio|lasciare un messaggio|vorrei|mi piacerebbe|sarebbe|gentile|faccia pure|prego|ok|molto volentieri',
  no: 'no|no grazie|non serve|non occorre|non è necessario|non importa|lasci stare|lasci perdere|niente|adesso no|arrivederci|ciao|mando un messaggio|le scrivo|scrivo un messaggio|richiamo|richiamerò|richiamo più tardi|richiamo dopo',
  beside:
    'per favore|per piacere|grazie|grazie mille|molte grazie|ecco|eh|beh|allora|pronto|buongiorno|è|così|scusi|dopo|più tardi|domani|molto',
  consent:
    "sì|si|certo|certamente|va bene|esatto|giusto|corretto|volentieri|d'accordo|questo numero|quello stesso|lo stesso numero",
  refusal: 'no|non|nessuno',
  wantsPerson: [
    '(?:parlare|parlo|mi passi|passatemi|passarmi|mi metta in contatto)(?: direttamente)? (?:con )?(?:qualcuno|una persona(?: vera| reale)?|una vera persona|un (?:essere )?umano|un operatore)',
  ],
  personAlone: [
    '(?:con )?una (?:vera )?persona(?: vera| reale)?',
    '(?:con )?(?:qualcuno|un (?:essere )?umano|un operatore)',
  ],
  beforePerson: [
    'ciao|salve|pronto|buongiorno|buonasera|sì|no|per favore|solo|grazie',
    '(?:io )?(?:voglio|vorrei|preferisco)|ho bisogno di|mi serve',
    'mi (?:dia|passi)',
  ],
  please: 'per favore|per piacere',
  hints:
    'emergenza|ospedale|ambulanza|incidente|a fuoco|non respira|polizia|scuola|pacco|consegna|appuntamento|messaggio|richiamare|sì|no',
  numerals: {
    zero: '0',
    ...UNITS,
    dieci: '10',
    undici: '11',
    dodici: '12',
    tredici: '13',
    quattordici: '14',
    quindici: '15',
    sedici: '16',
    diciassette: '17',
    diciotto: '18',
    diciannove: '19',
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    // The vowel before a vowel falls: ventuno, ventotto.
    ...combined(TENS, UNITS, (ten, unit) => [
      /^[uo]/.test(unit) ? `${ten.slice(0, -1)}${unit}` : `${ten}${unit}`,
    ]),
  },
  repeats: { doppio: 2, triplo: 3 },
  zeros: {},
  peril: [
    'non (?:sta )?respira\\p{L}*|(?:non riesc|non riesco)\\p{L}* a respirare|soffoca\\p{L}*|annega\\p{L}*|affoga\\p{L}*',
    'incosciente|svenut[oa]|privo di sensi|priva di sensi|non si sveglia|non risponde più',
    'infarto|arresto cardiaco|ictus|convulsion\\p{L}*|overdose',
    'sanguina\\p{L}*|perde sangue|accoltella\\p{L}*|gli hanno sparato|le hanno sparato|folgora\\p{L}*',
    'suicid\\p{L}+|uccidersi|uccidermi|ammazzarsi|ammazzarmi|togliersi la vita|togliermi la vita|(?:vuole|voglio) morire',
    'sta morendo|sto morendo',
    'a fuoco|in fiamme|brucia|incendio|odore di gas|puzza di gas|fuga di gas|monossido',
    'con (?:un coltello|una pistola)|investit[oa] da',
  ],
}
