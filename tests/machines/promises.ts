/** What every flow has to keep, whatever it is for: checked over all the ways through it. */
import { isDeepStrictEqual } from 'node:util'
import type { AnyStateNode } from 'xstate'
import type { CallContext, Limits } from '../../machines/call.ts'
import { findCue, reasonToDial, toldIn, type Cue, type CueMeta } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import { KNOWLEDGE } from '../../machines/knowledge-examples.ts'
import { NOTICE_KINDS, type NoticeKind } from '../../machines/notice.ts'
import { ports } from '../../machines/ports.ts'
import { standingOf, type Knowledge } from '../../machines/standing.ts'
import { speechIn, SPOKEN_LANGUAGES } from '../../prompts/speech/speech-in.ts'
import { unplayable } from './unplayable.ts'
import {
  describe,
  placeName,
  walk,
  type MachineEvent,
  type Place,
  type Onward,
  type Walk,
} from '../../machines/walk.ts'

/** With little patience a call takes other ways than with much. */
const ASKING = { askOwner: 'unclear', ownerSeconds: 10 } as const

const { 'calling again': again, 'calling once more': onceMore, ...unasked } = KNOWLEDGE

/**
 * Whoever is screened with something known of them: what comes of it is asked where it changes a way. Those with the
 * fewest ways come first.
 */
const WALKS: { limits: Limits; known?: Knowledge[] }[] = [
  // As of calls that began before messages were taken.
  { limits: { maxTurns: 0, noSpeechRetries: 1 } },
  { limits: { maxTurns: 1, noSpeechRetries: 0, messages: 'all' } },
  { limits: { maxTurns: 0, noSpeechRetries: 1, messages: 'missed' }, known: [again] },
  { limits: { maxTurns: 2, noSpeechRetries: 1, messages: 'missed' } },
  {
    limits: { maxTurns: 1, noSpeechRetries: 0, messages: 'all' },
    known: [unasked.expected, unasked.known, unasked.doubtful, again, onceMore],
  },
  { limits: { maxTurns: 0, noSpeechRetries: 0, messages: 'missed', whisper: 'all', ...ASKING } },
  {
    limits: { maxTurns: 1, noSpeechRetries: 0, messages: 'missed', whisper: 'screened', ...ASKING },
  },
  { limits: { maxTurns: 0, noSpeechRetries: 0, messages: 'none', ...ASKING }, known: [again] },
  { limits: { maxTurns: 0, noSpeechRetries: 2, messages: 'none', whisper: 'all', ...ASKING } },
]

/** The promises that a flow breaks, each with where and how: none, as it should be. */
export function brokenPromises(flow: Flow): string[] {
  return [...new Set(breaks(flow))]
}

/** The same as they are found, a walk after the other: who looks for one need not walk all the ways. */
export function* breaks(flow: Flow): Generator<string> {
  const declared = declarations(flow)
  yield* declared
  if (declared.length > 0) return
  const walks: Walk[] = []
  for (const { limits, known } of WALKS) {
    const walked = walk(flow, limits, known)
    walks.push(walked)
    yield* brokenOn(walked)
  }
  yield* unreached(flow, walks)
}

function* brokenOn({ places, limits }: Walk): Generator<string> {
  yield* badTellings(places)
  for (const place of places) {
    yield* lostLimits(place, limits)
    yield* badCues(place)
    yield* badDials(place)
    yield* deafQuestions(place)
    yield* lostHangUps(place)
    yield* idleTurns(place)
    yield* movedByInterruption(place)
    yield* deadEnds(place)
    yield* rounds(place)
  }
}

/** How many events of a kind a call can have that change anything: infinite where a round never ends. */
export function longestCall({ places }: Walk, counts: (event: MachineEvent) => boolean): number {
  const known = new Map<Place, number>()
  function from(place: Place): number {
    if (!known.has(place)) {
      known.set(place, Infinity)
      const onward = place.onward.filter(({ event, to }) => to !== place && counts(event))
      known.set(place, Math.max(0, ...onward.map(({ to }) => 1 + from(to))))
    }
    return known.get(place)!
  }
  // The arrival is the first event.
  return 1 + Math.max(...places.map(from))
}

