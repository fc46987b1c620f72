/** Twilio's connection overrides: how long to wait for an answer and when to ask again. */

export type Fault = 'ct' | 'rt' | '4xx' | '5xx' | 'none'

export interface Patience {
  /** Milliseconds for the whole request, every attempt included. */
  total: number
  /** Milliseconds for one attempt. */
  read: number
  retries: number
  retriesOn(fault: Fault): boolean
}

// DOCS/usage/webhooks/webhooks-connection-overrides: 15 s in all, one retry, on a connection that failed.
const USUAL: Patience = {
  total: 15_000,
  read: 15_000,
  retries: 1,
  retriesOn: (fault) => fault === 'ct',
}

/** Reads the fragment of a webhook's URL, such as `#rc=2&rp=ct,rt&tt=5000`. */
export function patienceOf(fragment: string): Patience {
  if (fragment.length < 2) return USUAL
  const overrides = new URLSearchParams(fragment.slice(1))
  const policy = (overrides.get('rp') ?? 'ct').split(',')
  return {
    total: within(overrides.get('tt'), 100, 15_000, USUAL.total),
    read: within(overrides.get('rt'), 100, 15_000, USUAL.read),
    retries: within(overrides.get('rc'), 0, 5, USUAL.retries),
    retriesOn: (fault) => fault !== 'none' && (policy.includes(fault) || policy.includes('all')),
  }
}

function within(value: string | null, least: number, most: number, usual: number): number {
  if (value === null || !/^\d{1,5}$/.test(value)) return usual
  return Math.min(most, Math.max(least, Number(value)))
}
