/** The owner's part in a call: rung, told who calls, asked while the caller waits, and free to step in. */
import { callSetup } from './call-setup.ts'

/** Rung without being asked: whoever answers has the caller on the line. */
const dialing = callSetup.createStateConfig({
  tags: 'dialing',
  entry: { type: 'noteDial', params: { whispered: false } },
  // XState wants one; whoever leads here has to say for whom.
  initial: { target: 'contact', actions: 'refuseToGuess' },
  states: {
    contact: {
      meta: { say: ['connectingContact'], next: 'dial', because: 'contact', meantime: 'ringing' },
    },
    expected: {
      meta: { say: ['connectingContact'], next: 'dial', because: 'pass', meantime: 'ringing' },
    },
    screened: { meta: { say: ['reply'], next: 'dial', because: 'verdict', tell: 'urgent' } },
    chosen: { meta: { say: ['connectingByOwner'], next: 'dial', because: 'owner wants it' } },
  },
  on: {
    'dial.ended': [
      { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
      { guard: 'takesMissed', target: 'offering.unreached', actions: 'noteDialOutcome' },
      { target: 'unreached', actions: 'noteDialOutcome' },
    ],
    'call.ended': { target: 'hungUp', actions: 'noteDialGivenUp' },
  },
})

/** The first word counts: a key pressed twice, or another after it, changes nothing. */
const settled = { 'owner.answered': {}, 'owner.accepted': {}, 'owner.declined': {} }

/** Whoever answers is told who calls: a voicemail, or a phone that screens, presses no key. */
const whispering = callSetup.createStateConfig({
  tags: 'dialing',
  entry: { type: 'noteDial', params: { whispered: true } },
  initial: { target: 'contact', actions: 'refuseToGuess' },
  states: {
    contact: {
      meta: {
        say: ['connectingContact'],
        next: 'dial',
        because: 'contact',
        meantime: 'ringing',
        announced: true,
      },
    },
    expected: {
      meta: {
        say: ['connectingContact'],
        next: 'dial',
        because: 'pass',
        meantime: 'ringing',
        announced: true,
      },
    },
    screened: {
      meta: { say: ['reply'], next: 'dial', because: 'verdict', announced: true, tell: 'urgent' },
    },
    chosen: {
      meta: {
        say: ['connectingByOwner'],
        next: 'dial',
        because: 'owner wants it',
        announced: true,
      },
    },
    // From here on the caller hears the ringing; should the line ask anew, the same dial is its answer.
    announced: {
      meta: {
        say: [],
        next: 'dial',
        because: 'rings already',
        announced: true,
        toOwner: { say: ['announceCaller'], next: 'choose' },
      },
    },
    // One of many keys, again and again: a pocket.
    noKey: {
      meta: {
        say: [],
        next: 'dial',
        because: 'rings already',
        announced: true,
        toOwner: { say: [], next: 'hang up' },
      },
    },
    accepted: {
      meta: {
        say: [],
        next: 'dial',
        because: 'rings already',
        announced: true,
        toOwner: { say: [], next: 'bridge' },
      },
      on: settled,
    },
    declined: {
      meta: {
        say: [],
        next: 'dial',
        because: 'rings already',
        announced: true,
        toOwner: { say: ['declineNoted'], next: 'hang up' },
      },
      on: settled,
    },
  },
  on: {
    'dial.ended': [
      { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
      { guard: 'isMessageWished', target: 'offering.wished', actions: 'noteDialOutcome' },
      { guard: 'mayOfferAfterDecline', target: 'offering.declined', actions: 'noteDialOutcome' },
      { guard: 'wasDeclined', target: 'declined', actions: 'noteDialOutcome' },
      { guard: 'takesMissed', target: 'offering.unreached', actions: 'noteDialOutcome' },
      { target: 'unreached', actions: 'noteDialOutcome' },
    ],
    'owner.answered': [
      { guard: 'mayAnnounce', target: '.announced', actions: 'noteAnnouncement' },
      { guard: 'isThisDial', target: '.noKey' },
    ],
    'owner.accepted': { guard: 'isThisDial', target: '.accepted', actions: 'noteAccepted' },
    'owner.declined': { guard: 'isThisDial', target: '.declined', actions: 'noteDeclined' },
    'call.ended': { target: 'hungUp', actions: 'noteDialGivenUp' },
  },
})

/** The owner's phone rings: for a contact, for whoever a pass lets through, with the words of a verdict for an urgent caller, or as the owner wants it. */
export const ringingOwner = {
  connectingContact: callSetup.createStateConfig({
    always: [
      { guard: 'whispersToContacts', target: 'whispering.contact' },
      { target: 'dialing.contact' },
    ],
  }),
  connectingExpected: callSetup.createStateConfig({
    always: [
      { guard: 'whispersToContacts', target: 'whispering.expected' },
      { target: 'dialing.expected' },
    ],
  }),
  connectingScreened: callSetup.createStateConfig({
    always: [
      { guard: 'whispersToStrangers', target: 'whispering.screened' },
      { target: 'dialing.screened' },
    ],
  }),
  connectingChosen: callSetup.createStateConfig({
    always: [
      { guard: 'whispersToStrangers', target: 'whispering.chosen' },
      { target: 'dialing.chosen' },
    ],
  }),
  dialing,
  whispering,

  // A line tells of the dial and of the call's end in any order; the true outcome may still come, and only
  // with it is known whether the owner missed anything.
  hungUp: callSetup.createStateConfig({
    meta: { say: [], next: 'hang up' },
    on: {
      'dial.ended': [
        { guard: 'wasAnswered', target: 'connected', actions: 'noteDialOutcome' },
        { guard: 'wasDeclined', target: 'refused', actions: 'noteDialOutcome' },
        { target: 'missed', actions: 'noteDialOutcome' },
      ],
      'call.ended': {},
    },
  }),

  connected: callSetup.createStateConfig({ type: 'final', meta: { say: [], next: 'hang up' } }),
  unreached: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['unreached'], next: 'hang up', tell: 'missed' },
  }),
  missed: callSetup.createStateConfig({
    type: 'final',
    meta: { say: [], next: 'hang up', tell: 'missed' },
  }),
  declined: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['declined'], next: 'hang up', tell: 'turned away' },
  }),
  // The same, with nobody left to hear it.
  refused: callSetup.createStateConfig({
    type: 'final',
    meta: { say: [], next: 'hang up', tell: 'turned away' },
  }),
}