/** What can be seen without walking. */
function declarations({ root }: Flow): string[] {
  return within(root).flatMap((node) => {
    const invokes = [node.config.invoke ?? []].flat() as { id?: string; src?: unknown }[]
    const { say = [], tell } = (node.meta ?? {}) as Partial<CueMeta>
    return [
      // A positional id changes with the flow's shape, and would orphan what is stored.
      ...invokes.filter(({ id }) => !id).map(() => `${node.id}: an invoke without an id`),
      ...invokes
        .filter(({ src }) => !Object.hasOwn(ports, String(src)))
        .map(({ src }) => `${node.id}: there is no port ${String(src)}`),
      // In the journal an answer goes by the id.
      ...invokes
        .filter(({ id, src }) => id && id !== src)
        .map(({ id, src }) => `${node.id}: ${String(src)} is invoked as ${id}`),
      ...guesses(node),
      ...(tell !== undefined && !NOTICE_KINDS.includes(tell)
        ? [`${node.id}: there is no notice '${tell}'`]
        : []),
      // Only where a call rests is anything told.
      ...(tell !== undefined && node.always
        ? [`${node.id}: tells in passing, which nobody hears`]
        : []),
      // https://github.com/statelyai/xstate/issues/5331: a restored call never hears of them.
      ...(node.after.length > 0 ? [`${node.id}: a timer`] : []),
      ...SPOKEN_LANGUAGES.flatMap((language) =>
        say
          .filter(
            (name) => name !== 'reply' && name !== 'ownerWords' && !speechIn(language, '')[name],
          )
          .map((name) => `${node.id}: no words for ${name} in ${language}`),
      ),
    ]
  })
}

/** What rings the owner, or asks, is no matter of which state happens to be the first in a block. */
function guesses(node: AnyStateNode): string[] {
  const ways = [...[...node.transitions.values()].flat(), ...(node.always ?? [])]
  const blocks = ways.flatMap(({ target = [] }) =>
    target.filter(({ states }) => Object.keys(states).length > 0),
  )
  return blocks.map(({ key }) => `${node.id}: leads to ${key} without saying where in it`)
}

function lostLimits(place: Place, limits: Limits): string[] {
  const { limits: noted } = place.snapshot.context as CallContext
  return noted === limits ? [] : [`${placeName(place)}: does not know its limits`]
}

function unreached({ root }: Flow, walks: Walk[]): string[] {
  const never = within(root).filter(({ id }) => !walks.some(({ visited }) => visited.has(id)))
  return never.map(({ id }) => `${id}: never reached`)
}

/** Every state that a call can rest in is heard, in every language, whoever calls. */
function badCues(place: Place): string[] {
  const { snapshot, cue } = place
  const context = snapshot.context as CallContext
  const name = placeName(place)
  if (snapshot.status === 'error') return [`${name}: breaks: ${String(snapshot.error)}`]
  if (!cue) return [`${name}: no cue`]
  return [
    ...(snapshot.status === 'done' && !isOver(place)
      ? [`${name}: the flow is over, the call goes on`]
      : []),
    ...(snapshot.hasTag('thinking') && cue.next !== 'hold'
      ? [`${name}: thinks but does not hold`]
      : []),
    ...(ownersCue(place)?.next === 'bridge' && context.dial?.owner !== 'accepted'
      ? [`${name}: joins the two before the owner accepts`]
      : []),
    ...[cue, ownersCue(place)].flatMap((one) =>
      (one ? unplayable(one) : []).map((problem) => `${name}: ${problem}`),
    ),
  ]
}

/** What whoever answered the latest dial hears; null where nobody was rung. */
function ownersCue({ snapshot }: Place): Cue | null {
  const { dial } = snapshot.context as CallContext
  return dial ? findCue(snapshot, { type: 'owner.answered', dial: dial.number }) : null
}

