/** Each setting by itself, with the words for what it is not. */
import { z } from 'zod'
import { ASK_OWNER, MESSAGES_FROM, NOTICES, WHISPERS } from '../../machines/call.ts'
import { readApiVersion, readAzureEndpoint } from './azure-endpoint.ts'
import { API_URL_PROBLEM, readApiUrl } from './calls-resource.ts'
import { readOpenAiBaseUrl } from './openai-base-url.ts'
import type { Read } from './pasted-url.ts'
import { backupSettings } from './backup-settings.ts'
import { flowsByNumber, languagesByNumber, linesByNumber, VOICE_LINES } from './by-number.ts'
import { hostSetting } from './host.ts'
import { httpUrl, isBaseUrl, list, nodeEnv, phoneNumber, wholeNumber } from './kinds.ts'
import type { SETTING_NAMES } from './names.ts'
import { noticeSettings } from './notices/read-notices.ts'
import { outsideSettings } from './outside-sources.ts'
import { isCountry } from './phone-number.ts'

/** What a reader takes, and its words where it takes it not. */
function pasted<Value>(read: (written: string) => Read<Value>) {
  return z.string().transform((written, ctx) => {
    const answer = read(written)
    if ('value' in answer) return answer.value
    ctx.addIssue({ code: 'custom', message: answer.problem })
    return z.NEVER
  })
}

const yesOrNo = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', 'false'], 'write true or false'))
  .transform((value) => value === 'true')
  .default(false)

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

