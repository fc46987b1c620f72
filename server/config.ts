/** The settings, read from the environment: every mistake at once, in words. */
import { z } from 'zod'
import { readPhoneNumber } from './phone-number.ts'

/** One or more settings are missing or wrong; the message lists them all. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The settings need attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const phoneNumber = z.string().transform((written, ctx) => {
  const number = readPhoneNumber(written)
  if (number) return number
  ctx.addIssue({ code: 'custom', message: 'write it in full, like +14155550123' })
  return z.NEVER
})

function wholeNumber(from: number, to: number, unset: number) {
  const message = `give a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message)
    .default(unset)
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

const settings = z.object({
  PORT: wholeNumber(0, 65_535, 8000),
  HOST: z.string().optional(),
  BASE_URL: z
    .string()
    .refine(
      (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
      'give the public address of this server, like https://concierge.example.com',
    )
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'it begins with AC; see the first page of the Twilio console')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_PHONE_NUMBER: phoneNumber.optional(),
  REAL_PHONE_NUMBER: phoneNumber.optional(),
  OWNER_NAME: z.string().max(80, 'at most 80 characters: it is spoken').default(''),
  SQLITE_DB_PATH: z.string().default('calls.db'),
  VOICE: z.string().optional(),
  LANGUAGE: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'give a language tag, like en-US')
    .default('en-US'),
  MAX_TURNS: wholeNumber(1, 20, 3),
  NO_SPEECH_RETRIES: wholeNumber(0, 10, 2),
  // Twilio's bounds: https://www.twilio.com/docs/voice/twiml/dial#timeout
  DIAL_TIMEOUT_SECONDS: wholeNumber(5, 600, 20),
  LOG_LEVEL: z.enum(LOG_LEVELS, `choose one of ${LOG_LEVELS.join(', ')}`).default('info'),
  NODE_ENV: z.string().optional(),
  /** Set by Azure App Service: https://learn.microsoft.com/azure/app-service/reference-app-settings */
  WEBSITE_SITE_NAME: z.string().optional(),
})

const REAL_CALLS_NEED = ['TWILIO_AUTH_TOKEN', 'REAL_PHONE_NUMBER', 'BASE_URL'] as const

/** 555-0100 to 555-0199 are kept for fiction: nobody is ever rung by a demo. */
const DEMO_OWNER = '+14155550100'

export type Config = Awaited<ReturnType<typeof readConfig>>

/** Reads the settings. An empty value counts as unset. Throws `ConfigError`. */
export function readConfig(env: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const parsed = settings.safeParse(given)
  const read: Partial<z.infer<typeof settings>> = parsed.data ?? {}
  const problems = (parsed.error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: ${issue.message}`,
  )
  const missing = REAL_CALLS_NEED.filter((name) => given[name] === undefined)
  const isProduction = given.NODE_ENV === 'production' || given.WEBSITE_SITE_NAME !== undefined
  if (isProduction)
    problems.push(...missing.map((name) => `${name}: is missing; production needs it`))
  if (problems.length > 0) throw new ConfigError(problems)

  const values = read as z.infer<typeof settings>
  const isDemo = missing.length > 0
  return {
    isProduction,
    /** Not set up for real calls: open to this machine only, where nobody has to sign. */
    isDemo,
    /** What is not set and would have to be for real calls. */
    missing,
    port: values.PORT,
    host: isDemo ? '127.0.0.1' : (values.HOST ?? '0.0.0.0'),
    baseUrl: values.BASE_URL ?? `http://127.0.0.1:${values.PORT}`,
    authToken: values.TWILIO_AUTH_TOKEN ?? null,
    twilioNumber: values.TWILIO_PHONE_NUMBER ?? null,
    ownerNumber: values.REAL_PHONE_NUMBER ?? DEMO_OWNER,
    ownerName: values.OWNER_NAME,
    sqlitePath: values.SQLITE_DB_PATH,
    language: values.LANGUAGE,
    // Twilio picks a voice for other languages; naming an English one would make its Say fail.
    voice: values.VOICE ?? (values.LANGUAGE === 'en-US' ? 'Polly.Joanna-Neural' : null),
    limits: { maxTurns: values.MAX_TURNS, noSpeechRetries: values.NO_SPEECH_RETRIES },
    dialTimeoutSeconds: values.DIAL_TIMEOUT_SECONDS,
    logLevel: values.LOG_LEVEL,
  }
}
