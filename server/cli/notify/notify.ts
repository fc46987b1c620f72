/** `npm run notify`: whether notices reach the owner. */
import type { Channel } from '../../notices/channel.ts'
import { createChannels } from '../../notices/create-channels.ts'
import { sampleNotice } from '../../notices/sample.ts'
import { NOTICE_TIMING } from '../../notices/timing.ts'
import { alignRows } from '../command/columns.ts'
import type { Config } from '../../settings/config.ts'
import { createCommand } from '../command/command.ts'
import { readSettings } from '../command/settings.ts'
import { printJson, printLine, styled } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { openPush } from './open-push.ts'

const HELP = `Usage: npm run notify -- test [option]
Sends a sample by every channel that is set up, and says what came of it.

  --json   prints that as JSON
  --help   prints this

The channels are those of the settings (NTFY_URL, SMTP_URL and EMAIL_TO, WEBHOOK_URL, APPRISE_URL,
NOTIFY_SMS), here or in .env, and the browsers that have signed up on the console's page Notices: see
docs/notices.md. It needs no server.
Exit codes: 0 all were taken, 1 one was not, 2 wrong usage.`

interface Tried {
  channel: string
  taken: boolean
  /** Why it was not; null where it was. */
  failure: string | null
  /** The kinds that go by it. */
  told: readonly string[]
}

/** Ends with 1 where a channel did not take it. */
export const notify = createCommand({
  name: 'notify',
  help: HELP,
  options: { json: { type: 'boolean', default: false } },
  takesWords: true,
  async run({ values, words }, around) {
    if (words.length !== 1 || words[0] !== 'test')
      throw new UsageError('Say test: it sends a sample by every channel')
    const tried = await tryAll(readSettings(around.env))
    if (values.json) printJson(around, tried)
    else {
      const rows = tried.map(({ channel, failure, told }) => [
        channel,
        failure ?? `taken; it is told of: ${told.join(', ') || 'nothing'}`,
      ])
      for (const [index, line] of alignRows(rows, 1).entries())
        printLine(around, tried[index]!.taken ? line : styled(around, 'red', line))
    }
    return tried.every(({ taken }) => taken) ? 0 : 1
  },
})

async function tryAll(config: Config): Promise<Tried[]> {
  const opened = await openPush(config)
  try {
    const channels = await createChannels(config.notices, opened ? { push: opened.push } : {})
    if (channels.length === 0)
      throw new UsageError(
        'No channel is set up: NTFY_URL=https://ntfy.sh/a-topic-nobody-guesses is the quickest, or the switch on the console’s page Notices; see docs/notices.md',
      )
    return await Promise.all(channels.map((channel) => tryOut(channel, config.baseUrl)))
  } finally {
    await opened?.close()
  }
}

async function tryOut(channel: Channel, baseUrl: string): Promise<Tried> {
  const { name, told } = channel
  try {
    const signal = AbortSignal.timeout(NOTICE_TIMING.deadlineMs)
    await channel.send(sampleNotice(baseUrl, new Date()), signal)
    return { channel: name, taken: true, failure: null, told }
  } catch (error) {
    return { channel: name, taken: false, failure: (error as Error).message, told }
  }
}
