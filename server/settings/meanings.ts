/**
 * What every setting means, in words: docs/settings.md is made of them (`npm run docs:settings`). Links lead from docs/.
 * What a setting is by default, and what it may be, is asked of the schema; it is said here where that cannot tell.
 */
import type { SETTING_NAMES } from './names.ts'

type Name = (typeof SETTING_NAMES)[number]

interface Meaning {
  meaning: string
  /** In place of what the schema says. */
  unset?: string
  /** The same, for what it may be. */
  values?: string
}

type Meanings = Partial<Record<Name, string | Meaning>>

/** Gives a setting's own words. */
export function meaningOf(told: string | Meaning): Meaning {
  return typeof told === 'string' ? { meaning: told } : told
}

const realCalls = {
  TWILIO_AUTH_TOKEN:
    'checks the signature of every webhook; two with a comma while it is exchanged; production needs it',
  REAL_PHONE_NUMBER: {
    unset: 'a fictitious one',
    values: 'a number in full',
    meaning: 'the owner’s phone; production needs it',
  },
  BASE_URL: {
    unset: '`http://127.0.0.1:PORT`',
    meaning: 'this server’s public address, as Twilio has it; production needs it, with https',
  },
  TWILIO_PHONE_NUMBER: {
    unset: 'the number called',
    values: 'a number in full',
    meaning: 'shown to the owner where the caller has no valid number',
  },
  TWILIO_ACCOUNT_SID:
    'for `npm run twilio`; and with it, what you decide while a caller waits is heard at once',
  TWILIO_API_URL: {
    unset: '`https://api.twilio.com`',
    meaning:
      'where Twilio’s API is asked. On this machine `npm run call` stands in for it there; while a server is not set up for real calls it asks `http://127.0.0.1:8090` alone',
  },
  ADMIN_API_KEY:
    'opens the API and the console; several with commas between them, so that one can be replaced; needed as soon as `TWILIO_AUTH_TOKEN`, a public `BASE_URL` or public `CORS_ORIGINS` is set, and in production',
} satisfies Meanings

const calls = {
  OWNER_NAME: 'spoken in the greeting',
  FLOW: { values: '`concierge`, `after-hours`', meaning: 'what calls run, see [flows](flows.md)' },
  FLOWS: 'other flows for calls to some numbers: `NUMBER=flow,NUMBER=flow`',
  HOURS:
    'when which flow answers: `mon-fri 09:00-18:00=concierge; else=after-hours`, see [rules](rules.md#hours)',
  VOICE_LINE:
    'how callers are heard: `gather`, when they have finished, or `relay`, by [words streamed over a socket](streaming.md)',
  VOICE_LINES: 'another line for calls to some numbers: `NUMBER=line,NUMBER=line`',
  LINES:
    'called numbers with owners, phones, names and languages of their own, in JSON or the path of a file with it: [several lines](several-lines.md)',
  SPECULATE:
    '`true` begins verdicts [before a caller has finished](streaming.md#ready-before-they-stop), on both lines: they are there at once, and the model is asked more often; the rules answer at once without it',
  MAX_TURNS: 'how often an unclear caller is asked on',
  NO_SPEECH_RETRIES: 'how often in a row silence is asked again',
  MESSAGES:
    'who is asked for a message: `missed` whoever was put through and not reached, `all` also whoever is turned away, `none` nobody; see [flows](flows.md#a-message)',
  WHISPER:
    'who is announced to whoever answers the owner’s phone, and put through by a key: `screened` all but contacts, `all`, `none` nobody; see [flows](flows.md#the-whispered-transfer)',
  ASK_OWNER: {
    unset:
      '`unclear` where ntfy, e-mail or a browser with web push is told of `asking`, else `never`',
    meaning:
      'about whom you are asked while they wait: `unclear` whoever stays unclear or asks for a person, `all` also whoever would be turned away, `never` nobody; see [notices](notices.md#while-a-caller-waits)',
  },
  OWNER_SECONDS: 'how long a caller waits for your answer',
  WITHHELD:
    'what becomes of who withholds the number: `screen`, or `reject`: turned away unanswered; see [flows](flows.md#how-a-caller-is-met)',
  DIAL_TIMEOUT_SECONDS: 'how long the owner’s phone rings; Twilio adds 5 s',
  DEFAULT_COUNTRY: 'of phone numbers that are written without one',
  EMERGENCY_NUMBER: {
    unset: 'that of the country of the number called, else of yours',
    meaning: 'told to whoever speaks of a life at risk',
  },
  TIME_ZONE: {
    unset: 'that of `TZ`, else the system’s',
    meaning:
      'the owner’s, as the IANA names it, like `America/Los_Angeles`: the model is told the time there, days are counted in it',
  },
  TZ: 'taken where `TIME_ZONE` is not set, as many systems have it',
} satisfies Meanings

