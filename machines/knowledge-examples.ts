/** What may be known of a caller, one example of each standing: for whoever acts a flow out without the world. */
import { UNKNOWN, type Knowledge, type StandingKind } from './standing.ts'

const NOW = '2026-01-01T12:00:00.000Z'
const MINUTES_AGO = '2026-01-01T11:55:00.000Z'

const known: Knowledge = { ...UNKNOWN, at: NOW }
const { history } = UNKNOWN
const pass = { id: 1, for: 'all', words: null } as const
const again = { ...history, turnedAwayAt: MINUTES_AGO, about: 'It is about the boiler' }

/** One for each way from the first ring, in the order in which they are most common. */
export const WAYS_IN = ['stranger', 'contact', 'blocked', 'let through'] as const

export const KNOWLEDGE = {
  stranger: known,
  contact: {
    ...known,
    contact: {
      phoneNumber: '+14155550123',
      name: 'Ada Example',
      category: 'family',
      by: null,
      hours: null,
      passesNow: true,
      language: null,
    },
  },
  blocked: { ...known, block: { rule: 'prefix', value: '+1415', note: 'Unwanted' } },
  'let through': { ...known, pass: { ...pass, how: 'through' } },
  expected: { ...known, pass: { ...pass, how: 'expected', for: 'words', words: 'the courier' } },
  known: { ...known, history: { ...history, reached: true } },
  'calling again': { ...known, history: { ...again, callsToday: 1 } },
  'calling once more': { ...known, history: { ...again, callsToday: 2 } },
  doubtful: { ...known, listed: [{ list: 'FTC', reports: 3, asBlocked: false }] },
} as const satisfies Record<StandingKind | 'let through' | 'calling once more', Knowledge>
