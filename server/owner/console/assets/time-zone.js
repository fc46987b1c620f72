// The owner's time zone: the server puts its own in the place of this one, see time-zone-module.ts.

/** IANA, like America/Los_Angeles. */
export const TIME_ZONE = 'UTC'