const languages = {
  LANGUAGE:
    'of the ear and the fixed sentences, one of [Twilio’s](https://www.twilio.com/docs/voice/twiml/gather#languagetags); they are written in English, Spanish, German, French, Portuguese, Italian and Dutch, and the built-in rules understand these seven: what is missing is told at start; see [languages](languages.md)',
  LANGUAGES: 'in which calls to some numbers begin: `NUMBER=es-ES,NUMBER=pt-PT`',
  OFFER_LANGUAGES:
    'what whoever is greeted hears is spoken too, like `es,fr`: each in its own voice',
  VOICE: {
    unset: 'a natural one of the language, `Polly.Joanna-Neural` for `en-US`',
    meaning:
      'of `LANGUAGE`, one of [Twilio’s voices](https://www.twilio.com/docs/voice/twiml/say/text-speech) that speaks the language',
  },
  SPEECH_MODEL: {
    unset: '`deepgram_nova-3` where it hears the language, else Twilio’s choice',
    meaning:
      'what speech is recognised with, one of [Twilio’s](https://www.twilio.com/docs/voice/twiml/gather#speechmodel); `default` leaves it to Twilio',
  },
  NOTICE:
    'that words are written down, told before the first question: in a few words, with what becomes of them, or not; see [law](law.md)',
} satisfies Meanings

const models = {
  AZURE_OPENAI_ENDPOINT: 'the model that judges, see [models](models.md); a target URI names both',
  AZURE_OPENAI_DEPLOYMENT: 'the same',
  AZURE_OPENAI_KEY: 'without it Entra ID: a managed identity in Azure, your own at home',
  AZURE_OPENAI_API_VERSION: 'only for the older API with versions, like `2024-10-21`',
  OPENAI_MODEL: 'of any server that speaks OpenAI’s protocol: OpenAI, Ollama, vLLM, llama.cpp',
  OPENAI_BASE_URL: {
    unset: 'OpenAI’s, where `OPENAI_MODEL` is set',
    meaning: 'where that server is',
  },
  OPENAI_API_KEY: 'its key, where it asks for one',
  SCREENING_DEADLINE_MS: 'how long a verdict may take in all',
  SCREENING_PATIENCE_MS: 'after so long the caller hears that it takes a moment',
} satisfies Meanings

const kinds = '`urgent,missed,message,asking`'
const notices = {
  NTFY_URL: 'the owner is told by ntfy: server and topic, see [notices](notices.md)',
  NTFY_TOKEN: 'for a topic that asks for one',
  SMTP_URL: 'by e-mail: the server that takes it, with its password',
  EMAIL_TO: 'whom it goes to',
  EMAIL_FROM: { unset: 'the user of `SMTP_URL`', meaning: 'whom it comes from' },
  WEBHOOK_URL: 'by a webhook, for other programs',
  WEBHOOK_SECRET: 'signs it',
  APPRISE_URL: 'by an Apprise API container',
  NOTIFY_NTFY: { unset: kinds, meaning: 'what ntfy is told' },
  NOTIFY_PUSH: {
    unset: kinds,
    meaning: 'what web push is told; it needs no other setting: browsers sign up on the console',
  },
  NOTIFY_EMAIL: { unset: kinds, meaning: 'what e-mail is told' },
  NOTIFY_WEBHOOK: { unset: 'all', meaning: 'what the webhook is told' },
  NOTIFY_APPRISE: { unset: '`urgent,missed,message`', meaning: 'what Apprise is told' },
  NOTIFY_SMS: { unset: 'nothing', meaning: 'what comes as a text from Twilio' },
  QUIET_HOURS: 'when only what is urgent comes, like `22:00-07:00`, in `TIME_ZONE`',
  NOTICE_DETAIL: {
    unset: '`private`',
    values: '`private`, `brief`, `full`',
    meaning:
      'numbers and words are in notices by web push only, which nobody on the way can read; in none; in all',
  },
  DIGEST: {
    unset: '`none`',
    meaning: 'once a day what came since the last, by `email`, `ntfy` or both',
  },
  DIGEST_AT: { unset: '`18:00`', meaning: 'at this time in `TIME_ZONE`' },
} satisfies Meanings

