/** A port is declared once: the compiler names the places that have to answer for it, and the walk knows of it. */
import { expect, test } from 'vitest'
import type { Flow } from '../../machines/flows.ts'
import { copyProject } from '../support/copied-project.ts'

const ROOMS = ['machines', 'prompts', 'server', 'storage', 'tests/machines']
const CONCERNED = [
  'machines',
  'server/calls',
  'server/replay',
  'server/watch/watch.ts',
  'tests/machines',
]

const DECLARED = `
  /** Is the owner at home? */
  isHome: port<boolean, Arrival>({ told: ({ arrival }) => arrival!, mayAnswer: [true, false] }),
`

test('a new port is missed where it is answered and where it is exported, and nowhere else', async () => {
  const project = await copyProject(ROOMS, CONCERNED)
  const { putIn, compile } = project
  putIn('machines/ports.ts', 'export const ports = {', DECLARED)
  expect(compile()).toEqual(['server/calls/call-ports.ts', 'server/replay/pseudonymous-call.ts'])

  putIn('server/calls/call-ports.ts', '\n  return {', 'isHome: async () => true,')
  putIn('server/replay/pseudonymous-call.ts', 'PortOutput<Name> } = {', 'isHome: Boolean,')
  expect(compile()).toEqual([])
})

/** Who calls while the owner is at home, or may be, is put through: no flow for anybody. */
const ASKED = `
    recognised: { always: 'wondering' },
    wondering: {
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'isHome',
        src: 'isHome',
        onDone: 'connectingContact',
        onError: 'connectingContact',
      },
      on: { 'hold.ended': 'listening.greeting' },
    },
`

test('a new port is walked with every answer and with a fault', async () => {
  const project = await copyProject(ROOMS)
  project.putIn('machines/ports.ts', 'export const ports = {', DECLARED)
  project.putIn('machines/flows/concierge.ts', '\n    unjudged,', ASKED)
  const { conciergeFlow } = await project.import<{ conciergeFlow: Flow }>(
    'machines/flows/concierge.ts',
  )
  const { brokenPromises } = await project.import<{ brokenPromises(flow: Flow): string[] }>(
    'tests/machines/promises.ts',
  )
  const found = brokenPromises(conciergeFlow).map((problem) => problem.replace(/ \(.*\)/, ''))
  expect(new Set(found)).toEqual(
    new Set([
      // Nobody is asked who it is, and so what follows from that is not come to.
      'concierge.blocked: never reached',
      'concierge.connectingExpected: never reached',
      'concierge.dialing.expected: never reached',
      'concierge.whispering.expected: never reached',
      'dialing.contact: dials without a reason',
      'whispering.contact: dials without a reason',
      'wondering: isHome fails, and it dials',
    ]),
  )
})
