/** A model's words made fit to be spoken: no markup of any kind, at most two sentences. */

/** About twenty seconds of speech, for a model that knows no full stop. */
const MOST_CHARACTERS = 320
const MOST_SENTENCES = 2
/** With all markup; what is beyond would not be reached by two sentences. */
const MOST_WRITTEN = 4_000
// It knows the full stops of every script, whatever locale it is given.
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Where a model goes on by itself and invents what the caller says next. */
const INVENTED_CALLER = /\n\s*\W{0,3}(?:caller|user|human)\W{0,3}:/i
const SPEAKER =
  /^\s*\W{0,3}(?:(?:ai )?(?:concierge|assistant|receptionist)|reply|response|answer)\W{0,2}:/i
const HYPERLINK = /!?\[([^[\]]{0,500})\]\([^()]{0,500}\)/g
// Not the full stop of the sentence that ends with it.
const ADDRESS =
  /(?:https?:\/\/|www\.)\S+?(?=[.,;!?)]*(?:\s|$))|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.(?:com|org|net|info|io|ai|app|dev|co\.uk)\b(?:\/\S*?(?=[.,;!?)]*(?:\s|$)))?/giu
const EMOTICON = /(^|\s)[:;=][-']?[()DPp|/\\](?=[\s.!?]|$)/g
const EMOJI = /\s*[\p{Extended_Pictographic}\p{Regional_Indicator}\p{EMod}\u20e3]+/gu
const ASIDE = /\{[^{}]*\}|\[[^[\]]*\]|\([^()]*\)|｛[^｛｝]*｝|（[^（）]*）|【[^【】]*】/g
// `*sighs* I see` is acted, `*now*` is stressed: who stresses a first word writes it with a capital.
const ACTED = /(^|[.!?…]\s+)([*_])(?=\p{Ll}|(?:sigh|smil|laugh|paus|chuckl|whisper))[^*_\n]+\2/giu
const LINE_MARK = /^\s*(?:#{1,6}\s|>+|[-*+•]\s|\d{1,2}[.)]\s)+/gm
const MARKS = /[{}[\]()<>｛｝（）【】＜＞*`~#|\\^"“”„«»=]/g
/** A full stop after these ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|sr|sra|hr|fr|nr|no|vs|etc|z\. ?b|mme|\p{L})\.\s*$/iu

/** Empty where nothing is left to say. */
export function plainSpeech(text: string): string {
  let words = text
    .slice(0, MOST_WRITTEN)
    .split(INVENTED_CALLER)[0]!
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/&#?\w{1,8};/g, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[^\P{C}\n]/gu, ' ')
    .replace(/```[a-z]*\n?/gi, ' ')
    .replace(/<!--[\s\S]*?-->|<[^<>]*>/g, ' ')
    .replace(SPEAKER, '')
    .replace(HYPERLINK, '$1')
    .replace(ADDRESS, '')
    .replace(EMOTICON, '$1')
    .replace(LINE_MARK, '')
    .trim()
    .replace(ACTED, '$1')
  // Asides stand within asides.
  for (let depth = 0; depth < 3; depth++) words = words.replace(ASIDE, ' ')
  words = words
    .replace(EMOJI, '')
    .replace(MARKS, '')
    .replace(/_/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=[.,])/g, '')
    .replace(/[,;:]+(?=\s*[.,;:!?])/g, '')
    .replace(/^[\s.,;:!?'’–—-]+|[\s,;:'–—-]+$/g, '')
    .replace(/(?<=\p{Ll}[.!?])(?=\p{Lu})/gu, ' ')
  return /\p{L}/u.test(words) ? shortened(firstSentences(words)) : ''
}

function firstSentences(words: string): string {
  let [spoken, count] = ['', 0]
  for (const { segment } of sentences.segment(words)) {
    spoken += segment
    if (!ABBREVIATION.test(segment)) count += 1
    if (count === MOST_SENTENCES) break
  }
  return spoken.trim()
}

function shortened(words: string): string {
  if (words.length <= MOST_CHARACTERS) return words
  const cut = words.slice(0, MOST_CHARACTERS)
  const end = cut.lastIndexOf(' ')
  return (end > 0 ? cut.slice(0, end) : cut).replace(/[\ud800-\udbff]$/, '')
}
