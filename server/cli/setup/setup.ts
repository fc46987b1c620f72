/** `npm run setup`: from nothing to a first call. Nothing is written before all is known and checked. */
import * as prompts from '@clack/prompts'
import { editEnvFile } from '../../settings/environment/edit-env-file.ts'
import { parseEnvFile } from '../../settings/environment/env-file.ts'
import { isOurs } from '../../settings/names.ts'
import { createAsk, type Ask } from '../command/ask.ts'
import { createCommand } from '../command/command.ts'
import { isTerminal, printLine, type Surroundings } from '../command/surroundings.ts'
import { UsageError } from '../command/usage-error.ts'
import { TwilioApiError } from '../../doctor/twilio/twilio-api.ts'
import { forTerminal } from '../command/terminal-text.ts'
import { askingTwilio } from '../twilio/tell-refusal.ts'
import { afterwards, isPublic, refuseInVain } from './afterwards.ts'
import { askSettings } from './ask-settings.ts'
import { readEnvFileForEditing, replaceEnvFile, type ReadEnvFile } from './env-file.ts'
import { problemsWith } from './fitness.ts'
import {
  SETUP_HELP,
  SETUP_OPTIONS,
  settingsGiven,
  type SetupOptions as Options,
} from './options.ts'
import { ASKED_FOR, newAdminKey, newTopic, NO_ZONE, zoneOfThisMachine } from './questions.ts'
import { findNumber } from './with-twilio.ts'

type Settings = Record<string, string>

export const setup = createCommand({
  name: 'setup',
  help: SETUP_HELP,
  options: SETUP_OPTIONS,
  takesWords: false,
  async run({ values }, around) {
    if (!values.yes && !isTerminal(around))
      throw new UsageError(
        'There is nobody to ask here: add --yes, and what is missing as options or from the environment',
      )
    const ask = values.yes ? null : createAsk(around)
    try {
      return await askingTwilio(() => setUp(values, around, ask))
    } finally {
      ask?.close()
    }
  },
})

async function setUp(options: Options, around: Surroundings, ask: Ask | null): Promise<number> {
  const path = options.file ?? '.env'
  const file = await readEnvFileForEditing(path)
  const given = await settingsGiven(options, around)
  refuseToOverwrite(given, file.values, options, path)
  const outside = ofTheEnvironment(around.env)
  const known: Settings = { ...file.values, ...outside, ...given }
  if (ask) prompts.intro('Voice Concierge: what is missing for calls', { output: around.output })
  const answers = ask ? await askSettings(ask, withoutEmpty(known), around.env) : {}
  if (answers === null) return left(path, around)
  const changes = changed(
    { ...notYetIn(file, outside), ...given, ...answers, ...made(known, answers, options, around) },
    file,
  )
  const bytes = edit(file, changes, path)
  const settings = withoutEmpty({ ...parseEnvFile(bytes).values, ...outside, ...changes })
  const problems = problemsWith(settings)
  if (problems.length > 0)
    throw new UsageError(
      `Nothing was written: a server would not start with this.\n${problems.map((one) => `  - ${one}`).join('\n')}`,
    )
  refuseInVain(options, settings)
  if (!options.offline && !(await isFound(settings, around, ask))) return left(path, around)
  if (ask && Object.keys(changes).length > 0) {
    const message = `Write ${Object.keys(changes).join(', ')} to ${path}?`
    const mayWrite = await ask.put((asking) => prompts.confirm({ ...asking, message }))
    if (!mayWrite) return left(path, around)
  }
  await write(path, file, { bytes, names: Object.keys(changes) }, around)
  tellWhatGoesBefore(outside, settings, path, around)
  if (!settings.TIME_ZONE) printLine(around, NO_ZONE)
  return afterwards(settings, options, around, ask)
}

/** Whoever has typed it all may keep it, whatever Twilio says. */
async function isFound(settings: Settings, around: Surroundings, ask: Ask | null) {
  try {
    await findNumber(settings, around)
    return true
  } catch (error) {
    if (!(error instanceof TwilioApiError) || ask === null) throw error
    prompts.log.error(forTerminal(error.message), { output: around.output })
    const message = 'Keep it all the same?'
    return ask.put((asking) => prompts.confirm({ ...asking, message, initialValue: false }))
  }
}

function tellWhatGoesBefore(
  outside: Settings,
  settings: Settings,
  path: string,
  around: Surroundings,
): void {
  const names = Object.keys(outside).filter((name) => outside[name] !== settings[name])
  if (names.length > 0)
    printLine(around, `But ${names.join(', ')} in the environment goes before what ${path} says`)
}

/** Nothing is replaced that nobody asked to. */
function refuseToOverwrite(given: Settings, before: Settings, options: Options, path: string) {
  if (options.overwrite) return
  const names = Object.keys(given).filter((name) => before[name] && before[name] !== given[name])
  if (names.length > 0)
    throw new UsageError(
      `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} set already in ${path}: add --overwrite to replace, or leave the option out`,
    )
}

/** Of a command it has `.env` as well. */
function ofTheEnvironment(env: NodeJS.ProcessEnv): Settings {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      isOurs(name) && value?.trim() ? [[name, value.trim()]] : [],
    ),
  )
}

/** What setup asks for is kept, whoever answers. */
function notYetIn({ values }: ReadEnvFile, outside: Settings): Settings {
  return Object.fromEntries(
    Object.entries(outside).filter(([name]) => ASKED_FOR.has(name) && !values[name]),
  )
}

/** What nobody has to be asked for. */
function made(
  known: Settings,
  answers: Settings,
  options: Options,
  { env }: Surroundings,
): Settings {
  const all = withoutEmpty({ ...known, ...answers })
  const isReal = Boolean(all.TWILIO_AUTH_TOKEN && all.REAL_PHONE_NUMBER && isPublic(all))
  return {
    ...(!all.ADMIN_API_KEY && { ADMIN_API_KEY: newAdminKey() }),
    ...(options.ntfy && !all.NTFY_URL && { NTFY_URL: newTopic() }),
    ...(options.yes && !all.TIME_ZONE && { TIME_ZONE: zoneOfThisMachine(env) }),
    // What is open to everybody is refused then.
    ...(isReal && !all.NODE_ENV && { NODE_ENV: 'production' }),
  }
}

function withoutEmpty(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value.trim() !== ''))
}

function changed(wanted: Settings, { values }: ReadEnvFile): Settings {
  return Object.fromEntries(
    Object.entries(withoutEmpty(wanted)).filter(([name, value]) => values[name] !== value),
  )
}

/** Throws `UsageError` where it cannot hold them. */
function edit({ bytes }: ReadEnvFile, changes: Settings, path: string): Buffer {
  const edited = editEnvFile(bytes, changes, path)
  if ('problems' in edited) throw new UsageError(edited.problems.join('\n'))
  return edited.bytes
}

async function write(
  path: string,
  file: ReadEnvFile,
  { bytes, names }: { bytes: Buffer; names: string[] },
  around: Surroundings,
): Promise<void> {
  if (names.length === 0)
    return printLine(around, `${path} has all that is needed: nothing was changed`)
  await replaceEnvFile(path, file, bytes)
  const what = file.isThere ? 'now has' : 'is made, with'
  printLine(around, `${path} ${what} ${names.join(', ')}; it is for you alone to read (0600)`)
}

function left(path: string, around: Surroundings): number {
  prompts.cancel(`Nothing was written: ${path} is as it was`, { output: around.output })
  return 1
}
