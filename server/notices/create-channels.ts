/** The channels that the settings ask for; each is loaded only then. */
import type { NoticeSettings } from '../settings/notices/read-notices.ts'
import type { Channel } from './channel.ts'
import type { PushDependencies } from './channels/push.ts'

/** What the settings do not tell. */
export interface ChannelParts {
  /** By default Twilio's own. */
  twilioUrl?: string
  /** Without it nothing goes by web push: browsers are known to the database alone. */
  push?: PushDependencies
}

export async function createChannels(
  { ntfy, push, email, webhook, apprise, sms }: NoticeSettings,
  parts: ChannelParts = {},
): Promise<Channel[]> {
  const channels: Channel[] = []
  if (ntfy) {
    const { createNtfy } = await import('./channels/ntfy.ts')
    channels.push({ ...createNtfy(ntfy), told: ntfy.told })
  }
  if (push && parts.push) {
    const { createPush } = await import('./channels/push.ts')
    channels.push({ ...createPush(parts.push), told: push.told })
  }
  if (email) {
    const { createEmail } = await import('./channels/email.ts')
    channels.push({ ...createEmail(email), told: email.told })
  }
  if (webhook) {
    const { createWebhook } = await import('./channels/webhook.ts')
    channels.push({ ...createWebhook(webhook), told: webhook.told })
  }
  if (apprise) {
    const { createApprise } = await import('./channels/apprise.ts')
    channels.push({ ...createApprise(apprise), told: apprise.told })
  }
  if (sms) {
    const { createSms } = await import('./channels/sms.ts')
    channels.push({ ...createSms(sms, parts.twilioUrl), told: sms.told })
  }
  return channels
}
