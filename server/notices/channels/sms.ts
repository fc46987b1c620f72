/** A text to the owner by Twilio's REST: https://www.twilio.com/docs/messaging/api/message-resource */
import type { SmsWay } from '../../settings/notices/ways.ts'
import type { Channel } from '../channel.ts'
import { shortened } from '../shortened.ts'
import { post } from './post.ts'

/** Two segments in the plainest alphabet, and the link. */
const MOST = 300

export function createSms(
  { accountSid, authToken, from, to }: SmsWay,
  twilioUrl = 'https://api.twilio.com',
): Omit<Channel, 'told'> {
  const url = `${twilioUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64')
  return {
    name: 'sms',
    isForPeople: true,
    async send({ title, lines, url: link }, signal) {
      const text = shortened([title, ...lines].join('. '), MOST)
      await post(url, {
        headers: {
          authorization: `Basic ${credentials}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ From: from, To: to, Body: `${text} ${link}` }).toString(),
        signal,
      })
    },
  }
}
