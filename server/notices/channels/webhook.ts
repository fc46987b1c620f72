/** A webhook for other programs, signed: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
import { createHmac } from 'node:crypto'
import type { WebhookWay } from '../../settings/notices/ways.ts'
import type { Channel } from '../channel.ts'
import type { Notice } from '../notice.ts'
import { post } from './post.ts'

export function createWebhook({ url, secret }: WebhookWay): Omit<Channel, 'told'> {
  return {
    name: 'webhook',
    isForPeople: false,
    async send(notice, signal) {
      const body = JSON.stringify(webhookBody(notice))
      const timestamp = String(Math.floor(Date.now() / 1000))
      await post(url, {
        headers: {
          'content-type': 'application/json',
          'user-agent': 'voice-concierge',
          'webhook-id': notice.id,
          'webhook-timestamp': timestamp,
          ...(secret && { 'webhook-signature': signatureOf(secret, notice.id, timestamp, body) }),
        },
        body,
        signal,
      })
    },
  }
}

/** Described in the API's document, under `webhooks`. */
function webhookBody(notice: Notice) {
  const { kind, at, callSid, callKind, decision, dial, name, number, words, title, url } = notice
  const { line } = notice
  return {
    type: `call.${kind.replaceAll(' ', '_')}`,
    timestamp: at,
    data: {
      call_sid: callSid,
      title,
      ...(line !== '' && { line }),
      contact_name: name,
      call_type: callKind,
      final_decision: decision,
      transfer_status: dial,
      url,
      caller: number,
      words,
      decisions:
        notice.decisions?.choices.map((one) => ({
          choice: one.choice.replaceAll(' ', '_'),
          url: one.url,
        })) ?? null,
    },
  }
}

function signatureOf(secret: Buffer, id: string, timestamp: string, body: string): string {
  const mac = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return `v1,${mac}`
}
