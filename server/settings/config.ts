/** The settings, read from the environment: every mistake at once, in words. */
import type { z } from 'zod'
import { flowIds, flowNames, flows } from '../../machines/flows.ts'
import { readAtOdds } from './at-odds.ts'
import { callsAccount } from './calls-resource.ts'
import { incompleteModels, readAzureModel } from './model-settings.ts'
import { ConciergeError } from '../../storage/concierge-error.ts'
import { handedOver } from './environment/handed-over.ts'
import { meantForUs } from './environment/unknown-names.ts'
import { readBackups } from './backup-settings.ts'
import { emergencyNumberFor } from './emergency-number.ts'
import { housesOf, inCircles, ownNumbersOf, toldTwice, withLines } from './houses/of-lines.ts'
import { readLines } from './houses/read-lines.ts'
import { readHours } from './hours/read-hours.ts'
import { settingsInEffect } from './in-effect.ts'
import { isOurs, NOTICES_READ_FROM, SETTING_NAMES } from './names.ts'
import { noticesByDefault } from './notices/changed-notices.ts'
import { readNotices } from './notices/read-notices.ts'
import { missingForRealCalls, whatIsNeeded } from './needed.ts'
import { readOtel } from './otel.ts'
import { incompleteCarddav, readOutside } from './outside-sources.ts'
import { readSpeech } from './speech/read-speech.ts'
import { readEach } from './read-each.ts'
import { checkSecrets, isBareSecret } from './secrets/check-secrets.ts'
import { readTimeZone } from './time-zone.ts'
import { settings } from './each-setting.ts'

