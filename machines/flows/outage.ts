/** The flow of a call that is answered while the database is away: contacts pass, nobody is asked anything. */
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, ringingOwner, wholeCall } from '../call-states.ts'
import { takingMessage } from '../message-states.ts'

const partPolitely = {
  target: 'partedAfterFault',
  actions: { type: 'decide', params: 'failed' },
} as const

const arrival = arriving({ onStranger: partPolitely })
const { dialing } = ringingOwner
const { partedAfterFault, turnedAway, over } = endings

/**
 * Begins with whatever comes first: a new call, or the middle of one that cannot be looked up. Such a
 * call is parted from politely, its dial brought to its end.
 */
export const outageFlow = callSetup.createMachine({
  id: 'outage',
  version: '1',
  initial: 'ringing',
  context: newCall,
  ...wholeCall,
  states: {
    ...arrival,
    ringing: callSetup.createStateConfig({
      ...arrival.ringing,
      on: {
        ...arrival.ringing.on,
        'dial.ended': dialing.on['dial.ended'],
        '*': partPolitely,
      },
    }),

    ...ringingOwner,
    // Nobody is judged, so nobody is put through by a verdict.
    dialing: callSetup.createStateConfig({
      ...dialing,
      states: { contact: dialing.states.contact },
    }),

    ...takingMessage,
    partedAfterFault,
    turnedAway,
    over,
  },
})