/** The reply of a verdict that asks is a question: whoever says it listens for the answer. */
function deafQuestions(place: Place): string[] {
  const { verdict } = place.snapshot.context as CallContext
  const asks = verdict?.decision === 'ask' && place.cue?.say.some((line) => 'text' in line)
  if (!asks || place.cue?.next === 'listen') return []
  return [`${placeName(place)}: asks, and does not listen`]
}

/**
 * Four ways lead to the owner: a trusted contact, a pass, a verdict, the owner's own decision. No fault is one, no caller's
 * word, and nothing that whoever answers does.
 */
function badDials(place: Place): string[] {
  const name = placeName(place)
  return [
    ...(isDial(place) && !hasReason(place) ? [`${name}: dials without a reason`] : []),
    ...place.onward
      .filter(({ event, to }) => isDial(to) && to !== place && !mayRing(place, event, to))
      .map(({ event }) => `${name}: ${describe(event)}, and it dials`),
  ]
}

function isDial({ cue }: Place): boolean {
  return cue?.next === 'dial'
}

/** Each reason has its own event: a phone that rings once more has to have one again. */
function mayRing(place: Place, event: MachineEvent, to: Place): boolean {
  switch (reasonToDial(to.snapshot)) {
    case 'rings already':
      return isDial(place)
    case 'owner wants it':
      return event.type === 'owner.decided' && 'choice' in event && event.choice === 'put through'
    default:
      return event.type.startsWith('xstate.done.actor.')
  }
}

function hasReason({ snapshot }: Place): boolean {
  const { contact, standing, arrival, verdict, decision } = snapshot.context as CallContext
  // By identity: what the ports gave, and nothing that the flow made up.
  const given = ports.knowCaller.mayAnswer
  const isContact = contact !== null && given.some((known) => known.contact === contact)
  switch (reasonToDial(snapshot)) {
    case 'contact':
      return isContact && arrival?.attestation !== 'failed'
    case 'pass':
      return (
        arrival?.attestation !== 'failed' &&
        given.some(
          (known) => known.pass && isDeepStrictEqual(standingOf(known, arrival!), standing),
        )
      )
    case 'verdict':
      return ports.screen.mayAnswer.some((one) => one === verdict && one.decision === 'transfer')
    // Only from a dial: see `mayRing`.
    case 'rings already':
      return true
    case 'owner wants it':
      return decision === 'transferred_owner'
    default:
      return false
  }
}

/** The owner is told of whoever is put through or was not reached, and of every other call once it is over. */
function badTellings(places: Place[]): string[] {
  const told = toldOnEveryWay(places)
  return places.flatMap((place) => badTelling(place, told.get(place)!))
}

function badTelling(place: Place, told: ReadonlySet<NoticeKind>): string[] {
  const { snapshot, cue } = place
  const tells = toldIn(snapshot)
  const { transferStatus } = snapshot.context as CallContext
  const isDone = snapshot.status === 'done'
  // Whom the owner declined, the owner did not miss.
  const wasDialed = transferStatus !== null && transferStatus !== 'declined'
  const wasMissed = wasDialed && transferStatus !== 'completed'
  const isUrgent = reasonToDial(snapshot) === 'verdict'
  const complain = (what: string) => [`${placeName(place)}: ${what}`]
  if (isDone && wasMissed && !told.has('missed'))
    return complain('was dialed and not answered, and nobody is told')
  // Who hung up while it rang may have been answered all the same: only what comes then tells.
  if (tells === 'missed' && (!wasMissed || (!isDone && cue?.next === 'hang up')))
    return complain('is told as missed, and is not, or not yet')
  if (isUrgent !== (tells === 'urgent')) return complain(`is put through, and told as ${tells}`)
  if (tells === 'turned away' && !isDone) return complain('is told as turned away, and goes on')
  // Our own dial that comes back is refused, and nobody's call.
  const isNews = isDone && !wasDialed && cue?.next !== 'reject'
  const isMessage = isDone && snapshot.hasTag('message')
  if (isMessage && tells !== 'message') return complain(`has a message, and is told as ${tells}`)
  if (tells === 'message' && !isMessage) return complain('is told as a message, and is none')
  if (isNews && tells === null) return complain('is over, and nobody is told')
  // What the owner does with a missed call is an end of its own.
  const isChosen = place.way.some(({ type }) => type === 'owner.decided')
  if (isDone && !isNews && tells !== null && tells !== 'missed' && !isMessage && !isChosen)
    return complain(`is no news, and told as ${tells}`)
  return []
}

