/** `npm run notify`: whether notices reach the owner, what he is told of, and what came of it. */
import { createChannels } from '../../notices/create-channels.ts'
import { tryOut } from '../../notices/try-out.ts'
import { createApiClient } from '../command/api-client.ts'
import { alignRows } from '../command/columns.ts'
import { createHouses, noticesOf } from '../../settings/houses/house.ts'
import type { Config } from '../../settings/config.ts'
import { createCommand } from '../command/command.ts'
import { EXIT_CODES_HELP, SERVER_HELP, SERVER_OPTIONS } from '../command/server-options.ts'
import { readServerAddress } from '../command/server-address.ts'
import { readSettings } from '../command/settings.ts'
import { printJson, printLine, styled, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { noticeLines, settingLines } from './notice-lines.ts'
import { createNoticesApi, type NoticeSettings } from './notices-api.ts'
import { openPush } from './open-push.ts'

const HELP = `Usage: npm run notify -- TASK [option]

  test              sends a sample by every channel that is set up, and says what came of it; it needs
                    no server: the channels are those of the settings here or in .env, and the
                    browsers that have signed up on the console's page Notices
  --line LINE       of one line of LINES, by its label or number: test only
  list              what is told by which channel, who says so, and the last notices
  set NAME VALUE    changes one: NOTIFY_NTFY, NOTIFY_PUSH … , QUIET_HOURS, NOTICE_DETAIL, DIGEST or
                    DIGEST_AT. It is kept, and goes before the environment, as on the console
  reset NAME        goes back to what the environment says

${SERVER_HELP}

${EXIT_CODES_HELP}
See docs/notices.md.`

const LAST = 20

/** `test` ends with 1 where a channel did not take it. */
export const notify = createCommand({
  name: 'notify',
  help: HELP,
  options: { ...SERVER_OPTIONS, line: { type: 'string' } },
  takesWords: true,
  async run({ values: { url, json = false, line }, words }, around) {
    const [task = '', written = '', ...rest] = words
    const name = written.toUpperCase()
    const value = rest.join(' ')
    const api = () => createNoticesApi(createApiClient(readServerAddress(url, around.env)))
    if (line !== undefined && task !== 'test')
      throw new UsageError('--line is for test: what is told by which channel is set for all')
    if (task === 'test' && name === '') return test({ json, line }, around)
    if (task === 'list' && name === '') {
      const settings = await api().settings()
      const page = await api().list(LAST)
      if (json) printJson(around, { ...settings, ...page })
      else
        for (const told of [...settingLines(settings), ...noticeLines(page, settings.time_zone)])
          printLine(around, told)
      return 0
    }
    if (task === 'set' && value !== '')
      return tell(await api().change({ [name]: value }), name, json, around)
    if (task === 'reset' && name !== '' && value === '')
      return tell(await api().change({ [name]: null }), name, json, around)
    throw new UsageError(
      'Say test, which sends a sample by every channel; or list, set NAME VALUE, reset NAME',
    )
  },
})

function tell(changed: NoticeSettings, name: string, json: boolean, around: Surroundings): number {
  const one = changed.settings.find((setting) => setting.name === name)
  if (json) printJson(around, changed)
  else if (one)
    for (const line of settingLines({ ...changed, ...ONLY, settings: [one] }))
      printLine(around, line)
  return 0
}

/** Of all that was answered, only what was changed is shown. */
const ONLY = { channels: [], digests: [] }

async function test(
  { json, line }: { json: boolean; line: string | undefined },
  around: Surroundings,
): Promise<number> {
  const tried = await tryAll(readSettings(around.env), line)
  if (json) printJson(around, tried)
  else {
    const rows = tried.map(({ channel, failure, told }) => [
      channel,
      failure ?? `taken; it is told of: ${told.join(', ') || 'nothing'}`,
    ])
    for (const [index, row] of alignRows(rows, 1).entries())
      printLine(around, tried[index]!.taken ? row : styled(around, 'red', row))
  }
  return tried.every(({ taken }) => taken) ? 0 : 1
}

async function tryAll(config: Config, line: string | undefined) {
  const notices = noticesFor(config, line)
  const opened = await openPush(config)
  try {
    const channels = await createChannels(notices, opened ? { push: opened.push } : {})
    if (channels.length === 0)
      throw new UsageError(
        'No channel is set up: NTFY_URL=https://ntfy.sh/a-topic-nobody-guesses is the quickest, or the switch on the console’s page Notices; see docs/notices.md',
      )
    return await Promise.all(
      channels.map(async (channel) => ({
        ...(await tryOut(channel, config.baseUrl)),
        told: channel.told,
      })),
    )
  } finally {
    await opened?.close()
  }
}

/** Of one line, by its label or number; of all where none is named. */
function noticesFor(config: Config, line: string | undefined): Config['notices'] {
  if (line === undefined) return config.notices
  const houses = createHouses(config)
  const house = houses.named(line)
  if (!house)
    throw new UsageError(
      `There is no line '${line}': known are ${houses.all.map(({ label }) => label).join(', ') || 'none, see LINES in docs/several-lines.md'}`,
    )
  return noticesOf(house, config.notices)
}
