/** What is understood of Dutch. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  een: '1',
  twee: '2',
  drie: '3',
  vier: '4',
  vijf: '5',
  zes: '6',
  zeven: '7',
  acht: '8',
  negen: '9',
}
const TENS = {
  twintig: '2',
  dertig: '3',
  veertig: '4',
  vijftig: '5',
  zestig: '6',
  zeventig: '7',
  tachtig: '8',
  negentig: '9',
}

export const dutch: HeardLanguage = {
  functionWords: `het een en is niet ik hij zij ze we wij jij je u uw mijn zijn haar hun ons onze dat dit die
    deze met op aan voor naar uit bij om over onder maar of als dan nog ook al wel geen heb hebt
    heeft hebben had was waren ben bent kan kunt kunnen moet moeten wil wilt wilde wou graag
    even hier daar waar wanneer waarom hoe wie wat bel belt bellen gebeld spreken spreek hallo
    goedemorgen goedemiddag goedendag dag bedankt dank alstublieft alsjeblieft nu vandaag er zo
    door gaat gaan ga worden wordt vraag vragen omdat zoon dochter moeder vader morgen`,
  nameWords: 'de van der den te ten ter in meneer mevrouw',
  ownName: 'nederlands vlaams dutch',
  asking:
    'spreekt spreken spreek u je iemand in alstublieft alsjeblieft kunt kunnen kan we ik hallo ja nee alleen een beetje praten please speak do you',
  yes: 'ja|jawel|graag|heel graag|ja graag|prima|goed|is goed|dat is goed|oké|ok|natuurlijk|zeker|doe maar|dat mag|dat kan|fijn|mooi|een bericht|een boodschap|een bericht achterlaten|een boodschap achterlaten|dat zou|ga uw gang',
  no: 'nee|nee hoor|niet nodig|hoeft niet|dat hoeft niet|laat maar|nu niet|liever niet|maakt niet uit|niets|niks|tot ziens|doei|ik stuur een bericht|ik app wel|ik sms wel|ik bel later|ik bel terug|ik bel later terug|ik bel nog wel',
  beside:
    'alstublieft|alsjeblieft|dag|bedankt|dank u|dank u wel|dank je|dank je wel|hartelijk dank|hoor|eh|nou|dan|hallo|het|dat|is|even|later|morgen|straks|sorry|erg|zijn',
  consent:
    'ja|jawel|graag|prima|klopt|dat klopt|oké|natuurlijk|zeker|is goed|dit nummer|dit|hetzelfde nummer|doe maar',
  refusal: 'nee|niet|geen|nooit|liever',
  wantsPerson: [
    'met (?:iemand|een (?:echte? |levende? )?(?:mens|persoon|medewerker)) (?:spreken|praten|doorverbinden|doorverbonden)',
    '(?:spreken|praten|doorverbinden|doorverbonden|verbind me|verbindt u mij)(?: alstublieft)? met (?:iemand|een (?:echte? |levende? )?(?:mens|persoon|medewerker))',
    '(?:iemand|een (?:echte? )?(?:mens|persoon)) (?:aan de lijn|spreken)',
  ],
  personAlone: [
    '(?:met )?een (?:echte? |levende? )?(?:mens|persoon|medewerker)',
    '(?:met )?iemand',
  ],
  beforePerson: [
    'hallo|hoi|goedendag|goedemorgen|goedemiddag|goedenavond|ja|nee|alstublieft|alsjeblieft|graag|gewoon|dank u',
    'ik (?:wil|wil graag|zou graag|heb liever)|mag ik',
    'geef mij|geef me',
  ],
  please: 'alstublieft|alsjeblieft|graag',
  hints:
    'noodgeval|ziekenhuis|ambulance|ongeluk|brand|ademt niet|politie|school|pakket|bezorging|afspraak|bericht|terugbellen|ja|nee',
  numerals: {
    nul: '0',
    ...UNITS,
    tien: '10',
    elf: '11',
    twaalf: '12',
    dertien: '13',
    veertien: '14',
    vijftien: '15',
    zestien: '16',
    zeventien: '17',
    achttien: '18',
    negentien: '19',
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    ...combined(TENS, UNITS, (ten, unit) => [`${unit}en${ten}`, `${unit} en ${ten}`]),
  },
  repeats: { dubbel: 2, driedubbel: 3 },
  zeros: {},
  peril: [
    '(?:ademt|ademen|ademhaling) (?:niet|nauwelijks)|niet (?:meer )?ademen|krijgt geen lucht|krijg geen lucht|stik\\p{L}*|verdrink\\p{L}*|verdronken',
    'bewusteloos|flauwgevallen|buiten bewustzijn|niet aanspreekbaar|wordt niet wakker|in elkaar gezakt',
    'hartaanval|hartstilstand|hartinfarct|beroerte|epileptische aanval|overdosis',
    'bloedt|bloeden|doodgebloed|neergestoken|neergeschoten|geëlektrocuteerd',
    'zelfmoord|van kant maken|een einde aan (?:mijn|zijn|haar) leven|wil (?:niet meer leven|dood)',
    'ligt op sterven|gaat dood|sterft',
    'in brand|staat in de fik|brand (?:in|bij|op)|er is brand|ruik(?:t)? (?:naar )?gas|gaslucht|gaslek|koolmonoxide',
    'met een (?:mes|pistool|wapen)|aangereden|overreden',
  ],
}
