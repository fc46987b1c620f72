/** What a simulation goes on by: something happens, or a port that is asked answers. In the shape of the journal. */
import { CALL_KINDS } from '../verdict.ts'
import { DIAL_OUTCOMES, OWNER_CHOICES, type CallEvent } from '../call.ts'
import { ADD_ONS } from '../standing.ts'
import { noteToday, type PortNote } from '../ports.ts'

export type Move = { kind: 'event'; payload: CallEvent } | PortNote

/** More than any call has; what is longer comes from nobody who simulates. */
const MOST_MOVES = 200
const MOST_CHARACTERS = 4_000

/** What was given as moves is none, or is no list of them. The message is for people. */
export class MoveError extends Error {
  constructor(problem: string, options?: ErrorOptions) {
    super(problem, options)
    this.name = new.target.name
  }
}

/** Moves that come from outside: an address, a request. Throws `MoveError`. */
export function readMoves(given: unknown): Move[] {
  if (!Array.isArray(given)) throw new MoveError('The moves are no list')
  if (given.length > MOST_MOVES)
    throw new MoveError(`${given.length} moves are too many: at most ${MOST_MOVES} are taken`)
  return given.map((move, index) => {
    const asToday = isNote(move) ? noteToday(move) : move
    if (!isMove(asToday)) throw new MoveError(`Move ${index + 1} is none that a call can take`)
    return asToday
  })
}

function isMove(given: unknown): given is Move {
  if (!isRecord(given) || !isRecord(given.payload)) return false
  const { kind, payload } = given
  switch (kind) {
    case 'event':
      return isCallEvent(payload)
    case 'answer':
      return isText(payload.port) && isAnswer(payload.port, payload.output)
    case 'fault':
      return isText(payload.port) && (payload.error === undefined || isText(payload.error))
    default:
      return false
  }
}

function isCallEvent(event: Record<string, unknown>): boolean {
  switch (event.type) {
    case 'call.arrived':
      return isArrival(event)
    case 'caller.spoke':
      return isText(event.text)
    case 'caller.interrupted':
      return isText(event.heard) && isText(event.unheard)
    case 'dial.ended':
      return isOneOf(DIAL_OUTCOMES, event.outcome)
    case 'owner.answered':
    case 'owner.accepted':
      return isCount(event.dial)
    case 'owner.declined':
      return isCount(event.dial) && isOneOf(['goodbye', 'message'], event.wish)
    case 'owner.decided':
      return (
        isOneOf(OWNER_CHOICES, event.choice) && (event.words === undefined || isText(event.words))
      )
    default:
      return isOneOf(['caller.silent', 'call.ended', 'hold.ended', 'answer.lost'], event.type)
  }
}

function isArrival({
  callSid,
  from,
  caller,
  called,
  withheld,
  forwardedFrom,
  attestation,
  spam = [],
}: Record<string, unknown>) {
  return (
    [callSid, from, called].every(isText) &&
    [caller, forwardedFrom].every((number) => number === null || isText(number)) &&
    typeof withheld === 'boolean' &&
    isOneOf(['a', 'b', 'c', 'failed', 'none'], attestation) &&
    Array.isArray(spam) &&
    spam.length <= 2 &&
    spam.every((one) => isOneOf(Object.keys(ADD_ONS), one))
  )
}

/** Ports of one's own answer whatever they do: a flow that cannot use it breaks, and that is shown. */
function isAnswer(port: string, output: unknown): boolean {
  switch (port) {
    case 'findOpenDial':
      return typeof output === 'boolean'
    case 'knowCaller':
      return isRecord(output) && isKnowledge(output)
    case 'screen':
      return isRecord(output) && isVerdict(output)
    default:
      return true
  }
}

/** Of a call of before, as far as it can be told today. */
function isNote(given: unknown): given is PortNote {
  return (
    isRecord(given) &&
    (given.kind === 'answer' || given.kind === 'fault') &&
    isRecord(given.payload) &&
    (given.payload.output === undefined ||
      given.payload.output === null ||
      given.payload.port !== 'lookUpContact' ||
      isContact(given.payload.output))
  )
}

function isContact(given: unknown): boolean {
  return isRecord(given) && [given.phoneNumber, given.name, given.category].every(isText)
}

/** As much of it as any flow reads. */
function isKnowledge({
  at,
  contact,
  block,
  pass,
  listed,
  number,
  history,
}: Record<string, unknown>) {
  return (
    isText(at) &&
    isOneOf(['fine', 'impossible', 'unallocated'], number) &&
    (contact === null ||
      (isContact(contact) && isKnownContact(contact as Record<string, unknown>))) &&
    (block === null ||
      (isRecord(block) &&
        [block.value, block.note].every(isText) &&
        isOneOf(['number', 'prefix', 'country', 'withheld'], block.rule))) &&
    (pass === null || (isRecord(pass) && isPass(pass))) &&
    Array.isArray(listed) &&
    listed.length <= 50 &&
    listed.every(
      (one) => isRecord(one) && isText(one.list) && typeof one.asBlocked === 'boolean',
    ) &&
    isRecord(history) &&
    isHistory(history)
  )
}

function isKnownContact({ by, hours, language, passesNow }: Record<string, unknown>): boolean {
  return [by, hours, language].every(isTextOrNull) && typeof passesNow === 'boolean'
}

function isPass({ for: whom, how, words }: Record<string, unknown>): boolean {
  return (
    isOneOf(['all', 'prefix', 'words'], whom) &&
    isOneOf(['through', 'expected'], how) &&
    isTextOrNull(words)
  )
}

function isHistory(history: Record<string, unknown>): boolean {
  const { reached, calledBack, turnedAwayAt, callsToday, about, language } = history
  return (
    [reached, calledBack].every((flag) => typeof flag === 'boolean') &&
    Number.isSafeInteger(callsToday) &&
    [turnedAwayAt, about, language].every(isTextOrNull)
  )
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value)
}

function isVerdict({ decision, kind, reply, screener, reasons }: Record<string, unknown>): boolean {
  return (
    isOneOf(['transfer', 'end', 'ask'], decision) &&
    isOneOf(CALL_KINDS, kind) &&
    [reply, screener].every(isText) &&
    Array.isArray(reasons) &&
    reasons.length <= 50 &&
    reasons.every(isText)
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MOST_CHARACTERS
}

function isOneOf(known: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && known.includes(value)
}
