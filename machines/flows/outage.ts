/** The flow of a call that is answered while the database is away: contacts pass, nobody is asked anything. */
import { callSetup, newCall } from '../call-setup.ts'
import { arriving, endings, wholeCall } from '../call-states.ts'
import { takingMissedMessage } from '../message-states.ts'
import { ringingOwner } from '../owner-states.ts'

const partPolitely = {
  target: 'partedAfterFault',
  actions: { type: 'decide', params: 'failed' },
} as const

const arrival = arriving({ onStranger: partPolitely })
// Nobody is judged and nobody decides, so nobody is put through by either.
const { connectingScreened: _screened, connectingChosen: _chosen, ...rung } = ringingOwner
const { dialing, whispering } = rung
const { contact, expected, announced, noKey, accepted, declined } = whispering.states
const { partedAfterFault, turnedAway, over } = endings

/**
 * Begins with whatever comes first: a new call, or the middle of one that cannot be looked up. Such a
 * call is parted from politely, its dial brought to its end.
 */
export const outageFlow = callSetup.createMachine({
  id: 'outage',
  version: '2',
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
        // Whom the owner's phone rings for, only the database knows; that it rings for somebody is certain.
        'owner.answered': 'whispering.announced',
        'owner.accepted': 'whispering.accepted',
        'owner.declined': 'whispering.declined',
        'owner.decided': {},
        'caller.interrupted': {},
        '*': partPolitely,
      },
    }),

    ...rung,
    dialing: callSetup.createStateConfig({
      ...dialing,
      states: { contact: dialing.states.contact, expected: dialing.states.expected },
    }),
    whispering: callSetup.createStateConfig({
      ...whispering,
      states: { contact, expected, announced, noKey, accepted, declined },
    }),

    ...takingMissedMessage(),
    partedAfterFault,
    turnedAway,
    over,
  },
})
