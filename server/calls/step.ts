/** One step of a flow: restored from where the call rested, given what happened, run until it rests again. */
import {
  createActor,
  type AnyActorRef,
  type AnyMachineSnapshot,
  type InspectionEvent,
  type Snapshot,
} from 'xstate'
import type {
  CallContext,
  CallEvent,
  FinalDecision,
  Limits,
  TransferStatus,
} from '../../machines/call.ts'
import { cueOf, isOfOwnersLeg, toldIn, type Cue } from '../../machines/cue.ts'
import type { Flow } from '../../machines/flows.ts'
import type { NoticeKind } from '../../machines/notice.ts'
import type { Standing } from '../../machines/standing.ts'
import type { PortNote } from '../../machines/ports.ts'
import { stateName } from '../../machines/state-name.ts'
import type { CallKind, Verdict } from '../../machines/verdict.ts'
import type { HearWords } from './along.ts'
import { foresee, type Foreseen } from './foresee.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'

export interface Step {
  /** To be stored, and restored by the next step; null where there was none and none came about. */
  snapshot: Snapshot<unknown> | null
  decided: Decided
  /** The state it rests in, in a form for people: `listening.greeting`. */
  state: string
  /** The answer to the last of the events. */
  cue: Cue
  /** The answer to another of them, which may have come from the other leg. Throws `BrokenFlowError`. */
  cueTo(event: CallEvent): Cue
  /** What is spoken with the caller, BCP 47; null where the call has no language of its own. */
  language: string | null
  /** Whether the caller's own words have told it. */
  languageHeard: boolean
  /** Whether the flow has come to its end. */
  done: boolean
  notes: PortNote[]
  /** Of each note, how many of the events had been taken in before it; null where it goes without saying. */
  answersAfter: number[] | null
  /** The verdict that this step brought, if it brought one. */
  verdict: Verdict | null
  /** How the caller is met, where this step has told it. */
  standing: Standing | null
  /** Those of the owner's decisions that changed something where they found the call. */
  heeded: ReadonlySet<CallEvent>
  /** What the owner is told of: by the states that the call came to, each once. */
  tells: NoticeKind[]
}

/** What the flow has decided so far. */
export interface Decided {
  decision: FinalDecision | null
  transferStatus: TransferStatus | null
  kind: CallKind | null
  /** Whether words or a number have been left for the owner. */
  leftMessage: boolean
  /** The number that was left. */
  callBack: string | null
}

/** How the words of a verdict are said while they come, as the answer to an event. */
export interface SayAlong {
  answers: CallEvent
  /** Whether they are being said. */
  say(foreseen: Foreseen): boolean
}

interface Hearing {
  hear(heard: HearWords): () => void
}

/** The flow broke, or its stored state is not one that it can go on from. */
export class BrokenFlowError extends ConciergeError {
  readonly code: string = 'BROKEN_FLOW'
  readonly disposition = 'apologise'
}

/** The stored state is not one of the flow's: the flow was changed. */
export class UnfitStateError extends BrokenFlowError {
  override readonly code: string = 'UNFIT_STATE'
}

/**
 * Takes the events in, in order, each when the flow has come to rest after the one before.
 * After `patienceMs` of thinking it answers with where it is: the next step asks the port again.
 * Throws `BrokenFlowError`.
 */
export async function takeStep(input: {
  flow: Flow
  limits: Limits
  snapshot: Snapshot<unknown> | null
  events: CallEvent[]
  patienceMs: number
  /** Who says the words of a verdict while they come; left out where nobody does. */
  along?: SayAlong & Pick<Hearing, 'hear'>
  /** Is told all that XState tells of the step. */
  inspect?: ((event: InspectionEvent) => void) | undefined
}): Promise<Step> {
  const { flow, limits, snapshot, events, patienceMs } = input
  const began = performance.now()
  const notes: PortNote[] = []
  const answersAfter: number[] = []
  let taken = 0
  let isOvertaken = false
  const heeded = new Set<CallEvent>()
  let broken: unknown
  const actor = createActor(flow, {
    input: limits,
    ...(snapshot && { snapshot }),
    inspect(inspected) {
      input.inspect?.(inspected)
      if (inspected.type === '@xstate.event') {
        const note = portNote(inspected.event)
        if (!note) return
        notes.push(note)
        answersAfter.push(taken)
      }
    },
  })
  // Unobserved, an error would end the process: XState rethrows it on the next tick.
  const noteTold = createToldNotes(snapshot ? actor.getSnapshot() : null)
  actor.subscribe({ next: noteTold, error: (error) => (broken = error) })
  if (snapshot) checkRestored(actor, snapshot)
  const stopHearing = input.along?.hear((soFar, asked) => {
    const { answers, say } = input.along!
    const waiting = actor.getSnapshot()
    // Another question is one of other words.
    if (asked.said.length !== (waiting.context as CallContext).said.length) return false
    const foreseen = foresee(waiting, soFar, { later: events.slice(taken), answers })
    return foreseen !== null && say(foreseen)
  })
  try {
    actor.start()
    const rest = () => untilResting(actor, began + patienceMs - performance.now())
    for (const event of events) {
      // A caller who hung up waits for no verdict.
      if (event.type !== 'call.ended') await rest()
      isOvertaken ||= isThinking(actor.getSnapshot())
      taken++
      // A flow at its end takes nothing in, and XState warns of trying.
      const found = actor.getSnapshot()
      if (found.status !== 'active') continue
      if (event.type === 'owner.decided' && found.can(event)) heeded.add(event)
      actor.send(event)
    }
    await rest()
    if (broken) throw new BrokenFlowError('The flow failed', { cause: broken })

    const resting = actor.getSnapshot()
    const context = resting.context as CallContext
    return {
      snapshot: actor.getPersistedSnapshot(),
      decided: {
        decision: context.decision,
        transferStatus: context.transferStatus,
        kind: context.verdict?.kind ?? null,
        leftMessage: resting.hasTag('message'),
        callBack: context.callBack ?? null,
      },
      state: stateName(resting.value),
      cue: cueIn(resting, events.at(-1)),
      cueTo: (event) => cueIn(resting, event),
      language: context.language ?? null,
      languageHeard: context.languageHeard === true,
      done: resting.status === 'done',
      notes,
      answersAfter: isOvertaken && notes.length > 0 ? answersAfter : null,
      verdict: notes.some(({ kind, payload }) => kind === 'answer' && payload.port === 'screen')
        ? context.verdict
        : null,
      standing: notes.some(({ payload }) => payload.port === 'knowCaller')
        ? (context.standing ?? null)
        : null,
      heeded,
      tells: noteTold.tells,
    }
  } finally {
    stopHearing?.()
    actor.stop()
  }
}

