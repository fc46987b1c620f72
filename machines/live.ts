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
  noteKnowledge: ['arrival.attestation', 'arrival.spam', 'limits'],
  // Nobody asks later what was said: the screener is told, and the walk tries all that it may answer.
  noteWords: ['language'],
  noteInterruption: [],
  noteWish: [],
  noteVerdict: [],
  noteHold: ['holds'],
  noteSilence: ['silences'],
  noteDial: ['dial.number'],
  noteAnnouncement: ['dial.announced'],
  // Only whether there is one.
  noteAccepted: ['dial.number'],
  noteDeclined: ['dial.number'],
  noteDialOutcome: ['dial.whispered', 'dial.owner'],
  noteDialGivenUp: [],
  noteNumberOrConsent: ['arrival.caller', 'callBack', 'language'],
  noteAnswer: ['arrival.caller', 'callBack', 'answers', 'leftWords', 'language'],
  noteReason: [],
  noteOffer: [],
  noteAsking: ['waited'],
  noteWaited: ['waited'],
  // Nothing hangs on what was typed: it is only spoken.
  noteOwnerWords: ['unheard', 'told'],
  keepWords: ['language'],
  noteUnheard: [],
  noteHeard: [],
  forgetOwnerWords: [],
  noteQuestion: ['asked', 'verdict'],
  decide: [],
  decideAtLast: ['decision', 'transferStatus'],
  isOurOwnDial: [],
  isBlocked: ['standing.kind'],
  isTrustedContact: ['standing.kind'],
  isLetThrough: ['standing.through'],
  isUrgent: ['verdict'],
  isUnclear: ['verdict'],
  mayAskOn: ['verdict', 'asked', 'limits'],
  mayHoldOn: ['holds'],
  mayAskAgain: ['silences', 'limits'],
  takesMissed: ['limits'],
  takesAll: ['limits', 'verdict', 'standing.again'],
  mayAskOwner: ['limits', 'verdict', 'asked', 'waited', 'wantsPerson', 'standing.again'],
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
  ownerBlocks: ['arrival.caller'],
  ownerSpeaks: ['told'],
  isUnheard: ['unheard'],
}

const known = new WeakMap<AnyStateNode, ReadonlySet<Field>>()

/** The fields that matter from where the snapshot rests; `*` for all of them. */
export function liveIn({ _nodes: nodes }: AnyMachineSnapshot): Set<Field> {
  return new Set(nodes.filter(isLeaf).flatMap((node) => [...liveFrom(node)]))
}

function liveFrom(leaf: AnyStateNode): ReadonlySet<Field> {
  const found = known.get(leaf) ?? new Set([...reachedFrom(leaf)].flatMap(readsOf))
  known.set(leaf, found)
  return found
}

/** Itself, and whatever its ways lead to. */
function reachedFrom(leaf: AnyStateNode, seen = new Set<AnyStateNode>()): Set<AnyStateNode> {
  if (seen.has(leaf)) return seen
  seen.add(leaf)
  for (const { target = [] } of waysFrom(leaf))
    for (const one of target.flatMap(leavesWithin)) reachedFrom(one, seen)
  return seen
}

/** Whichever of them is entered. */
function leavesWithin(node: AnyStateNode): AnyStateNode[] {
  return isLeaf(node) ? [node] : Object.values(node.states).flatMap(leavesWithin)
}

function isLeaf({ states }: AnyStateNode): boolean {
  return Object.keys(states).length === 0
}

/** With all that is around it, from within. */
function around(node: AnyStateNode): AnyStateNode[] {
  return [node, ...(node.parent ? around(node.parent) : [])]
}

/** Its own ways, and those of what is around it: what is taken within whatever holds never comes to them. */
function waysFrom(leaf: AnyStateNode) {
  const settled = new Set<string>()
  return around(leaf).flatMap((node) => {
    const ways = transitionsOf(node).filter(({ eventType }) => !settled.has(eventType))
    for (const { eventType, guard } of ways) if (guard === undefined) settled.add(eventType)
    return ways
  })
}

function transitionsOf(node: AnyStateNode) {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
}

function readsOf(leaf: AnyStateNode): readonly Field[] {
  const nodes = around(leaf)
  const ways = waysFrom(leaf)
  const guards = ways.flatMap(({ guard }) => (guard === undefined ? [] : nameOf(guard)))
  const actions = [
    ...ways.flatMap((way) => way.actions),
    ...nodes.flatMap(({ entry, exit }) => [...entry, ...exit]),
  ].map(nameOf)
  return [
    ...nodes.flatMap(({ meta }) => readByCue(meta)),
    ...[...guards, ...actions].flatMap(readsBy),
  ]
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
  contact: ['contact', 'standing.kind', 'arrival.attestation'],
  pass: ['standing.kind', 'arrival.attestation'],
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
    ...(meta.again ? ['standing.again'] : []),
  ]
}
