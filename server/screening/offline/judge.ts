/** From signals to a decision: the model weighs, a few rules are never outvoted. */
import { CALL_KINDS, type CallKind, type Verdict } from '../../../machines/verdict.ts'
import type { Seen } from './features.ts'
import { chancesOf, type Weights } from './model.ts'
import type { Concept } from './phrases.ts'
import { PAUSE, type Word } from './words.ts'

/** How likely a transfer must be against an end: chosen by cross-validation, decisions/0003. */
const SURE_OF_TRANSFER = 0.8
/** Where something of a pitch, or of a story that is over, was heard as well, it must be surer. */
const SURER = 0.93
const WARNINGS = new Set(
  'pitch survey donation scam money secrecy resolved imagined leisure fishing'.split(' '),
)
/** Between this and sure, one more question is cheaper than ending an emergency. */
const MAYBE_TRANSFER = 0.5
/** How likely it must be that the call cannot be told yet before the caller is asked. */
const UNSURE = 0.5

/** Their words are proof by themselves. */
const VETOES = new Set(['veto', 'hostile'])
/** Who asks about the owner must have told of one of these to be put through. */
const SUBSTANCE = new Set(['harm', 'hazard', 'danger'])

/** People in distress still say "my", "is", "the"; who strings keywords together does not. */
const SMALL_WORDS = new Set(
  (
    'a an the is are was am my your his her he she it they we i me you and to of in on at not ' +
    'this that there has have'
  ).split(' '),
)
const KEYWORDS = 5
/** What may come with a claim of urgency without telling what it is about. */
const BARE = new Set(['claim', 'command', 'now', 'today', 'vague'])
const FEW = 4

export type Judged = Pick<Verdict, 'decision' | 'kind' | 'reasons'>

export function createJudge(
  weights: Weights,
  { sure = SURE_OF_TRANSFER, surer = SURER, maybe = MAYBE_TRANSFER } = {},
) {
  return function judge(seen: Seen, asked: boolean): Judged {
    const { decisions, kinds } = chancesOf(weights, seen.features)
    const [transfer = 0, end = 0, ask = 0] = decisions
    const urgent = transfer / (transfer + end || 1)
    const signals = seen.hits.filter(({ negated }) => !negated).map(({ concept }) => concept)
    const veto = signals.find(({ group }) => VETOES.has(group))
    const reasons = [
      `urgent ${percent(urgent)} against unwanted ${percent(1 - urgent)}, unclear ${percent(ask)}`,
      ...new Set(signals.map(({ name }) => `heard: ${name}`)),
    ]
    const kind = likeliest(kinds)
    if (veto) {
      reasons.unshift(`never put through: ${veto.name}`)
      return { decision: 'end', kind, reasons }
    }
    const fishing = signals.find(({ group }) => group === 'fishing')
    if (fishing && !signals.some(({ group }) => SUBSTANCE.has(group))) {
      reasons.unshift(`never put through: ${fishing.name}`)
      return { decision: 'end', kind, reasons }
    }
    if (!asked && (ask >= UNSURE || isBareUrgency(seen, signals)))
      return { decision: 'ask', kind, reasons }
    const warning = signals.find(({ group }) => WARNINGS.has(group))
    if (urgent >= (warning ? surer : sure)) {
      if (!isKeywords(seen)) return { decision: 'transfer', kind, reasons }
      reasons.unshift('not put through: only keywords')
    }
    return { decision: !asked && urgent >= maybe ? 'ask' : 'end', kind, reasons }
  }
}

/** "Urgent!" and hardly a word besides: what for, has not been said yet. */
function isBareUrgency(seen: Seen, signals: readonly Concept[]): boolean {
  return (
    spokenIn(seen).length <= FEW &&
    signals.some(({ group }) => group === 'claim') &&
    signals.every(({ group }) => BARE.has(group))
  )
}

function spokenIn({ content }: Seen): Word[] {
  return content.filter(({ text }) => text !== PAUSE)
}

function isKeywords(seen: Seen): boolean {
  const words = spokenIn(seen)
  return words.length >= KEYWORDS && !words.some(({ text }) => SMALL_WORDS.has(text))
}

function likeliest(kinds: Float64Array): CallKind {
  return CALL_KINDS[kinds.indexOf(Math.max(...kinds))]!
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
