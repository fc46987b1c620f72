/** `npm run simulate`: a simulation in the terminal, step by step, as the console's page shows it. */
import { readFile } from 'node:fs/promises'
import { flows, ownFlows } from '../../../machines/flows.ts'
import { speechIn } from '../../../prompts/speech/speech-in.ts'
import { readAddress } from '../../../machines/simulation/address.ts'
import { MoveError } from '../../../machines/simulation/move.ts'
import { readCallFile } from '../../replay/call-file.ts'
import { recordMoves } from '../../replay/record-moves.ts'
import type { RecordedCall } from '../../replay/recorded-call.ts'
import { replayToday } from '../../replay/replay-today.ts'
import { createCommand } from '../command/command.ts'
import { withFile } from '../command/files.ts'
import { readSettings } from '../command/settings.ts'
import { printJson, printLine } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { linesOf } from './simulated-lines.ts'

const HELP = `Usage: npm run simulate -- FILE… [option]
Plays a simulation through today's flow: what happens, what is asked and answered, what is heard.
A FILE is one that the console's page Simulate has saved, or npm run replay -- --export; the address
of that page, in quotes, is played too.

  --json   prints the steps as JSON
  --help   prints this

It needs no server, touches no database and rings nobody. New ones are played on the console, at
/console/simulate.
Exit codes: 0 as it was when it was saved, 1 another way, 2 wrong usage.`

/** Ends with 1 where one goes another way than it did. */
export const simulate = createCommand({
  name: 'simulate',
  help: HELP,
  options: { json: { type: 'boolean', default: false } },
  takesWords: true,
  async run({ values, words }, around) {
    if (words.length === 0)
      throw new UsageError('Say which: a file that the page Simulate has saved, or its address')
    const config = readSettings(around.env)
    const speech = speechIn(config.language, config.ownerName)
    const calls = await Promise.all(words.map(callIn))
    const played = calls.map((call) => ({
      call,
      replay: replayToday(call, { flows, limits: config.limits, speech }),
    }))
    if (values.json)
      printJson(
        around,
        played.map(({ replay }) => replay),
      )
    else for (const line of played.flatMap((one) => linesOf(one, around))) printLine(around, line)
    return played.every(({ replay }) => replay.result === 'identical') ? 0 : 1
  },
})

async function callIn(word: string): Promise<RecordedCall> {
  const at = word.indexOf('#')
  if (at >= 0 || /^https?:/i.test(word)) return callBehind(at < 0 ? '' : word.slice(at))
  return readCallFile(await withFile(word, 'read', () => readFile(word, 'utf8')), word)
}

function callBehind(hash: string): RecordedCall {
  try {
    const played = readAddress(hash)
    if (!played)
      throw new UsageError('The address holds no simulation: take one that has a # in it')
    const flow = [...flows, ...ownFlows].findLast(({ id }) => id === played.flow)
    if (!flow) throw new UsageError(`There is no flow ${played.flow} in machines/flows.ts`)
    return recordMoves(flow, played.limits, played.ways[played.way]!.slice(0, played.at))
  } catch (error) {
    if (error instanceof MoveError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}
