/** What a flow asks has to be answered: else it is found before anybody calls. */
import { UNKNOWN } from '../../machines/standing.ts'
import { StateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { UnansweredPortError } from '../../machines/with-actors.ts'
import { withPorts } from '../../server/calls/ports.ts'
import { createConcierge } from '../support/concierge.ts'

describe('a flow that asks what nobody answers', () => {
  const { config, implementations } = conciergeFlow
  const states = { ...config.states }
  states.screening = { ...states.screening, invoke: { id: 'oracle', src: 'oracle' } }
  const oracular = new StateMachine({ ...config, states } as typeof config, implementations)
  const answers = {
    findOpenDial: () => false,
    knowCaller: () => UNKNOWN,
    screen: () => Promise.reject(new Error('out of order')),
  }

  test('cannot be provided with ports', () => {
    expect(() => withPorts(oracular, answers)).toThrow(UnansweredPortError)
    expect(() => withPorts(oracular, answers)).toThrow("concierge asks 'oracle' in screening")
    const { screen: _, ...others } = answers
    expect(() => withPorts(conciergeFlow, others)).toThrow("asks 'screen' in screening")
  })

  test('keeps the server from starting', async () => {
    await expect(createConcierge({ flows: [conciergeFlow, oracular] })).rejects.toThrow(
      UnansweredPortError,
    )
  })
})
