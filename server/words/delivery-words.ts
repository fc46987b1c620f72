/** What is told by which channel, and what came of it, in words: the same on the page and in the terminal. */

const CHANNELS: Record<string, string> = {
  ntfy: 'ntfy',
  push: 'This app',
  email: 'E-mail',
  webhook: 'Webhook',
  apprise: 'Apprise',
  sms: 'Text message',
}

export function channelName(channel: string): string {
  return CHANNELS[channel] ?? channel
}

/** What a channel can be told of, as one chooses it. */
export const TOLD = {
  urgent: 'Urgent',
  missed: 'Missed',
  message: 'Messages',
  turned_away: 'Turned away',
  asking: 'Your answer is asked for',
} as const

/** What leaves the machine, as `NOTICE_DETAIL` has it. */
export const DETAILS = {
  private: 'Numbers and words where nobody else can read them',
  brief: 'Who and what became of it',
  full: 'Numbers and words too',
} as const

/** Who says that a setting is so. */
export const SOURCES = {
  console: 'changed on the console',
  environment: 'from the environment',
  default: 'by default',
} as const

interface ToldState {
  state: string
  failure: string | null
}

/** What came of a delivery: `short` for a badge of that kind, `more` why it failed. */
export function deliveryInWords({ state, failure }: ToldState): {
  short: string
  badge: 'good' | 'warn' | 'bad' | ''
  more: string
} {
  const more = failure ?? ''
  switch (state) {
    case 'sent':
      return { short: 'Sent', badge: 'good', more: '' }
    case 'given_up':
      return { short: 'Given up', badge: 'bad', more }
    case 'dropped':
      return { short: 'Not sent', badge: '', more: 'nobody wishes for it any more' }
    case 'nothing':
      return { short: 'Nothing to tell', badge: '', more: '' }
    default:
      return failure === null
        ? { short: 'Waiting', badge: '', more: '' }
        : { short: 'Trying again', badge: 'warn', more }
  }
}
