/** The names of the settings, for whoever needs no more of them: what reads them takes its time to load. */

/** Of what the owner is told, and how. */
export const NOTICE_SETTING_NAMES = [
  'NTFY_URL',
  'NTFY_TOKEN',
  'SMTP_URL',
  'EMAIL_TO',
  'EMAIL_FROM',
  'WEBHOOK_URL',
  'WEBHOOK_SECRET',
  'APPRISE_URL',
  'NOTIFY_NTFY',
  'NOTIFY_PUSH',
  'NOTIFY_EMAIL',
  'NOTIFY_WEBHOOK',
  'NOTIFY_APPRISE',
  'NOTIFY_SMS',
  'QUIET_HOURS',
  'NOTICE_DETAIL',
  'DIGEST',
  'DIGEST_AT',
] as const

/** What notices are read from: a text is sent from the number of calls to the owner's. */
export const NOTICES_READ_FROM = [
  ...NOTICE_SETTING_NAMES,
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_PHONE_NUMBER',
  'REAL_PHONE_NUMBER',
] as const

/** But for OpenTelemetry's. */
export const SETTING_NAMES = [
  'PORT',
  'HOST',
  'BASE_URL',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_API_URL',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_PHONE_NUMBER',
  'REAL_PHONE_NUMBER',
  'FLOW',
  'FLOWS',
  'VOICE_LINE',
  'VOICE_LINES',
  'OWNER_NAME',
  'SQLITE_DB_PATH',
  'USE_AZURE_SQL',
  'AZURE_SQL_CONNECTION_STRING',
  'KEY_VAULT_URL',
  'VOICE',
  'LANGUAGE',
  'TIME_ZONE',
  'TZ',
  'MAX_TURNS',
  'NO_SPEECH_RETRIES',
  'MESSAGES',
  'WHISPER',
  'ASK_OWNER',
  'OWNER_SECONDS',
  'DIAL_TIMEOUT_SECONDS',
  'AZURE_OPENAI_KEY',
  'AZURE_OPENAI_ENDPOINT',
  'AZURE_OPENAI_DEPLOYMENT',
  'AZURE_OPENAI_API_VERSION',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'SCREENING_DEADLINE_MS',
  'SCREENING_PATIENCE_MS',
  'ADMIN_API_KEY',
  'CORS_ORIGINS',
  'DEFAULT_COUNTRY',
  'RETENTION_DAYS',
  ...NOTICE_SETTING_NAMES,
  'INSPECT',
  'INSPECT_PORT',
  'INSPECT_PII',
  'LOG_PII',
  'LOG_LEVEL',
  'NODE_ENV',
  'WEBSITE_SITE_NAME',
] as const

/** Whether a variable of the environment is one of ours, and not of whoever shares it. */
export function isOurs(name: string): boolean {
  return (SETTING_NAMES as readonly string[]).includes(name) || name.startsWith('OTEL_')
}
