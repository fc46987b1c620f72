/** What is worth telling the owner of: a state says so with `meta.tell`. */

/**
 * `urgent`: a caller is being put through; `missed`: one whom the owner would have talked to was not reached;
 * `message`: words or a number were left; `turned away`: every other call that ended; `asking`: the owner is asked.
 */
export const NOTICE_KINDS = ['urgent', 'missed', 'message', 'turned away', 'asking'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
