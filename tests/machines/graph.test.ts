import { createMachine, fromPromise, setup, type AnyStateMachine, type AnyStateNode } from 'xstate'
import { describe, expect, test } from 'vitest'
import { flows, ownFlows } from '../../machines/flows.ts'
import { ANY_STATE, graphOf, stateId } from '../../machines/graph.ts'

const EVERY_FLOW = [...flows, ...ownFlows].map((flow) => ({ name: flow.id, flow }))

const alarm = setup({
  actors: { ask: fromPromise<string>(() => Promise.resolve('yes')) },
  guards: { isLoud: () => true },
}).createMachine({
  id: 'alarm',
  initial: 'off',
  on: { unplugged: '.dead', dusted: { actions: () => undefined } },
  states: {
    off: { on: { armed: 'on', touched: {} } },
    on: {
      initial: 'quiet',
      tags: 'listening',
      states: {
        quiet: {
          on: { moved: [{ guard: 'isLoud', target: 'ringing' }, { target: '#alarm.asking' }] },
        },
        ringing: { after: { 500: 'quiet' }, on: { 'key.turned': '#alarm.on' } },
      },
      on: { calmed: '.quiet', disarmed: 'off' },
    },
    asking: {
      tags: 'thinking',
      invoke: { id: 'ask', src: 'ask', onDone: 'on.ringing', onError: 'choosing' },
      on: { '*': { target: 'both' } },
    },
    choosing: { always: [{ guard: () => true, target: 'off' }, { target: 'both' }] },
    both: {
      type: 'parallel',
      states: {
        left: { initial: 'one', states: { one: {}, two: { type: 'final' } } },
        right: { initial: 'one', states: { one: {}, two: { type: 'final' } } },
      },
      on: { reset: { target: ['.left.two', '.right.two'] } },
      onDone: 'dead',
    },
    dead: { type: 'final' },
  },
})

describe('the graph of a flow', () => {
  test.each([...EVERY_FLOW, { name: 'alarm', flow: alarm }])(
    'of $name has one line for every transition that leads somewhere or notes something, and no other',
    ({ flow }) => {
      const lines = graphOf(flow).edges.map(({ from, to }) => `${from} → ${to.join(' ')}`)
      expect(lines.toSorted()).toEqual(transitionsOf(flow).toSorted())
    },
  )

  test.each([...EVERY_FLOW, { name: 'alarm', flow: alarm }])(
    'of $name has an id of its own for every state and every line',
    ({ flow }) => {
      const { states, edges } = graphOf(flow)
      const ids = [...states, ...edges].map(({ id }) => id)
      expect(new Set([...ids, ANY_STATE]).size).toBe(ids.length + 1)
      // So that they can be ids in a page too.
      expect(ids.filter((id) => !/^[A-Za-z][\w-]*$/.test(id))).toEqual([])
      expect(states.map(({ id }) => id)).toEqual(nodesOf(flow.root).map(stateId))
    },
  )

  test('tells what happens on each line, and what has to hold', () => {
    const { edges } = graphOf(alarm)
    expect(Object.fromEntries(edges.map(({ id, label }) => [id, label]))).toEqual({
      'any-state--unplugged--0': 'unplugged',
      'any-state--dusted--0': 'dusted',
      'off--armed--0': 'armed',
      'on--calmed--0': 'calmed',
      'on--disarmed--0': 'disarmed',
      'on_quiet--moved--0': 'moved [isLoud]',
      'on_quiet--moved--1': 'moved, otherwise',
      'on_ringing--after-500-alarm-on-ringing--0': 'after 500',
      'on_ringing--key-turned--0': 'key.turned',
      'asking--anything--0': 'anything else',
      'asking--done-actor-ask--0': 'ask answers',
      'asking--error-actor-ask--0': 'ask fails',
      'choosing--always--0': '[…]',
      'choosing--always--1': 'otherwise',
      'both--reset--0': 'reset',
      'both--done-state-alarm-both--0': 'both is over',
    })
    expect(edges.find(({ id }) => id === 'on_quiet--moved--0')).toMatchObject({
      from: 'on_quiet',
      to: ['on_ringing'],
      event: 'moved',
      guard: 'isLoud',
      otherwise: false,
    })
  })

  test('leads into the block around a state where that block begins', () => {
    const turned = graphOf(alarm).edges.find(({ id }) => id === 'on_ringing--key-turned--0')
    expect(turned).toMatchObject({ from: 'on_ringing', to: ['on_quiet'] })
  })

  test('knows the kinds of states, those in a block by the block', () => {
    const { states, starts } = graphOf(alarm)
    expect(starts).toEqual(['off'])
    expect(Object.fromEntries(states.map(({ id, kind }) => [id, kind]))).toMatchObject({
      off: 'resting',
      on: 'listening',
      on_quiet: 'listening',
      asking: 'thinking',
      choosing: 'passing',
      dead: 'ending',
    })
    expect(states.find(({ id }) => id === 'on')).toMatchObject({
      within: null,
      isBlock: true,
      starts: ['on_quiet'],
    })
    expect(states.find(({ id }) => id === 'both_left_one')?.within).toBe('both_left')
  })

  test('keeps two events apart whose names differ in their dots only', () => {
    const { edges } = graphOf(
      createMachine({ initial: 'a', states: { a: { on: { 'x.y': 'b', 'x-y': 'b' } }, b: {} } }),
    )
    expect(edges.map(({ id }) => id)).toEqual(['a--x-y--0', 'a--x-y--1'])
  })
})

/** As the machine is written, rather than as XState has made it up. */
function transitionsOf(machine: AnyStateMachine): string[] {
  return [machine.root, ...nodesOf(machine.root)].flatMap((node) => {
    const { on = {}, always, invoke, onDone, after = {} } = node.config
    const invoked = listOf(invoke) as { onDone?: unknown; onError?: unknown }[]
    const written = [
      ...Object.values(on),
      always,
      onDone,
      ...Object.values(after),
      ...invoked.flatMap((port) => [port.onDone, port.onError]),
    ]
    const lines = written.flatMap(listOf).filter((transition) => !isEmpty(transition))
    return lines.map((transition) => {
      const target =
        typeof transition === 'string' ? transition : (transition as { target?: string }).target
      const ends = listOf(target).map((name) => endOf(node, name as string))
      return `${stateId(node)} → ${(ends.length > 0 ? ends : [stateId(node)]).join(' ')}`
    })
  })
}

function isEmpty(transition: unknown): boolean {
  const { target, actions } = transition as { target?: unknown; actions?: unknown }
  return typeof transition !== 'string' && target === undefined && actions === undefined
}

function endOf(from: AnyStateNode, name: string): string {
  const [first, ...rest] = name.replace(/^[#.]/, '').split('.')
  const start = name.startsWith('.')
    ? from.states[first!]!
    : name.startsWith('#')
      ? from.machine.root
      : from.parent!.states[first!]!
  let node = start
  for (const key of rest) node = node.states[key]!
  // Into the block around itself: where that begins.
  const isAround = from !== node && from.id.startsWith(`${node.id}.`)
  return stateId(isAround ? node.initial.target[0]! : node)
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return Object.values(node.states).flatMap((child) => [child, ...nodesOf(child)])
}

function listOf(one: unknown): unknown[] {
  if (one === undefined) return []
  return Array.isArray(one) ? one : [one]
}