/** One or more settings are missing or wrong; the message lists them all. */
export class ConfigError extends ConciergeError {
  readonly code = 'CONFIG'
  readonly disposition = 'refuse'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The settings need attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** It heard and spoke through Azure, which Twilio does here. */
const OF_THE_EARLIER_SYSTEM = /^(AZURE_SPEECH_|ACS_|TTS_VOICE$)/

/** 555-0100 to 555-0199 are kept for fiction: nobody is ever rung by a demo. */
const DEMO_OWNER = '+14155550100'

export type Config = Awaited<ReturnType<typeof readConfig>>

/**
 * Reads the settings. An empty value counts as unset. What of `unread`, by name the reason why a setting could
 * not be had, is not in `env` and needed is a mistake with that reason. `mistakes` that were found before are
 * told with the others. `opensRooms`: whether somebody will be let in by them, as a server does and a command
 * does not. Throws `ConfigError`.
 */
export function readConfig(
  env: NodeJS.ProcessEnv,
  unread: Record<string, string> = {},
  registry = flows,
  mistakes: readonly string[] = [],
  opensRooms = true,
) {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const isPlain = isOurs(name) && !isBareSecret(name)
      const meant = value && isPlain ? handedOver(value) : value?.trim()
      // JSON may be broken where it pleases.
      const plain = name === 'LINES' ? meant?.replace(/\s*[\r\n]\s*/g, ' ') : meant
      return plain ? [[name, plain]] : []
    }),
  )
  const { read, problems: wrong } = readEach(settings, given)
  const noSecrets = checkSecrets(given)
  const isTold = (problem: string) => noSecrets.has(problem.split(':')[0]!)
  const problems = [...mistakes, ...[...noSecrets].map(([name, why]) => `${name}: ${why}`)]
  const otel = readOtel(given)
  const speech = readSpeech({ ...given, byNumber: read.LANGUAGES })
  const timeZone = readTimeZone(given)
  const atOdds = readAtOdds(read, given)
  const notices = readNotices(given)
  for (const found of [wrong, ...[speech, otel, atOdds, notices].map((one) => one.problems)])
    problems.push(...found.filter((problem) => !isTold(problem)))
  if (timeZone.problem) problems.push(`${timeZone.problem.setting}: ${timeZone.problem.message}`)
  const wished = [
    ['FLOW', read.FLOW],
    ...[...(read.FLOWS ?? [])].map(([, flow]) => ['FLOWS', flow]),
  ]
  for (const [name, flow] of wished)
    if (flow !== undefined && !registry.some(({ id }) => id === flow))
      problems.push(`${name}: there is no flow '${flow}': known are ${flowNames(registry)}`)
  const hours = given.HOURS === undefined ? null : readHours(given.HOURS, flowIds(registry))
  if (hours !== null && 'problem' in hours && !isTold('HOURS:'))
    problems.push(`HOURS: ${hours.problem}`)
  const { lines, ...ofLines } = readLines(given.LINES, flowIds(registry), given)
  const rules = hours !== null && 'value' in hours ? hours.value : []
  if (!isTold('LINES:')) problems.push(...ofLines.problems, ...toldTwice(lines, read, rules))
  const phones = { owner: read.REAL_PHONE_NUMBER, twilio: read.TWILIO_PHONE_NUMBER }
  problems.push(...inCircles(lines, phones, read, rules))
  const isProduction = read.NODE_ENV === 'production' || given.WEBSITE_SITE_NAME !== undefined
  const isInspected = read.INSPECT === true
  problems.push(...whatIsNeeded(given, unread, { isProduction, opensRooms, isInspected }))
  const azure = readAzureModel(read)
  problems.push(...azure.problems)
  for (const name of incompleteModels(given, azure.deployment))
    problems.push(
      `${name}: ${unread[name] ?? 'is missing; the other settings of the model need it'}`,
    )
  problems.push(...incompleteCarddav(given, unread))
  if (read.INSPECT && read.PORT && read.PORT === read.INSPECT_PORT)
    problems.push(`INSPECT_PORT: is ${read.PORT}, as PORT is: give it another`)
  const meant = meantForUs(Object.keys(given), [...SETTING_NAMES, ...otel.names])
  if (problems.length > 0)
    throw new ConfigError([
      ...problems,
      ...[...meant].map(([name, ours]) => `${name}: is no setting; is ${ours} meant?`),
    ])

  const values = read as z.infer<typeof settings>
  const missing = missingForRealCalls(given)
  const isDemo = missing.length > 0
  const outside = readOutside(values)
  const backups = readBackups(values)
  const ownNumbers = [values.TWILIO_PHONE_NUMBER ?? null, values.REAL_PHONE_NUMBER ?? null]
  const ownerNumber = values.REAL_PHONE_NUMBER ?? DEMO_OWNER
  const flowByNumber = withLines(values.FLOWS, lines, ({ flow }) => flow)
  const languageByNumber = withLines(speech.languageByNumber, lines, ({ language }) => language)
  const voiceLineByNumber = withLines(values.VOICE_LINES, lines, (line) => line.voice_line)
  const general = {
    ownerNumber,
    ownerName: values.OWNER_NAME,
    language: speech.language,
    voice: speech.voice,
    ...(speech.speechModel !== undefined && { speechModel: speech.speechModel }),
  }
  const emergencyNumber =
    values.EMERGENCY_NUMBER ?? emergencyNumberFor(isDemo ? [DEMO_OWNER] : ownNumbers)
  return {
    isProduction,
    /** Not set up for real calls: open to this machine only, where nobody has to sign. */
    isDemo,
    /** What is not set and would have to be for real calls. */
    missing,
    port: values.PORT,
    host: isDemo ? '127.0.0.1' : (values.HOST ?? '0.0.0.0'),
    baseUrl: values.BASE_URL ?? `http://127.0.0.1:${values.PORT}`,
    /** Any of them may have signed a webhook; none where nobody has to sign. */
    authTokens: values.TWILIO_AUTH_TOKEN,
    twilioNumber: values.TWILIO_PHONE_NUMBER ?? null,
    ownerNumber,
    ownerName: values.OWNER_NAME,
    /** Called numbers with owners of their own; none where all calls are one owner's. */
    houses: housesOf(lines, general),
    /** What holds for calls to any other number. */
    general,
    /** All that calls come in by, as far as we are told, E.164. */
    ownNumbers: ownNumbersOf(
      values.TWILIO_PHONE_NUMBER,
      [
        flowByNumber,
        languageByNumber,
        voiceLineByNumber,
        new Map(lines.map((one) => [one.number, one])),
      ],
      rules,
    ),
    /** Id of the flow that a call runs where the number called has none of its own. */
    flow: values.FLOW,
    /** Ids of flows by the number called, in E.164. */
    flowByNumber,
    /** When which flow answers; the owner may change it while it runs. */
    hours: [...lines.flatMap((line) => line.hours), ...rules],
    /** How calls are heard and answered where the number called has no line of its own. */
    voiceLine: values.VOICE_LINE,
    /** By the number called, in E.164. */
    voiceLineByNumber,
    sqlitePath: values.SQLITE_DB_PATH,
    /** The connection string; null keeps the calls in the file. */
    azureSql: values.USE_AZURE_SQL ? values.AZURE_SQL_CONNECTION_STRING! : null,
    language: speech.language,
    voice: speech.voice,
    speechModel: speech.speechModel,
    /** By the number called, in E.164. */
    languageByNumber,
    /** The owner's, IANA: days are counted in it. */
    timeZone: timeZone.name,
    timeZoneFrom: timeZone.from,
    limits: {
      maxTurns: values.MAX_TURNS,
      noSpeechRetries: values.NO_SPEECH_RETRIES,
      messages: values.MESSAGES,
      whisper: values.WHISPER,
      ownerSeconds: values.OWNER_SECONDS,
      language: speech.language,
      ...(speech.offers.length > 0 && { offers: speech.offers }),
      ...(values.NOTICE !== 'none' && { notice: values.NOTICE }),
      ...(emergencyNumber !== null && { emergencyNumber }),
    },
    emergencyNumber: values.EMERGENCY_NUMBER ?? null,
    /** Null: `unclear` where the owner can answer a notice, else `never`. */
    askOwner: values.ASK_OWNER ?? null,
    /** What becomes of callers who withhold their numbers. */
    withheld: values.WITHHELD,
    /** Of Twilio; null where none is set. */
    accountSid: values.TWILIO_ACCOUNT_SID ?? null,
    /** By which calls are acted on from outside; null where that cannot be. */
    callsAccount: callsAccount(
      {
        apiUrl: values.TWILIO_API_URL,
        accountSid: values.TWILIO_ACCOUNT_SID,
        authToken: values.TWILIO_AUTH_TOKEN[0],
      },
      isDemo,
    ),
    /** Null: Twilio's own. */
    twilioApiUrl: values.TWILIO_API_URL ?? null,
    dialTimeoutSeconds: values.DIAL_TIMEOUT_SECONDS,
    azureOpenAi: azure.deployment
      ? {
          endpoint: azure.endpoint!,
          deployment: azure.deployment,
          apiVersion: azure.apiVersion,
          /** Null: the identity of this machine or person, through Entra ID. */
          key: values.AZURE_OPENAI_KEY ?? null,
        }
      : null,
    openAi: values.OPENAI_MODEL
      ? {
          baseUrl: values.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
          model: values.OPENAI_MODEL,
          /** Null: a server of one's own that asks for none. */
          key: values.OPENAI_API_KEY ?? null,
        }
      : null,
    screeningDeadlineMs: values.SCREENING_DEADLINE_MS,
    screeningPatienceMs: values.SCREENING_PATIENCE_MS,
    speculate: values.SPECULATE,
    adminKeys: values.ADMIN_API_KEY,
    corsOrigins: values.CORS_ORIGINS,
    defaultCountry: values.DEFAULT_COUNTRY,
    /** Words and numbers of older calls are erased; null keeps them. */
    retentionDays: values.RETENTION_DAYS || null,
    /** What the owner is told, and by which ways. */
    notices: notices.settings,
    /** The same as it was given: the owner may change some of it while it runs. */
    noticesGiven: Object.fromEntries(
      NOTICES_READ_FROM.map((name) => [name, given[name]]),
    ) as Partial<Record<string, string>>,
    /** Lists of reported numbers. */
    lists: outside.lists,
    /** The address book that contacts come from; null where there is none. */
    carddav: outside.carddav,
    /** Backups that are written unasked. */
    backups: backups.settings,
    /** Where traces go and as whose; null sends none. */
    otel: otel.settings,
    /** Stately's inspector, where it is wished for; `pii`: with numbers, names and words. */
    inspect: values.INSPECT ? { port: values.INSPECT_PORT, pii: values.INSPECT_PII } : null,
    logLevel: values.LOG_LEVEL,
    /** Whether numbers and words may appear in the log, under `pii`. */
    logPii: values.LOG_PII,
    /** All of them as they count; of secrets only whether they are set. */
    inEffect: settingsInEffect(given, {
      read,
      defaults: { ...readEach(settings, {}).read, ...noticesByDefault() },
      unset: {
        ...values,
        BASE_URL: `http://127.0.0.1:${values.PORT}`,
        HOST: isDemo ? '127.0.0.1' : '0.0.0.0',
        VOICE: speech.voice,
        SPEECH_MODEL: speech.speechModel,
        TIME_ZONE: timeZone.name,
        RETENTION_DAYS: null,
      },
    }),
    /** Names that are set and mean nothing here. */
    unused: Object.keys(given).filter((name) => OF_THE_EARLIER_SYSTEM.test(name)),
    /** By names that are set and that nobody reads, the settings that are probably meant. */
    misspelt: Object.fromEntries(meant),
    /** What works less well than one may think: the setting, and a sentence. */
    warnings: [speech, otel, atOdds, notices, outside, backups, ofLines].flatMap(
      ({ warnings }) => warnings,
    ),
  }
}
