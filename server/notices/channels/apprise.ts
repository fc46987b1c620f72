/** An Apprise API container, and through it a hundred services: https://github.com/caronc/apprise-api */
import type { AppriseWay } from '../../settings/notices/ways.ts'
import { ChannelError, type Channel } from '../channel.ts'
import { post } from './post.ts'

export function createApprise({ url }: AppriseWay): Omit<Channel, 'told'> {
  return {
    name: 'apprise',
    isForPeople: true,
    async send({ kind, title, lines, url: link, decisions }, signal) {
      const body = JSON.stringify({
        title,
        body: [...lines, decisions?.page ?? link].join('\n'),
        type: kind === 'urgent' || kind === 'missed' || kind === 'asking' ? 'warning' : 'info',
        format: 'text',
      })
      const headers = { 'content-type': 'application/json' }
      const { status } = await post(url, { headers, body, signal })
      // It takes what it has no service for, and says so by having nothing to say.
      if (status === 204)
        throw new ChannelError('has no service under this key: set one up, see APPRISE_URL')
    },
  }
}
