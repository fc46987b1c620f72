/**
 * Finds the commands in a model's answer, also where it does not write them as it was told.
 *
 * The grammar of a verdict:
 *
 *     answer   = [thought] words { command words }
 *     command  = "{" NAME [SEP kind] "}"     NAME: the whole word TRANSFER, END CALL or ASK, in any case
 *     thought  = "<think>" … "</think>"      and its relatives; what stands in it is said to nobody
 *
 * An END or ASK counts wherever and however it stands: a mention is enough, since neither puts anybody through. A
 * TRANSFER counts only where it is surely one, which is where all of this holds:
 *
 * 1. It is closed, and in it stands nothing but its name and a kind: no `{TRANSFERRED}`, no `{TRANSFER if urgent}`.
 * 2. It stands at the beginning, behind nothing but marks, or in a sentence that neither denies, nor quotes, nor
 *    supposes it; and no sentence before denies it.
 * 3. The sentence does not go on with it as with a noun (`is for emergencies`, `?`, a closing quotation mark).
 * 4. Nothing behind it, to the end, takes it back: no END or ASK, no negation (but `don't hang up` and the like),
 *    no goodbye, no question whether to.
 * 5. Every other TRANSFER of the answer is surely one too, and there are few commands.
 *
 * What is not surely a transfer is no verdict: another screener is asked.
 */
import { CALL_KINDS, type CallKind, type Verdict } from '../../machines/verdict.ts'
import { denies, deniesBefore, takesBack } from './denials.ts'

export interface Command {
  decision: Verdict['decision']
  kind: CallKind | null
  from: number
  /** The position after it. */
  to: number
  /** Of a transfer: surely given, not only talked about as in "I cannot use {TRANSFER} for that". */
  isSure: boolean
  isThought: boolean
}

/** More are a recital; each costs a look at the whole answer. */
const MOST_COMMANDS = 16