/** What the owner may do about a caller whose message is taken. */
export const steppingIn = [
  {
    guard: 'ownerPutsThrough',
    target: 'connectingChosen',
    actions: { type: 'decide', params: 'transferred_owner' },
  },
  {
    guard: 'ownerCallsBack',
    target: 'partedToBeCalled',
    actions: { type: 'decide', params: 'completed' },
  },
  {
    guard: 'ownerTurnsAway',
    target: 'partedByOwner',
    actions: { type: 'decide', params: 'completed' },
  },
  // Once more, and nobody answers; this time they hear a goodbye.
  {
    guard: 'ownerBlocks',
    target: 'partedByOwner',
    actions: { type: 'decide', params: 'completed' },
  },
] as const

/** The same about one who is listened to, judged or waits. */
export const steppingInFirst = [
  ...steppingIn,
  {
    guard: 'ownerTakesMessage',
    target: 'offering.wished',
    actions: ['noteUnheard', { type: 'decide', params: 'completed' }],
  },
] as const

/** Nothing where nobody is asked what becomes of a call. */
export type StepsIn = typeof steppingIn | readonly []

/** The ends that the owner chooses. */
export const chosenEnds = {
  partedToBeCalled: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['ownerCallsBack'], next: 'hang up', tell: 'turned away' },
  }),
  partedByOwner: callSetup.createStateConfig({
    type: 'final',
    meta: { say: ['textInstead'], again: true, next: 'hang up', tell: 'turned away' },
  }),
}

/**
 * The owner's decision comes between a question and its answer: what the caller says to the question is kept, and is no
 * reply to what they have yet to hear. The line comes back for that at once, or with their next word or silence.
 */
export const untilHeard = {
  'caller.spoke': { guard: 'isUnheard', actions: ['keepWords', 'noteHeard'] },
  'hold.ended': { actions: 'noteHeard' },
  'answer.lost': { actions: 'noteHeard' },
} as const

/** The caller hears what the owner has typed; what is typed meanwhile is added. */
export const heardFromOwner = {
  ...untilHeard,
  'owner.decided': { guard: 'ownerSpeaks', actions: 'noteOwnerWords' },
} as const

/** The line is quiet no longer than that: with the sentence before, the caller hears something every ten seconds. */
const QUIET_SECONDS = 8

/** The caller waits while the owner is asked, and may go on speaking: what is added is judged, and may be urgent. */
export const askingOwner = callSetup.createStateConfig({
  tags: ['listening', 'asking'],
  initial: 'begun',
  entry: 'noteAsking',
  states: {
    begun: {
      meta: { say: ['askingOwner'], next: 'listen', quietSeconds: QUIET_SECONDS, tell: 'asking' },
    },
    waiting: { meta: { say: ['stillAsking'], next: 'listen', quietSeconds: QUIET_SECONDS } },
    toldByOwner: {
      on: heardFromOwner,
      exit: 'forgetOwnerWords',
      meta: { say: ['ownerWords'], next: 'listen', quietSeconds: QUIET_SECONDS },
    },
  },
  on: {
    'caller.spoke': {
      target: 'screening',
      actions: ['noteWords', 'noteWish', { type: 'noteWaited', params: { steps: 1 } }],
    },
    'caller.silent': [
      {
        guard: 'mayWait',
        target: '.waiting',
        actions: { type: 'noteWaited', params: { steps: 2 } },
      },
      {
        guard: 'takesMissed',
        target: 'offering.unanswered',
        actions: { type: 'decide', params: 'completed' },
      },
      { target: 'partedUnanswered', actions: { type: 'decide', params: 'completed' } },
    ],
    'owner.decided': [
      ...steppingInFirst,
      { guard: 'ownerSpeaks', target: '.toldByOwner', actions: 'noteOwnerWords' },
    ],
  },
})
