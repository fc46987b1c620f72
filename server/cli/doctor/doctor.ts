/** `npm run doctor`: looks at everything that can be wrong, and tells it in words with the remedy. */
import { existsSync } from 'node:fs'
import type { Database } from '../../../storage/database.ts'
import { lazy } from '../../basics/lazy.ts'
import { readObject } from '../../basics/http-answer.ts'
import { wholeText } from '../../basics/bounded-body.ts'
import { CHECK_NAMES, worstOf, type CheckName, type Examined } from '../../doctor/check.ts'
import { createChecks } from '../../doctor/checks.ts'
import { examine } from '../../doctor/examine.ts'
import { openDatabase } from '../../open-database.ts'
import type { Config } from '../../settings/config.ts'
import { survey } from '../../survey.ts'
import { createCommand } from '../command/command.ts'
import { oneOf } from '../command/option-values.ts'
import { printJson, printLine, type Surroundings } from '../command/surroundings.ts'
import { examinedLines, summary } from './examined-lines.ts'
import { readForDoctor } from './read-for-doctor.ts'

const HELP = `Is all well? Looks at everything that can be wrong, and says what to do about it.

  npm run doctor                      everything, all at once; nothing waits longer than 12 s
  npm run doctor -- database disk     only these: ${CHECK_NAMES.join(', ')}

  --json            print what was found as JSON
  --help            this text

It reads the settings of this folder as the server does, whether that runs or not. A model is asked to judge a made-up
call, and a webhook that changes nothing is sent through BASE_URL, signed rightly and wrongly. No phone rings, and no
notice is sent: npm run notify -- test does that.

Exit codes, for monitoring: 0 all is well, 1 something is to be seen to, 2 something does not work (or wrong usage).`

const EXIT_CODES = { ok: 0, not_checked: 0, warn: 1, fail: 2 } as const

export const doctor = createCommand({
  name: 'doctor',
  help: HELP,
  options: { json: { type: 'boolean' } },
  takesWords: true,
  async run({ values, words }, around) {
    const only =
      words.length === 0 ? CHECK_NAMES : words.map((word) => oneOf(CHECK_NAMES, word, 'check'))
    const examined = await look(
      only,
      around,
      values.json ? () => undefined : tellAtOnce(around, only),
    )
    const state = worstOf(examined)
    if (values.json)
      printJson(around, {
        state,
        checks: examined.map(({ tookMs, ...one }) => ({ ...one, took_ms: tookMs })),
      })
    else printLine(around, summary(examined))
    return EXIT_CODES[state]
  },
})

async function look(
  only: readonly CheckName[],
  { env }: Surroundings,
  onExamined: (examined: Examined) => void,
): Promise<Examined[]> {
  const { config, problems } = await readForDoctor(env)
  let opened: Database | null = null
  const database = lazy(async () => (opened = config && (await openIfThere(config))))
  const checks = createChecks(
    survey(config, {
      problems,
      database,
      instances: () => instanceHere(config),
      now: () => new Date(),
    }),
    only,
  )
  try {
    return await examine(checks, { onExamined })
  } finally {
    await (opened as Database | null)?.close()
  }
}

/** To look makes nothing. */
async function openIfThere(config: Config): Promise<Database | null> {
  if (config.azureSql === null && !existsSync(config.sqlitePath)) return null
  return openDatabase(config)
}

const PATIENCE_MS = 3_000

/** Of the server that listens on this machine. */
async function instanceHere(config: Config | null): Promise<string[] | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${config?.port ?? 8000}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const { instance } = (readObject(await wholeText(answer, 4_096)) ?? {}) as {
      instance?: unknown
    }
    return typeof instance === 'string' ? [instance] : null
  } catch {
    return null
  }
}

/** In the order of the list, each as soon as all before it are there. */
function tellAtOnce(around: Surroundings, only: readonly CheckName[]) {
  const waiting = new Map<CheckName, Examined>()
  const left = CHECK_NAMES.filter((name) => only.includes(name))
  return (examined: Examined) => {
    waiting.set(examined.name, examined)
    for (let next = waiting.get(left[0]!); next !== undefined; next = waiting.get(left[0]!)) {
      left.shift()
      for (const line of examinedLines(next, around)) printLine(around, line)
      waiting.delete(next.name)
    }
  }
}
