/** A way to the owner: what every channel does, and how it fails. */
import type { NoticeKind } from '../../machines/notice.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'
import type { ChannelName } from '../settings/notices/read-notices.ts'
import type { Digest } from './digest.ts'
import type { Notice } from './notice.ts'

export interface Channel {
  name: ChannelName
  /** The kinds that go by it. */
  told: readonly NoticeKind[]
  /** Whether quiet hours hold it back: a program is woken by nothing. */
  isForPeople: boolean
  /** Whether nobody on the way can read it: then it may say more. False where it is left out. */
  isEncrypted?: boolean
  /** Whether it leads to anybody now; always where it is left out. */
  isSetUp?(): Promise<boolean>
  /** Rejects with `ChannelError`; ends soon after the signal aborts. */
  send(notice: Notice, signal: AbortSignal): Promise<void>
  /** What came of a day, by those that can tell it; as `send` does. */
  sendDigest?(digest: Digest, signal: AbortSignal): Promise<void>
}

/** A channel did not take a notice. The message has nobody's words, number or address in it: it is stored and logged. */
export class ChannelError extends ConciergeError {
  readonly code = 'CHANNEL'
  readonly disposition = 'carry on'
  /** How long it has asked to be left alone, where it has. */
  readonly pauseMs: number | null
  constructor(
    message: string,
    { pauseMs = null, cause }: { pauseMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.pauseMs = pauseMs
  }
}
