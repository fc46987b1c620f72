/** From signals to a decision: the model weighs, a few rules are never outvoted. */
import { CALL_KINDS, type CallKind, type Verdict } from '../../../machines/verdict.ts'
import type { Seen } from './features.ts'
import { chancesOf, type Weights } from './model.ts'
import type { Concept } from './phrases.ts'
import { PAUSE, type Word } from './words.ts'

/** How likely a transfer must be against an end: chosen by cross-validation, decisions/0003. */
const SURE_OF_TRANSFER = 0.75
/** Where something of a pitch, or of a story that is over, was heard as well, it must be surer. */
const SURER = 0.9
const WARNINGS = new Set(
  'pitch survey donation scam money secrecy resolved imagined leisure fishing'.split(' '),
)
/** Between this and sure, one more question is cheaper than ending an emergency. */
const MAYBE_TRANSFER = 0.35
/** With each answer both come nearer: a call that stays in between has to be decided on. */
const EASE = 0.05
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

/** `asked`: how often the caller has been asked back. */
export type Judge = (seen: Seen, asked: number) => Judged

export function createJudge(
  weights: Weights,
  {
    sure = SURE_OF_TRANSFER,
    surer = SURER,
    maybe = MAYBE_TRANSFER,
    unsure = UNSURE,
    ease = EASE,
  } = {},
): Judge {
  return function judge(seen, asked) {
    const { decisions, kinds } = chancesOf(weights, seen.features)
    const [transfer = 0, end = 0, unclear = 0] = decisions
    const urgent = transfer / (transfer + end || 1)
    const signals = seen.hits.filter(({ negated }) => !negated).map(({ concept }) => concept)
    const reasons = [
      `urgent ${percent(urgent)} against unwanted ${percent(1 - urgent)}, unclear ${percent(unclear)}`,
      ...new Set(signals.map(({ name }) => `heard: ${name}`)),
    ]
    const kind = likeliest(kinds)
    const judged = (decision: Verdict['decision'], why?: string): Judged => {
      if (why) reasons.unshift(why)
      return { decision, kind, reasons }
    }

    const never = vetoIn(signals)
    if (never) return judged('end', `never put through: ${never.name}`)
    if (seen.language === 'other')
      return judged(asked > 0 ? 'end' : 'ask', 'speaks a language that nobody here understands')
    if (seen.turns === 0) return judged('ask', 'nothing told yet')
    const askOn = () =>
      asked > 0 && seen.repeats && !seen.endsEmpty
        ? judged('end', 'asked, and only told the same again')
        : judged('ask')
    const heard = (group: string) => signals.some((signal) => signal.group === group)
    if (heard('imagined') && urgent < surer) return judged('end', 'only imagined or quoted')
    if (unclear >= unsure || isBareUrgency(seen, signals)) return askOn()
    const warning = signals.some(({ group }) => WARNINGS.has(group))
    const eased = Math.min(asked, 2) * ease
    if (urgent >= (warning ? surer : sure) - eased) {
      if (!isKeywords(seen)) return judged('transfer')
      return asked > 0 ? judged('end', 'not put through: only keywords') : judged('ask')
    }
    return urgent >= maybe + eased ? askOn() : judged('end')
  }
}

/** What ends a call whatever else was heard. */
function vetoIn(signals: readonly Concept[]): Concept | undefined {
  const veto = signals.find(({ group }) => VETOES.has(group))
  if (veto || signals.some(({ group }) => SUBSTANCE.has(group))) return veto
  return signals.find(({ group }) => group === 'fishing')
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
