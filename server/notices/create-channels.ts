/** The channels that the settings ask for; each is loaded only then. */
import type { NoticeSettings } from '../settings/notices/read-notices.ts'
import type { Channel } from './channel.ts'

export async function createChannels(
  { ntfy, email, webhook, apprise, sms }: NoticeSettings,
  twilioUrl?: string,
): Promise<Channel[]> {
  const channels: Channel[] = []
  if (ntfy) {
    const { createNtfy } = await import('./channels/ntfy.ts')
    channels.push({ ...createNtfy(ntfy), told: ntfy.told })
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
    channels.push({ ...createSms(sms, twilioUrl), told: sms.told })
  }
  return channels
}
