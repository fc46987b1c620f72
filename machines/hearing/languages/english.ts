/** What is understood of English. */
import { combined, type HeardLanguage } from './heard-language.ts'

const UNITS = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
}
const TENS = {
  twenty: '2',
  thirty: '3',
  forty: '4',
  fifty: '5',
  sixty: '6',
  seventy: '7',
  eighty: '8',
  ninety: '9',
}

export const english: HeardLanguage = {
  functionWords: `the a is are was were am been being and but or of to at for with from by not its it he she
    they we you i my your his her our their this that these those there here what who how when
    where why which have has had does did ill id can could will would should must just about out
    up get got going need want know think please because than then them him us some any very
    really so if as hello sorry call calling i' it's he's she's they're we're you're i'm there's
    that's don't doesn't can't im dont`,
  nameWords: 'in an o',
  ownName: 'english',
  asking:
    'do you speak can we i in please talk is there anyone anybody who speaks yes no hello only',
  yes: "yes|yeah|yep|yup|sure|ok|okay|alright|all right|certainly|absolutely|of course|go ahead|you may|you can|i'd like that|i would|if you could|if you would|that would be|great|good|nice|lovely|wonderful|perfect|a message|take a message|leave a message|can i|may i|i'd like to|i would like to",
  no: "no|nope|nah|not now|no need|not necessary|don't bother|don't worry|do not bother|never mind|nevermind|forget it|nothing|i'll text|i will text|i'll send a text|i will send a text|i'll send a message|i'll call back|i will call back|i'll call again|i'll call later|i'll try again|i'll try later|goodbye|bye|bye bye|not today",
  beside:
    "please|do|thanks|thank you|many thanks|so much|very much|well|um|uh|er|oh|ah|hm|hello|hi|it's|it is|that's|that is|this is|fine|all|right|then|so|and|just|later|tomorrow|i|it|to you|for now|sorry",
  consent:
    "yes|yeah|yep|yup|sure|ok|okay|correct|certainly|absolutely|of course|please do|go ahead|that's right|that is right|that's fine|that is fine|that works|this number|this one|same number",
  refusal: "no|nope|nah|not|don't|never",
  wantsPerson: [
    '(?:speak|talk|put me through|transfer me|connect me)(?: directly)? (?:to|with) (?:an?|some|any) ?(?:(?:real|actual|live|human) )*(?:person|human being|human|body|operator)',
    '(?:speak|talk|put me through|transfer me|connect me)(?: directly)? (?:to|with) (?:someone|somebody|anyone|anybody)',
  ],
  personAlone: [
    '(?:an? )?(?:real|actual|live) (?:person|human|human being)',
    '(?:an? )?(?:person|human|human being|operator|agent|representative)',
  ],
  beforePerson: [
    'hello|hi|hey|yes|yeah|no|nope|well|just|please|sorry|thanks|thank you',
    'i (?:just )?(?:want|need|prefer)',
    "i(?: would|'d) (?:like|prefer|rather have)",
    '(?:can|could|may) i (?:please )?(?:have|get)',
    '(?:give|get|bring) me|let me have',
  ],
  please: 'please',
  hints:
    'emergency|hospital|ambulance|accident|on fire|not breathing|police|school|delivery|package|appointment|text message|call back|yes|no',
  numerals: {
    zero: '0',
    nought: '0',
    ...UNITS,
    ten: '10',
    eleven: '11',
    twelve: '12',
    thirteen: '13',
    fourteen: '14',
    fifteen: '15',
    sixteen: '16',
    seventeen: '17',
    eighteen: '18',
    nineteen: '19',
    ...Object.fromEntries(Object.entries(TENS).map(([word, digit]) => [word, `${digit}0`])),
    ...combined(TENS, UNITS, (ten, unit) => [`${ten} ${unit}`]),
  },
  repeats: { double: 2, triple: 3 },
  zeros: { hundred: '00', thousand: '000' },
  peril: [
    "(?:not|isn't|stopped|hardly|barely) breathing",
    "can(?:not|'t) breathe",
    'unconscious|unresponsive|passed out|collapsed',
    "(?:won't|doesn't|can't|not) wak(?:e|ing) up",
    'heart attack|cardiac arrest|a stroke|a seizure|overdos(?:e|ed|ing)|anaphyla\\p{L}+',
    'bleeding(?! edge)|choking|drowning|drowned|electrocuted|stabbed|been shot|got shot|strangl\\p{L}+',
    '(?:kill|hurt|harm) (?:him|her|my|them|your)sel(?:f|ves)|suicid\\p{L}+|end my life|take (?:my|his|her) (?:own )?life|wants? to die',
    "(?:is|are|he's|she's|i'm|i am) dying(?! to| for)",
    '(?:is|are|house|flat|kitchen|roof|building|car) on fire|there is a fire|there are flames|smell(?:s|ing)? (?:of )?gas|gas leak|carbon monoxide',
    '(?:has|have|with|got) a (?:gun|knife)|hit by a (?:car|bus|truck)',
  ],
}
