/** Whether a caller said yes, in the languages that the concierge speaks. */

/** After them a yes is none: `no, not this one, yes, another`. */
const NO =
  /(?<!\p{L})(no|nope|nah|not|don't|never|nein|nicht|kein|keine|lieber|non|pas|nunca)(?!\p{L})/iu

const YES = new RegExp(
  `(?<!\\p{L})(${[
    'yes|yeah|yep|yup|sure|ok|okay|correct|certainly|absolutely|of course|please do|go ahead',
    "that's right|that is right|that's fine|that is fine|that works|this number|this one|same number",
    'sí|si|claro|vale|correcto|de acuerdo|por supuesto|este número',
    'ja|jawohl|genau|gern|gerne|richtig|stimmt|in ordnung|diese nummer|dieser nummer',
    "oui|d'accord|volontiers|bien sûr|exactement|ce numéro",
  ].join('|')})(?!\\p{L})`,
  'iu',
)

/** No where it is neither: who is asked for consent and speaks of something else has not given it. */
export function saidYes(words: string): boolean {
  const plain = words.normalize('NFC').replaceAll('’', "'")
  return YES.test(plain) && !NO.test(plain)
}
