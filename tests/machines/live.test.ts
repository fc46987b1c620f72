/** What the walk takes for alike has to be so: each guard and note reads what machines/live.ts says, and no more. */
import { describe, expect, test } from 'vitest'
import type { CallContext, Limits } from '../../machines/call.ts'
import { flows, ownFlows, type Flow } from '../../machines/flows.ts'
import { READS } from '../../machines/live.ts'
import { walk } from '../../machines/walk.ts'

const ALL = [...flows, ...ownFlows]

const LIMITS: Limits[] = [
  { maxTurns: 1, noSpeechRetries: 1, messages: 'all' },
  {
    maxTurns: 0,
    noSpeechRetries: 0,
    messages: 'missed',
    whisper: 'all',
    askOwner: 'unclear',
    ownerSeconds: 10,
  },
]

/**
 * Lists and texts that notes lengthen, and so read whole: what was said goes to the screener, what the owner typed is
 * spoken. No guard looks at more of them than is named, or calls that differ in it would not go on alike.
 */
const LENGTHENED = new Set(['said', 'ownerWords'])

const isGuard = (name: string) =>
  ALL.some(({ implementations: { guards } }) => Object.hasOwn(guards, name))

test.each(ALL)('guards and notes of $id read what is named, and nothing else', (flow) => {
  const read = new Map<string, Set<string>>()
  const places = LIMITS.flatMap((limits) => walk(recording(flow, read), limits).places)
  expect(places.length).toBeGreaterThan(10)
  const unnamed = [...read].flatMap(([name, fields]) =>
    [...fields]
      .filter((field) => !isNamed(field, READS[name] ?? []))
      .filter((field) => isGuard(name) || !LENGTHENED.has(field.split('.')[0]!))
      .map((field) => `${name} reads ${field}`),
  )
  expect(unnamed).toEqual([])
})

describe('what is named', () => {
  const names = new Set(ALL.flatMap(implemented))

  test('belongs to a guard or a note of some flow', () => {
    expect(Object.keys(READS).filter((name) => !names.has(name))).toEqual([])
  })

  test('is all of them: one that is missing is taken to read everything', () => {
    expect([...names].filter((name) => !Object.hasOwn(READS, name))).toEqual([])
  })
})

function implemented({ implementations: { guards, actions } }: Flow): string[] {
  return [...Object.keys(guards), ...Object.keys(actions)]
}

/** `dial` covers `dial.owner`; and whoever looks at `dial` at all on the way to it has not read more. */
function isNamed(field: string, named: readonly string[]): boolean {
  return named.some(
    (one) => field === one || field.startsWith(`${one}.`) || one.startsWith(`${field}.`),
  )
}

/** The same flow, its guards and notes watched. */
function recording(flow: Flow, read: Map<string, Set<string>>): Flow {
  const { guards, actions } = flow.implementations as unknown as Implementations
  const watchedBy = (name: string) => {
    const fields = read.get(name) ?? new Set<string>()
    read.set(name, fields)
    return <About extends Told>(told: About) => ({
      ...told,
      context: watched(told.context, '', fields),
    })
  }
  return flow.provide({
    guards: mapped(guards, (name, guard) => {
      const watch = watchedBy(name)
      return (told: Told, params: unknown) => guard(watch(told), params)
    }),
    actions: mapped(actions, (name, action) => {
      const { assignment } = action as { assignment?: Assignment }
      if (assignment === undefined) return action
      const watch = watchedBy(name)
      const copy = Object.assign(action.bind(null), action)
      return Object.assign(copy, { assignment: watchedAssignment(assignment, watch) })
    }),
  } as never)
}

type Told = { context: CallContext }
type Does = (told: Told, params: unknown) => unknown
type Assignment = Does | Record<string, unknown>
interface Implementations {
  guards: Record<string, Does>
  actions: Record<string, Does>
}

function watchedAssignment(assignment: Assignment, watch: (told: Told) => Told): Assignment {
  if (typeof assignment === 'function')
    return (told, params) => plain(assignment(watch(told), params))
  return mapped(assignment, (_, value) =>
    typeof value === 'function'
      ? (told: Told, params: unknown) => plain((value as Does)(watch(told), params))
      : value,
  )
}

/** Without the watching, which would go into the next state otherwise. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (originals.has(value)) return originals.get(value)
  return Array.isArray(value)
    ? value.map(plain)
    : mapped(value as Record<string, unknown>, (_, one) => plain(one))
}

const originals = new WeakMap<object, object>()

function watched<Value extends object>(value: Value, path: string, fields: Set<string>): Value {
  const copied = new Set<string | symbol>()
  const proxy = new Proxy(value, {
    // `{ ...dial, owner }`: what is only taken over decides nothing.
    ownKeys(target) {
      const keys = Reflect.ownKeys(target)
      for (const key of keys) copied.add(key)
      return keys
    },
    get(target, key) {
      const part: unknown = Reflect.get(target, key)
      if (copied.delete(key)) return part
      // Of an array, what everybody calls.
      if (typeof key === 'symbol' || typeof part === 'function') return part
      const name = path === '' ? key : `${path}.${key}`
      fields.add(name)
      return typeof part === 'object' && part !== null ? watched(part, name, fields) : part
    },
  })
  originals.set(proxy, value)
  return proxy
}

function mapped<Value, Made>(
  all: Record<string, Value>,
  make: (name: string, value: Value) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, make(name, value)]))
}
