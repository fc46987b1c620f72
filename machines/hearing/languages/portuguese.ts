/** What is understood of Portuguese, as it is spoken in Brazil and in Portugal. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  um: '1',
  uma: '1',
  dois: '2',
  duas: '2',
  tres: '3',
  quatro: '4',
  cinco: '5',
  seis: '6',
  // Half a dozen: on the telephone `seis` sounds like `três`.
  meia: '6',
  sete: '7',
  oito: '8',
  nove: '9',
}
const TENS = {
  vinte: '2',
  trinta: '3',
  quarenta: '4',
  cinquenta: '5',
  sessenta: '6',
  setenta: '7',
  oitenta: '8',
  noventa: '9',
}

export const portuguese: HeardLanguage = {
  functionWords: `nao uma um com que para pra por no na nos nas ao aos pelo pela se me te lhe eu ele ela eles
    voce voces meu minha meus minhas seu sua seus suas isso isto esse essa este esta estou estao
    estamos sou somos tenho tem temos foi era ser ja mas muito mais aqui ali onde quando como
    porque quem quero queria gostaria preciso precisa posso pode poderia ligar ligando liguei
    falar falo fala obrigado obrigada ola alo bom boa dia tarde agora hoje ainda tambem sobre
    ate sem entre alguem tudo nada faz fazer houve ha filho filha mae pai`,
  nameWords: 'de da do das dos e o a os as em senhor senhora',
  ownName: 'português portugues brasileiro portuguese',
  asking:
    'falar fala falam fale voce o senhor a senhora em por favor pode podemos posso se alguem ola alo sim nao so um pouco eu falo please speak do you in',
  yes: 'sim|claro|com certeza|pode ser|está bem|tá bom|tá|tudo bem|por favor sim|isso|quero|gostaria|ótimo|perfeito|um recado|uma mensagem|deixar um recado|deixar uma mensagem|pode|com prazer|de acordo|beleza|seria',
  no: 'não|não precisa|não é preciso|não é necessário|agora não|deixa|deixe|deixa pra lá|deixe estar|nada|não importa|tchau|adeus|até logo|mando mensagem|eu mando mensagem|vou mandar mensagem|envio uma mensagem|ligo depois|eu ligo depois|ligo mais tarde|eu ligo mais tarde|eu ligo de novo|volto a ligar',
  beside:
    'por favor|obrigado|obrigada|muito obrigado|muito obrigada|bom|bem|olá|alô|oi|é|eh|então|desculpe|depois|mais tarde|amanhã|se faz favor|só',
  consent:
    'sim|claro|com certeza|pode ser|pode|correto|certo|exato|isso|está bem|tá bom|tudo bem|este número|esse número|neste número|nesse número|este mesmo|esse mesmo',
  refusal: 'não|nunca|jamais|nem',
  wantsPerson: [
    '(?:falar|falo|me passa|me passe|passe-me|me transfere|me transfira|transfira-me|me liga)(?: diretamente| direto)? com (?:alguém|(?:uma )?pessoa(?: real| de verdade)?|um (?:ser )?humano|uma? atendente)',
  ],
  personAlone: [
    '(?:com )?uma pessoa(?: real| de verdade)?',
    '(?:com )?(?:alguém|um (?:ser )?humano|uma? atendente)',
  ],
  beforePerson: [
    'olá|oi|alô|bom dia|boa (?:tarde|noite)|sim|não|por favor|só|obrigad[oa]',
    '(?:eu )?(?:quero|queria|preciso de|prefiro|gostaria de)',
    'me dê|me passe',
  ],
  please: 'por favor|se faz favor',
  hints:
    'emergência|hospital|ambulância|acidente|pegando fogo|não respira|polícia|escola|encomenda|entrega|consulta|mensagem|ligar de volta|sim|não',
  numerals: {
    zero: '0',
    ...UNITS,
    dez: '10',
    onze: '11',
    doze: '12',
    treze: '13',
    catorze: '14',
    quatorze: '14',
    quinze: '15',
    dezesseis: '16',
    dezasseis: '16',
    dezessete: '17',
    dezassete: '17',
    dezoito: '18',
    dezenove: '19',
    dezanove: '19',
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    ...combined(TENS, UNITS, (ten, unit) => [`${ten} e ${unit}`]),
  },
  repeats: { duplo: 2, dobro: 2, triplo: 3 },
  zeros: {},
  peril: [
    'não (?:está |consegue |consigo )?(?:respira\\p{L}*|a respirar)|sem respirar|sufocando|a sufocar|engasga\\p{L}*|afoga\\p{L}*|falta de ar',
    'inconsciente|desmai\\p{L}+|não acorda|não reage|desacordad[oa]',
    'infarto|enfarte|ataque cardíaco|parada cardíaca|derrame|avc|convuls\\p{L}+|overdose',
    'sangra\\p{L}*|esfaquea\\p{L}*|baleado|baleada|eletrocuta\\p{L}*|choque elétrico',
    'suicid\\p{L}+|se matar|me matar|matar-se|matar-me|tirar a (?:própria )?vida|quer(?:o|ia)? morrer',
    'está morrendo|está a morrer|vai morrer',
    'pegando fogo|pegou fogo|em chamas|a arder|incêndio|cheiro de gás|cheira a gás|vazamento de gás|fuga de gás|monóxido',
    'com (?:uma faca|uma arma|uma pistola)|atropela\\p{L}*',
  ],
}