const others = {
  LISTS: {
    unset: 'none',
    values: '`ftc`, `none`',
    meaning:
      'the calls that people have reported to the FTC, read once a day; see [lists](lists.md)',
  },
  FTC_URL: 'another server that has its files',
  PHONEBLOCK_KEY: 'callers are looked up at PhoneBlock, without telling who',
  PHONEBLOCK_URL: 'another, such as its test installation',
  CARDDAV_URL: 'the address book that contacts come from, see [contacts](contacts.md)',
  CARDDAV_USER: 'as whom it is read',
  CARDDAV_PASSWORD: 'with which password; most want one made for the purpose',
  CARDDAV_BOOK: {
    unset: 'the only one',
    meaning: 'which address book, by its name or its address',
  },
  CARDDAV_GROUP: { unset: 'everybody', meaning: 'which group of it' },
  CARDDAV_HOURS: 'how often it is read; 0: only by `npm run contacts -- sync`',
} satisfies Meanings

const storage = {
  SQLITE_DB_PATH:
    'the database file, created on first run; it and its `-wal` and `-shm` are for the server’s user alone (0600)',
  BACKUP_FOLDER:
    'a backup of it is written here again and again, see [self-hosting](self-hosting.md#backups)',
  BACKUP_HOURS: 'how often',
  BACKUP_KEEP: 'how many are kept',
  BACKUP_PASSPHRASE: 'encrypts them, and what `npm run backup -- --encrypt` writes',
  USE_AZURE_SQL: 'keeps the calls in Azure SQL, for as many instances as wanted',
  AZURE_SQL_CONNECTION_STRING: 'of that database, as the portal gives it',
  RETENTION_DAYS: {
    unset: 'none: kept',
    meaning:
      'words and numbers of older calls are erased, at start and once a day; see [managing](managing.md#a-clock-that-is-wrong) for a clock that leaps',
  },
  KEY_VAULT_URL:
    'an Azure key vault; secrets in it, with - for _ (`TWILIO-AUTH-TOKEN`), win over the environment',
} satisfies Meanings

const process = {
  PORT: 'where it listens',
  HOST: { unset: 'all interfaces', meaning: 'a demo always listens on `127.0.0.1` only' },
  CORS_ORIGINS: 'pages of other servers that may use the API from a browser',
  LOG_LEVEL: 'what the log leaves out, see [watching](watching.md#the-log)',
  LOG_PII: 'puts numbers and words into the log, under `pii`',
  INSPECT: 'Stately’s inspector on the calls, on this machine only; never in production',
  INSPECT_PORT: 'where that is',
  INSPECT_PII: 'with numbers and words',
  NODE_ENV: {
    values: '`production`',
    meaning:
      'makes `TWILIO_AUTH_TOKEN`, `REAL_PHONE_NUMBER`, `BASE_URL` and `ADMIN_API_KEY` a must',
  },
  WEBSITE_SITE_NAME: 'set by Azure App Service, and does the same',
} satisfies Meanings

/** In the order in which they are told. */
export const MEANINGS = {
  'For real calls': realCalls,
  'How a call goes': calls,
  'Languages and voices': languages,
  'Who judges': models,
  'What you are told': notices,
  'Lists and the address book': others,
  'What is kept': storage,
  'The server itself': process,
} satisfies Record<string, Meanings>
