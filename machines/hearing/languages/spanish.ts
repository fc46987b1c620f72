/** What is understood of Spanish. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  uno: '1',
  un: '1',
  una: '1',
  dos: '2',
  tres: '3',
  cuatro: '4',
  cinco: '5',
  seis: '6',
  siete: '7',
  ocho: '8',
  nueve: '9',
}
const TENS = {
  treinta: '3',
  cuarenta: '4',
  cincuenta: '5',
  sesenta: '6',
  setenta: '7',
  ochenta: '8',
  noventa: '9',
}

export const spanish: HeardLanguage = {
  functionWords: `es esta estoy estan estamos soy somos son con por para que una uno unos se me te lo su sus
    tu mi mis no si al pero mas muy ya aqui alli hay ha he han hola buenas buenos como donde
    cuando porque quien quiero quisiera tengo tiene tienen nos sin ella ellos yo usted ustedes
    nosotros necesito necesita puede puedo podria llamo llamaba llamando hablar hablo habla
    favor gracias esto este eso ese desde hasta entre sobre algo alguien nada todo todos fue era
    ser hace hacer ahora hoy le les vez casa madre padre hijo hija pasa cae cayendo caido mueve`,
  nameWords: 'de la el los las del y e en a senor senora',
  ownName: 'español espanol castellano spanish',
  asking:
    'hablar habla hablan hablas hable usted en por favor puede puedo se podemos alguien que hola solo si no yo hablo please speak do you in',
  yes: 'sí|si|claro|vale|de acuerdo|por supuesto|bueno|bien|un mensaje|un recado|dejar un recado|perfecto|adelante|me gustaría|dejar un mensaje',
  no: 'no|nada|no hace falta|no es necesario|ahora no|déjelo|no importa|adiós|hasta luego|ya llamaré|enviaré un mensaje|le escribo|llamaré más tarde|vuelvo a llamar',
  beside:
    'por favor|gracias|muchas gracias|está bien|eh|hola|pues|entonces|es|así|perdón|más tarde|luego',
  consent: 'sí|si|claro|vale|correcto|de acuerdo|por supuesto|este número',
  refusal: 'no|nunca',
  wantsPerson: [
    '(?:hablar|hable|comuníqueme|páseme|póngame) (?:\\p{L}+ )?con (?:alguien|(?:una )?persona(?: real)?|un humano)',
  ],
  personAlone: ['una persona(?: real)?', '(?:con )?(?:alguien|un humano)'],
  beforePerson: [
    'hola|buenos días|buenas(?: tardes| noches)?|sí|no|por favor|solo|gracias',
    '(?:yo )?(?:quiero|necesito|quisiera|prefiero)|me gustaría',
    '(?:deme|póngame|páseme)',
  ],
  please: 'por favor',
  hints:
    'emergencia|hospital|ambulancia|accidente|incendio|no respira|policía|colegio|paquete|entrega|cita|mensaje|llamar|sí|no',
  numerals: {
    cero: '0',
    ...UNITS,
    diez: '10',
    once: '11',
    doce: '12',
    trece: '13',
    catorce: '14',
    quince: '15',
    dieciseis: '16',
    diecisiete: '17',
    dieciocho: '18',
    diecinueve: '19',
    veinte: '20',
    ...combined({ veinti: '2' }, UNITS, (ten, unit) => [`${ten}${unit}`]),
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    ...combined(TENS, UNITS, (ten, unit) => [`${ten} y ${unit}`]),
  },
  repeats: { doble: 2, triple: 3 },
  zeros: {},
  peril: [
    'no (?:puede |puedo )?respira\\p{L}*|sin respirar|se ahoga|se está ahogando',
    'inconsciente|desmayad[oa]|no despierta|no reacciona|no responde a nada',
    'infarto|ataque al corazón|derrame|ictus|convulsion\\p{L}*|sobredosis',
    'sangra\\p{L}*|desangra\\p{L}*|apuñala\\p{L}*|le han disparado|electrocuta\\p{L}*',
    'suicid\\p{L}+|matarse|matarme|quitarse la vida|quitarme la vida|quier[oe] morir',
    'se muere|se está muriendo|me muero',
    'en llamas|hay (?:un )?(?:fuego|incendio)|se quema|incendi\\p{L}+|huele a gas|(?:fuga|escape) de gas|monóxido',
    'con (?:un cuchillo|una pistola|un arma)|atropella\\p{L}*',
  ],
}