const BROKEN_OFF: Cue = { say: [{ sentence: 'textInstead' }], next: 'hang up' }

/** Whatever goes wrong with a call, its owner is not told what its caller is. */
const LEFT_ALONE: Cue = { ear: 'owner', say: [], next: 'hang up' }

/** The step of a call that cannot go on: it ends politely, and is kept as it was. */
export function brokenStep(snapshot: Snapshot<unknown> | null, error: BrokenFlowError): Step {
  return {
    snapshot,
    decided: {
      decision: 'failed',
      transferStatus: null,
      kind: null,
      leftMessage: false,
      callBack: null,
    },
    state: 'broken',
    cue: BROKEN_OFF,
    cueTo: (event) => (isOfOwnersLeg(event) ? LEFT_ALONE : BROKEN_OFF),
    language: languageIn(snapshot),
    languageHeard: true,
    done: true,
    notes: [{ kind: 'fault', payload: { port: 'flow', error: error.message } }],
    answersAfter: null,
    verdict: null,
    standing: null,
    heeded: new Set(),
    tells: ['turned away'],
  }
}

/** Whatever is wrong with what is stored, the caller is parted from in their language where it can be told. */
function languageIn(snapshot: Snapshot<unknown> | null): string | null {
  const { context } = (snapshot ?? {}) as { context?: Partial<CallContext> }
  return typeof context?.language === 'string' ? context.language : null
}

/** Notes what is told where a call comes to, and nothing again of where it `rests` already. */
function createToldNotes(rests: AnyMachineSnapshot | null) {
  const tells: NoticeKind[] = []
  let last = rests && JSON.stringify(rests.value)
  function note(snapshot: AnyMachineSnapshot): void {
    const state = JSON.stringify(snapshot.value)
    if (state === last) return
    last = state
    const told = toldIn(snapshot)
    if (told !== null && !tells.includes(told)) tells.push(told)
  }
  return Object.assign(note, { tells })
}

/** XState starts on a snapshot it does not fit without a word, or drops its children (xstate 5.33). */
function checkRestored(actor: AnyActorRef, stored: Snapshot<unknown>): void {
  const restored = actor.getSnapshot()
  const children = Object.keys((stored as { children?: object }).children ?? {})
  if (restored.status === 'error')
    throw new UnfitStateError('The stored state does not fit the flow', { cause: restored.error })
  const lost = children.filter((id) => !(id in restored.children))
  if (lost.length > 0) throw new UnfitStateError(`The flow no longer knows ${lost.join(', ')}`)
}

function cueIn(resting: AnyMachineSnapshot, event: CallEvent | undefined): Cue {
  try {
    return cueOf(resting, event)
  } catch (error) {
    throw new BrokenFlowError('The flow rests where nothing is said', { cause: error })
  }
}

/** Resolves when the flow no longer thinks, or patience is at its end. */
async function untilResting(actor: AnyActorRef, patienceMs: number): Promise<void> {
  if (!isThinking(actor.getSnapshot())) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, Math.max(0, patienceMs))
  const subscription = actor.subscribe({
    next: (snapshot) => !isThinking(snapshot) && resolve(),
    error: () => resolve(),
    complete: () => resolve(),
  })
  await promise
  clearTimeout(timer)
  subscription.unsubscribe()
}

function isThinking(snapshot: { status: string; hasTag: (tag: string) => boolean }): boolean {
  return snapshot.status === 'active' && snapshot.hasTag('thinking')
}

function portNote(event: { type: string }): PortNote | undefined {
  const [, end, port] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? []
  if (!port) return undefined
  if (end === 'done')
    return { kind: 'answer', payload: { port, output: (event as { output?: unknown }).output } }
  const { error } = event as { error?: unknown }
  return { kind: 'fault', payload: { port, error: String(error) } }
}
