/**
 * Has Twilio leave what a caller hears now for what we answer next: https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource
 * Without it that is heard with the caller's next word or silence, so that a failure here costs seconds only.
 */
import { setTimeout as delay } from 'node:timers/promises'

export interface CallUpdatesOptions {
  accountSid: string
  authToken: string
  /** Where webhooks come to, as Twilio knows it. */
  baseUrl: string
  /** Twilio's own, or what stands in its place. */
  apiUrl: string
  /** Hears why it was refused, without anything of the call. */
  onFailure(why: string, callSid: string): void
}

export interface CallUpdates {
  /** Returns at once. `revision`: of the answer that is to be fetched. */
  fetchNow(callSid: string, revision: number): void
  /**
   * Resolves when none of this call is under way, or after two seconds: what the caller is answered meanwhile would
   * begin, and be torn down by the update, a dial to the owner too.
   */
  settled(callSid: string): Promise<void>
  /** Resolves when nothing of it is under way. */
  idle(): Promise<void>
}

const PATIENCE_MS = 5_000
/** Of a caller who waits for an answer besides. */
const CALLER_PATIENCE_MS = 2_000

export function createCallUpdates(options: CallUpdatesOptions): CallUpdates {
  const { accountSid, authToken, baseUrl, apiUrl, onFailure } = options
  const calls = `${apiUrl}/2010-04-01/Accounts/${accountSid}/Calls`
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  /** By call, the latest. */
  const underWay = new Map<string, Promise<void>>()

  async function update(callSid: string, revision: number): Promise<void> {
    const url = `${baseUrl}/twilio/ai-response?held=${revision}`
    try {
      const response = await fetch(`${calls}/${encodeURIComponent(callSid)}.json`, {
        method: 'POST',
        // Else the token would follow to wherever we are sent.
        redirect: 'manual',
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ Url: url, Method: 'POST' }).toString(),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      await response.body?.cancel()
      if (!response.ok) onFailure(`answers ${response.status}`, callSid)
    } catch (error) {
      const { code, name } = ((error as Error).cause ?? error) as { code?: string; name?: string }
      onFailure(`cannot be reached: ${code ?? name ?? 'no reason is known'}`, callSid)
    }
  }

  return {
    fetchNow(callSid, revision) {
      const before = underWay.get(callSid)
      const updating = Promise.all([before, update(callSid, revision)]).then(() => {
        if (underWay.get(callSid) === updating) underWay.delete(callSid)
      })
      underWay.set(callSid, updating)
    },
    async settled(callSid) {
      const updating = underWay.get(callSid)
      if (updating)
        await Promise.race([updating, delay(CALLER_PATIENCE_MS, undefined, { ref: false })])
    },
    async idle() {
      await Promise.all(underWay.values())
    },
  }
}
