/** Words that take a transfer back, in the languages that models answer in: what is not surely one is none. */

const words = (...alternatives: string[]) =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${alternatives.join('|')})(?![\\p{L}\\p{M}])`, 'iu')

const NEGATION = words(
  'no|nope|nah|not|never|none|nor|neither|nothing|nobody|cannot|without',
  "\\p{L}{1,9}n['’]t|cant|wont|dont|isnt|doesnt|wouldnt|shouldnt|couldnt",
  'nein|nicht|nichts|kein\\p{L}{0,3}|nie|niemals|niemand|ohne|weder',
  'non|ne|pas|jamais|aucune?|rien|sans|ni',
  'nunca|jamás|ning[uú]n[oa]?|nada|tampoco|sin|não|nem|niet|geen|nooit|не|нет|нельзя|никогда|لا|ليس|नहीं|मत',
)
/** Of scripts that put no space between words. */
const NEGATION_WITHIN = /n['’](?=[aeiouyhéêà])|[不没沒勿别別未無无]|ない|ません|안 |못|아니|않/iu

const WITHDRAWN = words(
  'impossible|unable|unavailable|denied|refus\\p{L}*|declin\\p{L}+|reject\\p{L}*|cancel\\p{L}*|withdr\\p{L}+|revok\\p{L}+',
  'ignor\\p{L}+|disregard\\p{L}*|instead|kidding|jok(?:e|ing)|mistake\\p{L}*|error|invalid|false|forbidden|prohibited',
  'unless|only (?:if|when|for|in|after)|unauthori[sz]ed|inappropriate|unwarranted|unnecessary|good ?bye|bye|text message',
  '(?:send|write) (?:\\p{L}+ ){0,3}(?:text|message|sms|e-?mail)|(?:call|try|ring) (?:\\p{L}+ ){0,3}later|(?:scratch|strike) that',
  "(?:i|we)(?:['’]d| would| could| might| should)(?! (?:like to (?:put|connect|transfer)|gladly|be (?:glad|happy)))|end[ _-]?call|(?:i|we)(?:['’]ll| will) (?:hang|end)",
  'requires?|fail(?:s|ed|ure)?|abort(?:ed)?|disabled|withheld|pending|jk|undo|forget it|nice day|changed my mind|as if|in your dreams|just a test',
  'scam(?:s|mers?)?|lying|lies|fraud\\p{L}*|spam|fake|hoax|prank|betrug|betrüger|arnaque|estafa',
  'unmöglich|abgelehnt|abgebrochen|verweiger\\p{L}*|ablehn\\p{L}*|leider|stattdessen|irrtum|scherz|spaß|auf wieder(?:hören|sehen)|tschüss|nur (?:wenn|falls|für|bei)|textnachricht',
  'annul\\p{L}*|erreur|plutôt|à la place|plaisant\\p{L}*|blague|au revoir|(?:seulement|sauf) si|texto',
  'imposible|rechaz\\p{L}*|deneg\\p{L}*|en (?:lugar|vez)|broma|adiós|hasta luego|s[oó]lo si|a menos|mensaje de texto|lamentablemente',
  'невозможно|отказ\\p{L}*',
)
const WITHDRAWN_WITHIN =
  /\bASK\b|^\W*ask\W*$|[❌✗✘✖🚫⛔❎👎≠¬]|无法|無法|拒绝|拒絕|再见|再見|短信|取消|拒否|さようなら/u

/** What is said to somebody who holds the line, and denies nothing. */
const HARMLESS: RegExp[] = [
  /(?<=^|[.!?,;:–—\n] {0,2}|\b(?:please|and|but|so|just|also|then) )(?:do not|do n['’]t|don['’]?t|never) (?!transfer|connect|put|pass|patch|ring)\p{L}+/giu,
  /\bnot (?:be )?(?:alone|a problem|easy|waiting|left|to worry|too late|bothering|disturbing|your fault)\b/gi,
  /\b(?:no (?:problem|worries|worry|doubt|rush|need to|time to|trouble)|nothing to (?:worry|fear)|nobody should (?:face|be)|without (?:any )?(?:delay|hesitation|waiting|(?:your|his|her|their) \p{L}+))\b/giu,
  // "If nobody answers, call 112."
  /\bif [^.!?,;]{0,60}\b(?:answer|reach|breath|respond|through|pick|wake|awake|feel|safe|hear|move|there)\p{L}*/giu,
  /\bkeine? (?:sorge|angst|panik|problem|zeit)\p{L}*|\bnicht auf(?:legen)?\b|\b(?:legen|hängen|bewegen|gehen|machen|warten|fassen|haben) sie (?:(?:sich|bitte|jetzt) ){0,3}(?:nicht|keine)\b|(?<![\p{L}])(?:leg|häng|beweg|geh|mach|hab|warte)e? (?:(?:dich|dir|bitte) ){0,3}(?:nicht|keine)\b|\bohne (?:verzögerung|umwege)\b/giu,
  /\b(?:ne (?:(?:vous|le|la|les) )?(?:quittez|raccrochez|bougez|inquiétez|déplacez|touchez|coupez|paniquez|partez|laissez|quitte|raccroche|bouge)|n['’](?:ayez|attendez|ouvrez|hésitez))(?: surtout)? (?:pas|rien)\b|\bpas de (?:panique|souci|problème)|\bsans (?:attendre|délai|tarder)/giu,
  /\bno (?:(?:se|te|lo|la) )?(?:cuelgu|preocup|muev|vay|retir|cort|toqu|dej|tem|asust|alarm|tard|abr|esper|pierd)\p{L}{1,3}\b|\bsin (?:demora|esperar)\b|\bno (?:hay problema|está sol[oa])|\bn[ãa]o (?:desligue|se preocupe)/giu,
  /(?:不要|别|別|勿)(?:挂|掛|担心|擔心|着急|急|怕|动|動)|切らないで|нe вешайте|не (?:вешайте|кладите|волнуйтесь)/giu,
]
/** "Shall I put you through?" asks, and does not. */
const OFFERED =
  /\b(?:shall|should|would|really|sure|want|soll|sollte|möchten|wirklich|voulez|dois|vraiment|quiere|debo|seguro)\b[^.!?]{0,200}\?/iu

/** Whether the words behind a transfer, to the end of the answer, deny it, withdraw it or ask whether to. */
export function takesBack(after: string): boolean {
  if (WITHDRAWN.test(after) || WITHDRAWN_WITHIN.test(after) || OFFERED.test(after)) return true
  let left = after.replace(/\s+/g, ' ').trim()
  for (const harmless of HARMLESS) left = left.replace(harmless, ' ')
  return NEGATION.test(left) || NEGATION_WITHIN.test(left)
}

const ABOUT_IT =
  /transf|connect|through|urgen|emergenc|possib|allow|necess|\bput\b|verbind|durch|dring|möglich|notfall|\bpas(?:s|o|ar)|comunic|紧急|接通/iu

/** Whether anything is denied in it. */
export function denies(sentence: string): boolean {
  return NEGATION.test(sentence) || NEGATION_WITHIN.test(sentence)
}

/** The same of whole sentences before it: what else they deny, such as a sale, is a reason for it. */
export function deniesBefore(before: string): boolean {
  return before.split(/[.!?…。！？\n]+/).some((sentence) => {
    const isShort = sentence.trim().split(/\s+/).length < 3
    return denies(sentence) && (isShort || ABOUT_IT.test(sentence))
  })
}
