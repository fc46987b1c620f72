/**
 * What of a call still matters in a state: what any guard, note or cue from there on reads. Two calls that differ in
 * nothing else go on alike, and the walk over a flow takes them for one. As compilers have it, a live variable.
 */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate'
import type { CueMeta, DialReason } from './cue.ts'

/** A field of the context, or one within it. */
type Field = string

const EVERYTHING: readonly Field[] = ['*']

/** By the names of guards and actions; one that is not among them reads everything. A test holds them to it. */
export const READS: Readonly<Record<string, readonly Field[]>> = {
  noteLimits: [],
  noteArrival: [],
  noteContact: [],
  // Nobody asks later what was said: the screener is told, and the walk tries all that it may answer.
  noteWords: [],
  noteWish: [],
  noteVerdict: [],
  noteHold: ['holds'],
  noteSilence: ['silences'],
  noteDial: ['dial.number'],
  noteAnnouncement: ['dial.announced'],
  noteAccepted: [],
  noteDeclined: [],
  noteDialOutcome: ['dial.whispered', 'dial.owner'],
  noteDialGivenUp: [],
  noteNumberOrConsent: ['arrival.caller', 'callBack'],
  noteAnswer: ['arrival.caller', 'callBack', 'answers', 'leftWords'],
  noteReason: [],
  noteOffer: [],
  noteAsking: ['waited'],
  noteWaited: ['waited'],
  // Nothing hangs on what was typed: it is only spoken.
  noteOwnerWords: [],
  noteUnheard: [],
  noteHeard: [],
  forgetOwnerWords: [],
  noteQuestion: ['asked'],
  decide: [],
  decideAtLast: ['decision', 'transferStatus'],
  isOurOwnDial: [],
  isTrustedContact: ['contact', 'arrival.attestation'],
  isUrgent: ['verdict'],
  isUnclear: ['verdict'],
  mayAskOn: ['verdict', 'asked', 'limits'],
  mayHoldOn: ['holds'],
  mayAskAgain: ['silences', 'limits'],
  takesMissed: ['limits'],
  takesAll: ['limits', 'verdict'],
  mayAskOwner: ['limits', 'verdict', 'waited', 'wantsPerson'],
  waitsOn: ['limits', 'verdict', 'waited'],
  whispersToContacts: ['limits'],
  whispersToStrangers: ['limits'],
  refuseToGuess: [],
  mayOfferAfterDecline: ['dial.owner', 'limits'],
  mayWait: ['limits', 'waited'],
  mayAnnounce: ['dial.number', 'dial.announced'],
  wasRung: ['transferStatus'],
  wasAnswered: ['dial.whispered', 'dial.owner'],
  wasDeclined: ['dial.owner'],
  wasAsked: ['asked'],
  isMessageWished: ['dial.owner'],
  isThisDial: ['dial.number'],
  hasNumber: ['callBack'],
  hasSaidWhy: ['said.0.speaker'],
  mayBeUrgent: ['transferStatus', 'verdict', 'callBack'],
  isAllHeard: ['callBack', 'answers'],
  leftWords: ['leftWords'],
  leftNothing: ['leftWords'],
  showsNumber: ['arrival.caller'],
  ownerPutsThrough: ['dial.number'],
  ownerTakesMessage: ['answers'],
  ownerCallsBack: [],
  ownerTurnsAway: [],
  ownerSpeaks: [],
  isUnheard: ['unheard'],
}

const known = new WeakMap<AnyStateNode, ReadonlySet<Field>>()

/** The fields that matter from where the snapshot rests; `*` for all of them. */
export function liveIn({ _nodes: nodes }: AnyMachineSnapshot): Set<Field> {
  return new Set(nodes.flatMap((node) => [...liveFrom(node)]))
}

function liveFrom(node: AnyStateNode): ReadonlySet<Field> {
  const found = known.get(node) ?? new Set([...reachedFrom(node)].flatMap(readsOf))
  known.set(node, found)
  return found
}

/** Its own ways, those of what is around it, and whatever they lead to. */
function reachedFrom(node: AnyStateNode, seen = new Set<AnyStateNode>()): Set<AnyStateNode> {
  if (seen.has(node)) return seen
  seen.add(node)
  for (const { target = [] } of transitionsOf(node))
    for (const one of target.flatMap(withAllWithin)) reachedFrom(one, seen)
  if (node.parent) reachedFrom(node.parent, seen)
  return seen
}

/** Whichever of them is entered. */
function withAllWithin(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(withAllWithin)]
}

function transitionsOf(node: AnyStateNode) {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
}

function readsOf(node: AnyStateNode): readonly Field[] {
  const ways = transitionsOf(node)
  const guards = ways.flatMap(({ guard }) => (guard === undefined ? [] : nameOf(guard)))
  const actions = [...ways.flatMap((way) => way.actions), ...node.entry, ...node.exit].map(nameOf)
  return [...readByCue(node.meta), ...[...guards, ...actions].flatMap(readsBy)]
}

function readsBy(name: string | null): readonly Field[] {
  // XState's own begin and end what a port is asked.
  if (name?.startsWith('xstate.')) return []
  return (name !== null && Object.hasOwn(READS, name) && READS[name]) || EVERYTHING
}

function nameOf(one: unknown): string | null {
  if (typeof one === 'string') return one
  const { type } = (one ?? {}) as { type?: unknown }
  return typeof type === 'string' ? type : null
}

/** Why somebody is put through is looked at wherever the owner is rung. */
const READ_FOR: Record<DialReason, readonly Field[]> = {
  contact: ['contact', 'arrival'],
  verdict: ['verdict'],
  'owner wants it': ['decision'],
  'rings already': [],
}

function readByCue(meta: CueMeta | undefined): readonly Field[] {
  if (!meta) return []
  if (meta.next === 'dial' && !meta.because) return EVERYTHING
  return [
    'transferStatus',
    ...(meta.because ? READ_FOR[meta.because] : []),
    ...(meta.announced ? ['dial.number'] : []),
    ...(meta.say.includes('reply') ? ['verdict'] : []),
    ...(meta.with ? ['callBack'] : []),
  ]
}
