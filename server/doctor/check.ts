/** One thing that can be wrong, looked at: what was found, in words, and what to do about it. */

/** From good to bad, but for the last, which says nothing. */
export const CHECK_STATES = ['ok', 'warn', 'fail', 'not_checked'] as const
export type CheckState = (typeof CHECK_STATES)[number]

export interface Finding {
  state: CheckState
  /** A sentence or two, without a secret. */
  says: string
  /** What to do; null where there is nothing to. */
  remedy: string | null
}

export interface Check {
  /** Stays what it is: programs ask for it by this name. */
  name: CheckName
  /** Rejects only where something is wrong that nobody has thought of. */
  look(signal: AbortSignal): Promise<Finding>
}

export interface Examined extends Finding {
  name: CheckName
  title: string
  tookMs: number
}

/** In the order in which they are told. */
export const CHECKS = {
  settings: 'Settings',
  database: 'Database',
  disk: 'Disk',
  address: 'Reachable from outside',
  certificate: 'Certificate',
  number: 'Twilio number',
  signature: 'Signatures',
  forwarding: 'Forwarding',
  model: 'Model',
  notices: 'Notices',
  contacts: 'Contacts',
  clock: 'Clock',
  time_zone: 'Time zone',
  versions: 'Versions',
} as const

export type CheckName = keyof typeof CHECKS

export const CHECK_NAMES = Object.keys(CHECKS) as CheckName[]

export const ok = (says: string): Finding => ({ state: 'ok', says, remedy: null })
export const warn = (says: string, remedy: string): Finding => ({ state: 'warn', says, remedy })
export const fail = (says: string, remedy: string): Finding => ({ state: 'fail', says, remedy })
export const notChecked = (says: string, remedy: string | null = null): Finding => ({
  state: 'not_checked',
  says,
  remedy,
})

/** The worst that was found; `not_checked` where nothing was. */
export function worstOf(findings: readonly Pick<Finding, 'state'>[]): CheckState {
  for (const state of ['fail', 'warn', 'ok'] as const)
    if (findings.some((one) => one.state === state)) return state
  return 'not_checked'
}