/** Of each place, what the owner has been told when a call is there, by whatever way it came. */
function toldOnEveryWay(places: Place[]): Map<Place, Set<NoticeKind>> {
  const before = new Map<Place, Place[]>(places.map((place) => [place, []]))
  for (const place of places)
    for (const { to } of place.onward) if (to !== place) before.get(to)?.push(place)
  const told = new Map<Place, Set<NoticeKind>>()
  function toldAt(place: Place): Set<NoticeKind> {
    const known = told.get(place)
    if (known) return known
    // Should it come round again: that is told elsewhere.
    told.set(place, new Set(NOTICE_KINDS))
    const [first = new Set<NoticeKind>(), ...others] = before.get(place)!.map(toldAt)
    const always = [...first].filter((kind) => others.every((other) => other.has(kind)))
    const here = toldIn(place.snapshot)
    told.set(place, new Set(here === null ? always : [...always, here]))
    return told.get(place)!
  }
  for (const place of places) toldAt(place)
  return told
}

function lostHangUps(place: Place): string[] {
  const lost = place.onward.filter(
    ({ event, to }) => event.type === 'call.ended' && to.cue?.next !== 'hang up',
  )
  return lost.map(() => `${placeName(place)}: goes on after the caller hung up`)
}

function butForWords({ state, snapshot, cue }: Place): string {
  return JSON.stringify([state, { ...snapshot.context, said: [] }, cue])
}

/** Whoever cuts in has heard less, and nothing else is different. */
function movedByInterruption(place: Place): string[] {
  const moved = place.onward.filter(
    ({ event, to }) =>
      event.type === 'caller.interrupted' && butForWords(to) !== butForWords(place),
  )
  return moved.map(({ to }) => `${placeName(place)}: goes to ${to.state} as the caller cuts in`)
}

/** What a call waits for has to change something, or it would be asked for the same for ever. */
function idleTurns(place: Place): string[] {
  const idle = awaited(place).filter(({ to }) => to === place && !isOver(place))
  return idle.map(({ event }) => `${placeName(place)}: ${describe(event)}, and nothing changes`)
}

function deadEnds(place: Place): string[] {
  return canEnd(place) ? [] : [`${placeName(place)}: no way out`]
}

/** Whether what is waited for, and no accident such as a hang-up, can lead to the end. */
function canEnd(place: Place, seen = new Set<Place>()): boolean {
  if (place.snapshot.status === 'done') return true
  if (seen.has(place)) return false
  seen.add(place)
  return awaited(place).some(({ to }) => canEnd(to, seen))
}

/** Nobody can keep a call going for ever: none of its states, with all that is known, comes again. */
function rounds(place: Place): string[] {
  const seen = new Set<Place>()
  function leadsBack(to: Place): boolean {
    if (to === place) return true
    if (seen.has(to)) return false
    seen.add(to)
    return to.onward.some((next) => leadsBack(next.to))
  }
  const round = place.onward.find(({ to }) => to !== place && leadsBack(to))
  return round ? [`${placeName(place)}: ${describe(round.event)}, and it comes round again`] : []
}

/** The ways that what the caller just heard leads to. */
function awaited({ onward, snapshot, cue }: Place): Onward[] {
  return onward.filter(({ event: { type } }) => {
    if (snapshot.hasTag('thinking')) return type.startsWith('xstate.') || type === 'hold.ended'
    switch (cue?.next) {
      case 'listen':
        // That somebody cuts in is no answer: it comes with the next words.
        return type === 'caller.spoke' || type === 'caller.silent'
      case 'dial':
        return type === 'dial.ended'
      case 'hold':
        return type === 'hold.ended'
      default:
        return true
    }
  })
}

function isOver({ cue }: Place): boolean {
  return cue?.next === 'hang up' || cue?.next === 'reject'
}

function within(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((child) => [child, ...within(child)])
}
