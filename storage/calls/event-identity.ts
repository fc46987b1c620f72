/** What tells an event from the others of its call: a repeat has the same. */

/**
 * A digest of the event and the revision whose answer it replies to (null where nothing tells); or a token that the
 * event and each repeat of it have, whatever the call has come to.
 */
export type EventIdentity =
  | { route: string; token: string }
  | { route: string; digest: string; replyTo: number | null }

/** As it is stored, of an event that comes when the call has come to `revision`: at most 128 characters. */
export function identityAt(identity: EventIdentity, revision: number): string {
  const { route } = identity
  if ('token' in identity) return `${route} ${identity.token}`
  return `${route} ${identity.replyTo || revision} ${identity.digest}`
}

/** The same of an event that is in the journal since the call was at `revision`, however far that comes. */
export function asJournaled(identity: EventIdentity, revision: number): EventIdentity {
  const { route } = identity
  return { route, token: identityAt(identity, revision).slice(route.length + 1) }
}

/** The same of an event whose call's revision only the database knows: in two parts where it belongs between them. */
export function identityParts(identity: EventIdentity): string | { before: string; after: string } {
  if ('token' in identity || identity.replyTo) return identityAt(identity, 0)
  return { before: `${identity.route} `, after: ` ${identity.digest}` }
}