// The name in Latin letters only: with `u` an ſ would be an s.
const BRACED = /[{｛][\s*_`{｛]{0,8}(transfer|end|ask)([^{}｛｝]*)([}｝]?)/gi
/** What belongs to a command that was never closed. */
const UNCLOSED = /^[a-z]*(?:[\s_-]{0,3}call\b)?(?:\s{0,3}[:|]\s{0,3}[a-z_]+)?/i
// Other brackets, and none, make a command only as the very first words. A transfer needs `[` or
// `<`, which no caller's words ever hold when they reach the model: it cannot be one it repeats.
const BRACKETED =
  /^[\s*_`#"'“]*(?:[[<]\s*(?:transfer|(end[\s_-]*call|ask))|\(\s*(end[\s_-]*call|ask))\b([^\])<>{}｛｝]*)[\])>]/i
const BARE = new RegExp(
  `^[\\s*_\`#>"'“]*(END[\\s_-]CALL|ASK)(?::\\s*(${CALL_KINDS.join('|')})\\b)?(?=[*_\`]*\\s*(?<next>[:.!\\n—–-]|$))`,
)
/** Only marks, or a label such as `Answer:`, stand before a leading command. */
const LEADING =
  /^[\s*_`#>"'“”«»{｛()[\].,:–—•-]*(?:\d[.)]\s)?(?:(?:(?:my|final) ){0,2}(?:command|answer|decision|verdict|response|output|reply)[\s]?(?:is)?[\s*_`"'“”:=–—>-]*)?$/i
/** In a sentence that ends in a command, they make it one that is denied, quoted or supposed. */
const DENYING =
  /\b(?:no|not|non|never|cannot|without|instead|says?|said|saying|use|using|word|command|kein\w*|nicht|nie|sagen|ne|pas|jamais|dire|nunca|sin|decir|if|when|unless|whether|would|could|should|might|maybe|perhaps|refuse\w*|example|like|asks?|asked|wants?|wanted|tells?|told|writes?|wrote|demand\w*|request\w*|options?|choose|either|typed?|thinks?|thinking|ignore|translat\w*|print|output|repeat|wenn|falls|würde|könnte|wäre|vielleicht|quand|serait|pourrait|peut-être|cuando|sería|podría|quizás)\b|['’]t\b|["“«„»‘]|[不没沒勿别別]/iu
/** A noun is what stands behind an article or "to", and what stands in code within a sentence is quoted. */
const NAMED =
  /(?::|\b(?:an?|the|of|for|to|is|are|be|with|by|as|or|and|nor|than|von|das|eine?[nmrs]?|der|die|zu|oder|une?|le|la|el|de|du|à|o)\s*[:(]?|[`'(~\\]|!)\s*$/iu
/** Words of a caller that the model goes on with, a thought or a comment that is still open, tokens of a template. */
const NOT_ITS_WORDS =
  /(?:^|\n)\W{0,3}(?:caller|user|human)\W{0,3}:|[<[◁](?:seed:)?(?:think|thinking|thought|reasoning|reason|reflection|analysis|scratchpad)\b|<!--|<\||^\s*(?:```[a-z]*\s*)?[{[]\s*["']/i
/** After a command, they make it a part of the sentence. */
const GOING_ON =
  /^[\s*_`}｝]*(?:[,;)"”’»'\]>/|=+&→]|(?:is|are|was|will|would|can|could|should|may|does|for|to|if|when|only|means|command|or|and|ist|wird|kann|für|oder|wenn|est|peut|pour|ou|si|es|puede|para|o)\b)/u
/** The same of one that leads, where a word more or a comma may begin what is said. */
const LEADING_GOES_ON =
  /^[\s*_`}｝]*(?:["”’»'\])>/|=+&→]|(?:is|are|was|means|ist|est|es)\b(?!\s+it[.!]?\s*$)|(?:would|will|should|may|does|if|when|only|for|to|or|wenn|falls|nur|oder|si|ou|o|solo)\b|(?:Is|Are|Was|Means|Only|Ist|Est|Es)\s+(?:for|only|an?|the|reserved|meant|used|what|nur|für|réservé|pour|para|solo)\b)/u
const ASKED = /^[\s*_`}｝.…"”'’)\]!]*[?？؟]/u
/** A transfer within marks that strike it out, or behind a sign that denies. */
const STRUCK =
  /~~|[❌✗✘✖🚫⛔❎≠¬]|(?<!\p{L})!$|[\p{Script=Latin}\p{N}]$|\b(?:e\. ?g|i\. ?e|z\. ?b|p\. ?ej|p\. ?ex)\.|[(*_]\s*(?:think|thought|reason|consider)/iu
/** `{TRANSFER}ED` is the other word. */
const GROWN = /^(?:e?d|e?s|red|ring|ing|able|ence)\b/i
const BARELY_BEGUN = /^[\s*_`}｝]*\p{L}*$/u
const OTHERWISE = /\b(?:(ask)|end|no|not|never|none|false|denied|refused)\b/i
/** What may stand in a transfer behind its name. */
const KINDS = /^(?:[\s_-]{1,3}call)?(?:[\s*_`]*[:|=–—-][\s*_`]*(?<free>.*)|[\s_]+(?<known>.*))?$/i
const DOUBTFUL =
  /^(?:un|im|non|kein|nicht|nein|nada|nie)|^(?:if|only|maybe|perhaps|later|unless|possible|possibly|pending|cancel\w*|reject\w*|declin\w*|abgelehnt|falsch|faux|falso|na|nope|wait|stop|end|ask|deny|block\w*)$/i

const THOUGHTS = 'think|thinking|thought|reasoning|reason|reflection|analysis|scratchpad|seed:think'
// In `<>` most, in `[]` Mistral's, in `◁▷` Kimi's.
const THOUGHT = new RegExp(`^\\s*[<[◁](${THOUGHTS})[>\\]▷][\\s\\S]*?(?:[<[◁]/\\1[>\\]▷]|$)`, 'i')
const THOUGHT_END = new RegExp(`[<[◁]/(?:${THOUGHTS})[>\\]▷]`, 'gi')
const SENTENCE_ENDS = new Set('.!?…。！？\n')

/** In their order. While the answer is not `complete`, what more words could undo is left out. Takes linear time. */
export function commandsIn(answer: string, complete: boolean): Command[] {
  const thought = endOfThought(answer)
  const commands = [startingCommand(answer, complete)].filter((command) => command !== null)
  for (const match of answer.matchAll(BRACED)) {
    const [whole, name = '', inside = '', closing] = match
    const closed = closing !== ''
    const rest = closed ? inside : UNCLOSED.exec(inside.slice(0, 100))![0]
    const from = match.index
    const to = from + whole.length - inside.length + (closed ? inside.length : rest.length)
    const isThought = from < thought
    const decision = decisionOf(name, closed ? inside : inside.replace(/[\p{L}\p{N}_]*$/u, ''))
    const isSure =
      decision !== 'transfer' ||
      (!isThought &&
        (closed ? isKind(inside) : !complete && !/^[\p{L}\p{N}]/u.test(inside)) &&
        isGiven(answer.slice(thought, from), answer.slice(to), complete))
    commands.push({ decision, kind: kindIn(rest), from, to, isSure, isThought })
    if (commands.length > MOST_COMMANDS) return commands.map((one) => ({ ...one, isSure: false }))
  }
  return commands
}

/** The one that counts: any other before a transfer, and a transfer only where all of them are sure. */
export function decisive(commands: Command[]): Command | undefined {
  const other = commands.find(({ decision }) => decision !== 'transfer')
  if (other) return other
  const given = commands.filter(({ isThought }) => !isThought)
  return given.every(({ isSure }) => isSure) ? given[0] : undefined
}

/** The answer without the thinking that some models write before it. */
export function withoutThought(text: string): string {
  return text.replace(THOUGHT, '')
}

/** Where thinking ends that began out of our sight, in the model's own template; else 0. */
export function endOfThought(answer: string): number {
  let end = 0
  for (const match of answer.matchAll(THOUGHT_END)) end = match.index + match[0].length
  return end
}

/** A command without its braces. */
function startingCommand(answer: string, complete: boolean): Command | null {
  const bare = BARE.exec(answer)
  const match = BRACKETED.exec(answer) ?? (bare && (complete || bare.groups!.next) ? bare : null)
  if (!match) return null
  const isBare = match === bare
  const name = (isBare ? match[1] : (match[1] ?? match[2])) ?? 'transfer'
  const rest = (isBare ? match[2] : match[3]) ?? ''
  const to = match[0].length
  const decision = decisionOf(name, rest)
  const marks = answer.slice(0, answer.search(/[[<]/))
  const isSure =
    decision !== 'transfer' || (isKind(rest) && isGiven(marks, answer.slice(to), complete))
  return { decision, kind: kindIn(rest), from: 0, to, isSure, isThought: false }
}

/** Only a transfer has to stand where a command can stand; to the others a mention is enough. */
function isGiven(before: string, after: string, complete: boolean): boolean {
  if (STRUCK.test(before) || NOT_ITS_WORDS.test(before)) return false
  if (GROWN.test(after) || ASKED.test(after) || takesBack(after)) return false
  if (LEADING.test(before)) return !LEADING_GOES_ON.test(after)
  if (!complete && BARELY_BEGUN.test(after)) return false
  const start = startOfSentence(before)
  const sentence = before.slice(start)
  return !(
    GOING_ON.test(after) ||
    denies(sentence) ||
    DENYING.test(sentence) ||
    NAMED.test(sentence) ||
    deniesBefore(before.slice(0, start))
  )
}

function startOfSentence(before: string): number {
  for (let at = before.length; at > 0; at--) if (SENTENCE_ENDS.has(before[at - 1]!)) return at
  return 0
}

/** Whether that is all that stands in a transfer; after a blank only kinds that we know. */
function isKind(inside: string): boolean {
  if (inside.length > 60) return false
  const groups = KINDS.exec(inside.replace(/[\s*_`]+$/, ''))?.groups
  if (!groups) return false
  const { free, known } = groups
  const kinds = (free ?? known ?? '').split(/\s*[,/|&+]\s*/)
  return kinds.every((one) => {
    if (one === '') return kinds.length === 1
    if (kindIn(one)) return true
    return known === undefined && kinds.length === 1 && isPlainWord(one)
  })
}

function isPlainWord(written: string): boolean {
  const parts = written.replace(/^[\s*_`"']+|[\s*_`"']+$/g, '').split(/[\s_-]/)
  return parts.length < 3 && parts.every((part) => /^\p{L}+$/u.test(part) && !DOUBTFUL.test(part))
}

function decisionOf(name: string, rest: string): Command['decision'] {
  const first = name.toLowerCase()
  if (first.startsWith('end')) return 'end'
  if (first === 'ask') return 'ask'
  // Such as the `{TRANSFER|END CALL|ASK}` of a model that recites what it may say.
  const otherwise = OTHERWISE.exec(rest.replaceAll('_', ' '))
  if (!otherwise) return 'transfer'
  return otherwise[1] ? 'ask' : 'end'
}

function kindIn(rest: string): CallKind | null {
  const [first = ''] = rest
    .slice(0, 100)
    .toLowerCase()
    .replace(/^[a-z]*[\s_-]{0,3}call\b/, '')
    .replace(/^[^a-z]+/, '')
    .split(/\s*[,/|&+]/, 1)
  const kind = first.replace(/[^a-z]{1,100}$/, '').replace(/[\s-]+/g, '_')
  return CALL_KINDS.find((known) => known === kind) ?? null
}
