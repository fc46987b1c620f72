/** What would be asked of a screener is what is asked, wherever a call rests and whatever its caller says. */
import { describe, expect, test } from 'vitest'
import { createActor, type AnyMachineSnapshot } from 'xstate'
import { flows } from '../../machines/flows.ts'
import type { ScreeningInput } from '../../machines/ports.ts'
import { walk } from '../../machines/walk.ts'
import { questionAfter } from '../../server/calls/foresee-question.ts'
import { withPorts } from '../../server/calls/ports.ts'

const SAID = [
  'It is about your boiler, which is leaking.',
  'Hola, llamo por la caldera de su casa, que pierde agua.',
  'Yes, please',
  'No',
  'four one five, 555 0123',
  'Let me talk to a person',
]

const LIMITS = {
  maxTurns: 1,
  noSpeechRetries: 0,
  messages: 'all',
  askOwner: 'all',
  ownerSeconds: 15,
  language: 'en-US',
} as const

/** There are hundreds of some, which differ in what was said before. */
const OF_EACH_STATE = 4

/** Whom the flow really asks, when it runs. */
function askedBy(flow: (typeof flows)[number], snapshot: AnyMachineSnapshot, text: string) {
  const asked: ScreeningInput[] = []
  const live = withPorts(flow, {
    findOpenDial: () => new Promise(() => undefined),
    knowCaller: () => new Promise(() => undefined),
    screen(input) {
      asked.push(input)
      return new Promise(() => undefined)
    },
  })
  const actor = createActor(live, { snapshot: stored(snapshot) })
  actor.start()
  // What is asked anew because the call is taken up again is no answer to these words.
  asked.length = 0
  actor.send({ type: 'caller.spoke', text })
  actor.stop()
  return asked[0] ?? null
}

/** As a row has it. */
function stored(snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
  return JSON.parse(JSON.stringify(snapshot.toJSON())) as AnyMachineSnapshot
}

describe.each(flows.map((flow) => ({ id: flow.id, flow })))('$id', ({ flow }) => {
  const active = walk(flow, LIMITS).places.filter(({ snapshot }) => snapshot.status === 'active')
  const resting = Object.values(Object.groupBy(active, ({ state }) => state)).flatMap((places) =>
    places!.slice(0, OF_EACH_STATE),
  )

  test.each(SAID)('%s', (text) => {
    const found = resting.map(({ snapshot }) => {
      const is = createActor(flow, { snapshot: stored(snapshot) }).getSnapshot()
      return questionAfter({ flow, snapshot: is }, { type: 'caller.spoke', text })
    })
    const asked = resting.map(({ snapshot }) => askedBy(flow, snapshot, text))
    expect(found).toEqual(asked)
    expect(found.filter((one) => one === null).length).toBeGreaterThan(0)
    const questions = found.flatMap((one) => one ?? [])
    expect(questions.every(({ said }) => said.at(-1)!.text === text)).toBe(true)
    expect(questions.length).toBeGreaterThan(0)
  })
})
