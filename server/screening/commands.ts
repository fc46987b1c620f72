/** Finds the commands in a model's answer, also where it does not write them as it was told. */
import { CALL_KINDS, type CallKind, type Verdict } from '../../machines/verdict.ts'

export interface Command {
  decision: Verdict['decision']
  kind: CallKind | null
  from: number
  /** The position after it. */
  to: number
  /** A transfer that is talked about rather than given: "I cannot use {TRANSFER} for that". */
  mentioned: boolean
}

const BRACED = /[{｛][\s*_`{｛]{0,8}(transfer|end|ask)([^{}｛｝]*)([}｝]?)/giu
/** What belongs to a command that was never closed. */
const UNCLOSED = /^[a-z]*(?:[\s_-]*call\b)?(?:\s*[:|]\s*[a-z_]+)?/i
// Other brackets, and none, make a command only as the very first words. A transfer needs `[` or
// `<`, which no caller's words ever hold when they reach the model: it cannot be one it repeats.
const BRACKETED =
  /^[\s*_`#"'“]*(?:[[<]\s*(?:transfer|(end[\s_-]*call|ask))|\(\s*(end[\s_-]*call|ask))\b([^\])<>{}｛｝]*)[\])>]/iu
const BARE = new RegExp(
  `^[\\s*_\`#>"'“]*(END[\\s_-]CALL|ASK)(?::\\s*(${CALL_KINDS.join('|')})\\b)?(?=[*_\`]*\\s*(?<next>[:.!\\n—–-]|$))`,
  'u',
)
/** Only marks, or a label such as `Answer:`, stand before a leading command. */
const LEADING =
  /^[\s\p{P}\p{S}]*(?:(?:command|answer|decision|verdict|response|output|reply)[\s\p{P}\p{S}]*)?$/iu
const SENTENCE_START = /[^.!?…。！？\n]*$/u
/** In a sentence that ends in a command, they make it one that is denied or quoted. */
const DENYING =
  /\b(?:no|not|non|never|cannot|without|instead|says?|said|saying|use|using|word|command|kein\w*|nicht|nie|sagen|ne|pas|jamais|dire|nunca|sin|decir)\b|['’]t\b|["“«„]|[不没沒勿别別]/iu
/** After a command, they make it a part of the sentence. */
const GOING_ON =
  /^[\s*_`}｝]*(?:[,;?)"”’»]|(?:is|are|was|will|would|can|could|should|may|does|for|to|if|only|means|command|or|and|ist|wird|kann|für|est|peut|pour|es|puede|para)\b)/u
const BARELY_BEGUN = /^[\s*_`}｝]*\p{L}*$/u
const OTHERWISE = /\b(?:(ask)|end|no|not|never|none|false|denied|refused)\b/i
// In `<>` most, in `[]` Mistral's, in `◁▷` Kimi's.
const THOUGHT = /^\s*[<[◁](think|thinking|thought|reasoning)[>\]▷][\s\S]*?(?:[<[◁]\/\1[>\]▷]|$)/i
const THOUGHT_END = /[<[◁]\/(?:think|thinking|thought|reasoning)[>\]▷]/gi

/** In their order. While the answer is not `complete`, what more words could undo is left out. */
export function commandsIn(answer: string, complete: boolean): Command[] {
  const thought = endOfThought(answer)
  const commands = [startingCommand(answer, complete)].filter((command) => command !== null)
  for (const match of answer.matchAll(BRACED)) {
    const [whole, name = '', inside = '', closing] = match
    const closed = closing !== ''
    const rest = closed ? inside : UNCLOSED.exec(inside)![0]
    const from = match.index
    const to = from + whole.length - inside.length + (closed ? inside.length : rest.length)
    const mentioned =
      from < thought ||
      (complete && !closed) ||
      isMention(answer.slice(thought, from), answer.slice(to), complete)
    const decision = decisionOf(name, closed ? inside : inside.replace(/[\p{L}\p{N}_]*$/u, ''))
    commands.push({ decision, kind: kindIn(rest), from, to, mentioned })
  }
  return commands
}

/** The one that counts: any other before a transfer. */
export function decisive(commands: Command[]): Command | undefined {
  return (
    commands.find(({ decision }) => decision !== 'transfer') ??
    commands.find(({ mentioned }) => !mentioned)
  )
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
  return { decision: decisionOf(name, rest), kind: kindIn(rest), from: 0, to, mentioned: false }
}

/** Only a transfer has to stand where a command can stand; to the others a mention is enough. */
function isMention(before: string, after: string, complete: boolean): boolean {
  if (LEADING.test(before)) return false
  if (!complete && BARELY_BEGUN.test(after)) return true
  return GOING_ON.test(after) || DENYING.test(SENTENCE_START.exec(before)![0])
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
  const kind = rest
    .toLowerCase()
    .replace(/^[a-z]*[\s_-]*call\b/, '')
    .replace(/^[^a-z]+|[^a-z]+$/g, '')
    .replace(/[\s-]+/g, '_')
  return CALL_KINDS.find((known) => known === kind) ?? null
}
