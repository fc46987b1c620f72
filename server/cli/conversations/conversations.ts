/** `npm run conversations`: who called, what was said and what became of it. */
import { createApiClient } from '../command/api-client.ts'
import { EXIT_CODES } from '../command/command-error.ts'
import { createCommand } from '../command/command.ts'
import { readServerAddress } from '../command/server-address.ts'
import {
  isTerminal,
  printJson,
  printLine,
  styled,
  type Surroundings,
} from '../command/surroundings.ts'
import { toJson } from '../command/terminal-text.ts'
import { verdictsInWords } from '../../words/call-words.ts'
import { DONE } from '../../words/standing-words.ts'
import { timeZoneOf } from '../command/time-zone.ts'
import { UsageError } from '../command/usage-error.ts'
import { transcriptOf, wholeCallOf } from './conversation-words.ts'
import {
  createConversationsApi,
  type ConversationPage,
  type ConversationsApi,
} from './conversations-api.ts'
import { correctedScenario } from './corrected-scenario.ts'
import { follow } from './follow.ts'
import { printsJson, printsTranscript } from './onlookers.ts'
import {
  CONVERSATIONS_HELP,
  CONVERSATIONS_OPTIONS,
  readConversationsOptions,
  type ConversationsOptions,
} from './options.ts'

export const conversations = createCommand({
  name: 'conversations',
  help: CONVERSATIONS_HELP,
  options: CONVERSATIONS_OPTIONS,
  takesWords: true,
  async run(given, around) {
    const now = new Date()
    const inZone = (env: NodeJS.ProcessEnv) =>
      readConversationsOptions(given, { now, zone: timeZoneOf(env) })
    const options = inZone(around.env)
    const address = readServerAddress(options.url, around.env)
    const apiUntil = (signal?: AbortSignal) =>
      createConversationsApi(createApiClient({ ...address, signal }))
    if (options.task === 'follow')
      return untilInterrupted(around, async (signal) => {
        const api = apiUntil(signal)
        const there = await atServer(api, options, around)
        return watch(api, inZone(there.env), there, signal)
      })
    const api = apiUntil()
    const there = await atServer(api, options, around)
    return TASKS[options.task](api, inZone(there.env), there)
  },
})

/** Days and clocks are the server's, so that the terminal agrees with the console wherever it stands. */
async function atServer(
  api: ConversationsApi,
  { json, filter }: ConversationsOptions,
  around: Surroundings,
): Promise<Surroundings> {
  const isNeeded = !json || filter.from !== undefined || filter.to !== undefined
  const zone = isNeeded ? await api.timeZone() : undefined
  return zone === undefined ? around : { ...around, env: { ...around.env, TIME_ZONE: zone } }
}

type Perform = (
  api: ConversationsApi,
  options: ConversationsOptions,
  around: Surroundings,
) => Promise<number>

const list: Perform = async (api, { filter, limit, cursor, json }, around) => {
  const page = await api.recent(filter, limit, cursor)
  if (json) {
    printJson(around, page)
    return 0
  }
  if (page.conversations.length === 0) printLine(around, 'No calls')
  if (page.next_cursor !== null)
    printLine(around, `${styled(around, 'gray', 'There are older calls: --limit, --to')}\n`)
  const blocks = page.conversations
    .map((call) => transcriptOf(call, around, filter.q).join('\n'))
    .toReversed()
  for (const [index, block] of blocks.entries()) printLine(around, index > 0 ? `\n${block}` : block)
  return 0
}

const show: Perform = async (api, { callSid, journal = false, json }, around) => {
  // In words it is told why, which the journal knows.
  const call = await api.one(callSid, journal || !json)
  if (json) printJson(around, call)
  else for (const line of wholeCallOf(call, around, journal)) printLine(around, line)
  return 0
}

const erase: Perform = async (api, { callSid, yes, json }, around) => {
  if (!yes) {
    if (!isTerminal(around)) throw new UsageError('erase asks on a terminal; elsewhere say --yes')
    // Nobody should have to confirm what does not exist.
    const call = await api.one(callSid)
    for (const line of transcriptOf(call, around)) printLine(around, line)
    const { confirm } = await import('@clack/prompts')
    const message = 'Erase the words and the number of this call for good?'
    const { input, output } = around
    if ((await confirm({ message, initialValue: false, input, output })) !== true) {
      printLine(around, 'Nothing was erased')
      return EXIT_CODES.failed
    }
  }
  await api.erase(callSid)
  if (!json) printLine(around, `Erased ${callSid}`)
  return 0
}

function marking(done: boolean): Perform {
  return async (api, { callSid, json }, around) => {
    const call = await api.change(callSid, { done })
    if (json) printJson(around, call)
    else printLine(around, done ? `Done with ${callSid}` : `Not done with ${callSid}`)
    return 0
  }
}

const judge: Perform = async (api, { callSid, verdict, json }, around) => {
  const call = await api.change(callSid, { owner_verdict: verdict })
  if (json) printJson(around, call)
  else {
    const words = verdict === null ? 'nothing is said of it' : verdictsInWords(call)[verdict]
    printLine(around, `${callSid}: ${words.toLowerCase()}`)
  }
  return 0
}

const decide: Perform = async (api, { callSid, choice, words, json }, around) => {
  const call = await api.decide(callSid, { choice, ...(choice === 'say' && { words }) })
  if (json) printJson(around, call)
  else printLine(around, DONE[choice.replaceAll('_', ' ') as keyof typeof DONE])
  return 0
}

/** A line for each, whatever their number: a page is printed before the next is asked for. */
const printCorrected: Perform = async (api, { filter }, around) => {
  let cursor: string | null = null
  do {
    const page: ConversationPage = await api.page({ ...filter, corrected: 'true' }, 200, cursor)
    for (const call of page.conversations) {
      const scenario = correctedScenario(call)
      if (scenario) printLine(around, toJson(scenario))
    }
    cursor = page.next_cursor
  } while (cursor !== null)
  return 0
}

const TASKS = {
  list,
  show,
  erase,
  done: marking(true),
  undone: marking(false),
  verdict: judge,
  decide,
  corrected: printCorrected,
}

async function watch(
  api: ConversationsApi,
  { filter, limit, intervalMs, json }: ConversationsOptions,
  around: Surroundings,
  signal: AbortSignal,
): Promise<number> {
  const onlooker = json ? printsJson(around) : printsTranscript(around)
  return follow(api, filter, limit, onlooker, signal, intervalMs)
}

/** Ctrl-C is how one leaves, so it is no failure. */
async function untilInterrupted(
  { signals }: Surroundings,
  task: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  signals.once('SIGINT', leave)
  try {
    return await task(leaving.signal)
  } catch (error) {
    if (leaving.signal.aborted) return 0
    throw error
  } finally {
    signals.off('SIGINT', leave)
  }
}