/** How they fit together is judged by `readConfig`. */
export const settings = z.object({
  PORT: wholeNumber(0, 65_535, 8000),
  HOST: hostSetting.optional(),
  BASE_URL: httpUrl('give the public address of this server, like https://concierge.example.com')
    .refine(
      isBaseUrl,
      'give the address without a webhook’s path, a question mark, # or a password',
    )
    .optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'it begins with AC; see the first page of the Twilio console')
    .optional(),
  TWILIO_API_URL: z
    .string()
    .refine((written) => readApiUrl(written) !== null, API_URL_PROBLEM)
    .transform((written) => readApiUrl(written)!)
    .optional(),
  /** Several while it is exchanged: the one in use first. */
  TWILIO_AUTH_TOKEN: list(z.string().min(1, 'is empty')),
  TWILIO_PHONE_NUMBER: phoneNumber.optional(),
  REAL_PHONE_NUMBER: phoneNumber.optional(),
  /** Id of the flow that calls run, and for calls to some numbers another. */
  FLOW: z.string().default('concierge'),
  FLOWS: flowsByNumber.default(new Map()),
  VOICE_LINE: z
    .enum(
      VOICE_LINES,
      'write gather (what is said comes when it is over) or relay (words are streamed)',
    )
    .default('gather'),
  VOICE_LINES: linesByNumber.default(new Map()),
  /** Called numbers with owners of their own, see houses/read-lines.ts. */
  LINES: z.string().optional(),
  /** When which flow answers, see hours/read-hours.ts. */
  HOURS: z.string().optional(),
  OWNER_NAME: z.string().max(80, 'at most 80 characters: it is spoken').default(''),
  SQLITE_DB_PATH: z
    .string()
    .refine((path) => !/^(~|%\w+%|file:)/.test(path), 'write the path in full, without ~ or file:')
    .default('calls.db'),
  USE_AZURE_SQL: yesOrNo,
  AZURE_SQL_CONNECTION_STRING: z.string().optional(),
  /** Asked before these settings are read, see secrets.ts. */
  KEY_VAULT_URL: httpUrl('give the address of the key vault, like https://NAME.vault.azure.net')
    .refine((url) => /^https:/i.test(url), 'a key vault is reached by https only')
    .optional(),
  VOICE: z.string().optional(),
  LANGUAGE: z.string().default('en-US'),
  /** In which calls to some numbers begin. */
  LANGUAGES: languagesByNumber.default(new Map()),
  OFFER_LANGUAGES: z.string().optional(),
  SPEECH_MODEL: z.string().optional(),
  /** How callers are told that what they say is written down. */
  NOTICE: z
    .enum(
      [...NOTICES, 'none'],
      'write brief (in a few words), full (with what becomes of them) or none',
    )
    .default('brief'),
  /** Where a life is at risk; by default that of the country of the number called, or of the owner's. */
  EMERGENCY_NUMBER: z
    .string()
    .regex(/^\d{2,6}$/, 'give the digits of the local emergency number, like 112')
    .optional(),
  /** IANA, and what is taken in its place: see time-zone.ts. */
  TIME_ZONE: z.string().optional(),
  TZ: z.string().optional(),
  MAX_TURNS: wholeNumber(1, 20, 3),
  NO_SPEECH_RETRIES: wholeNumber(0, 10, 2),
  /** Whose messages are taken. */
  MESSAGES: z
    .enum(
      MESSAGES_FROM,
      'write missed (who was put through in vain), all (who is turned away too) or none',
    )
    .default('missed'),
  /** Who is announced to the owner. */
  WHISPER: z
    .enum(
      WHISPERS,
      'write screened (whoever was judged or chosen), all (contacts too) or none (whoever answers has the caller on the line)',
    )
    .default('screened'),
  /** About whom the owner is asked while the caller waits. */
  ASK_OWNER: z
    .enum(
      ASK_OWNER,
      'write unclear (who stays unclear, or wants a person), all (who would be turned away too) or never',
    )
    .optional(),
  /** What becomes of callers who withhold their numbers. */
  WITHHELD: z
    .enum(
      ['screen', 'reject'],
      'write screen (they are asked as others are) or reject (unanswered)',
    )
    .default('screen'),
  OWNER_SECONDS: wholeNumber(10, 120, 45),
  // Twilio's bounds: https://www.twilio.com/docs/voice/twiml/dial#timeout
  DIAL_TIMEOUT_SECONDS: wholeNumber(5, 600, 20),
  AZURE_OPENAI_KEY: z.string().optional(),
  AZURE_OPENAI_ENDPOINT: pasted(readAzureEndpoint).optional(),
  AZURE_OPENAI_DEPLOYMENT: z.string().optional(),
  AZURE_OPENAI_API_VERSION: z
    .string()
    .transform(readApiVersion)
    .refine((version) => version !== undefined, 'give a version like 2024-10-21, or leave it out')
    .optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: pasted(readOpenAiBaseUrl).optional(),
  OPENAI_MODEL: z.string().optional(),
  SCREENING_DEADLINE_MS: wholeNumber(500, 7_000, 6_000),
  SCREENING_PATIENCE_MS: wholeNumber(100, 7_000, 2_500),
  /** Whether verdicts are begun before a caller has finished: it costs more questions to the model. */
  SPECULATE: yesOrNo,
  /** Several, so that one can be rotated: the new one joins, clients change, the old one leaves. */
  ADMIN_API_KEY: list(
    z.string().min(16, 'give at least 16 characters, like those of: openssl rand -hex 32'),
  ),
  CORS_ORIGINS: list(
    z
      .string()
      .refine(
        (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
        'give origins like https://console.example.com, without a path, with commas between',
      ),
  ),
  DEFAULT_COUNTRY: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'give a country of two letters, like US')
    .transform((code) => code.toUpperCase())
    .refine(isCountry, 'there are no telephone numbers of this country: give one like US or GB')
    .default('US'),
  RETENTION_DAYS: wholeNumber(1, 36_500, 0),
  INSPECT: yesOrNo,
  INSPECT_PORT: wholeNumber(0, 65_535, 8080),
  INSPECT_PII: yesOrNo,
  LOG_PII: yesOrNo,
  LOG_LEVEL: z.enum(LOG_LEVELS, `choose one of ${LOG_LEVELS.join(', ')}`).default('info'),
  NODE_ENV: nodeEnv.optional(),
  /** Set by Azure App Service: https://learn.microsoft.com/azure/app-service/reference-app-settings */
  WEBSITE_SITE_NAME: z.string().optional(),
  ...outsideSettings,
  ...backupSettings,
  ...noticeSettings,
} satisfies Record<(typeof SETTING_NAMES)[number], z.ZodType>)
