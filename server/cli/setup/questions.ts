/** What setup asks for, one setting a question, in the order in which it is asked. */
import { randomBytes } from 'node:crypto'
import type { SETTING_NAMES } from '../../settings/names.ts'
import { readTimeZone } from '../../settings/time-zone.ts'

type SettingName = (typeof SETTING_NAMES)[number]

export interface Question {
  setting: SettingName
  message: string
  placeholder?: string
  isSecret?: boolean
  /** What Enter takes. */
  initial?: (env: NodeJS.ProcessEnv) => string
  /** Whether Enter alone is no answer, where nothing is proposed. */
  isNeeded?: boolean
}

/** Without them no real call comes. */
export const CALL_QUESTIONS: readonly Question[] = [
  {
    setting: 'TWILIO_ACCOUNT_SID',
    message: 'The SID of your Twilio account? It is on the first page of its console',
    placeholder: 'AC…, or Enter to try it without',
  },
  { setting: 'TWILIO_AUTH_TOKEN', message: 'Its auth token, from the same page?', isSecret: true },
  {
    setting: 'TWILIO_PHONE_NUMBER',
    message: 'The number you have from Twilio, which callers are forwarded to?',
    placeholder: '+12025550142',
  },
  {
    setting: 'REAL_PHONE_NUMBER',
    message: 'The number of your own phone, which rings for those who matter?',
    placeholder: '+12025550100',
  },
  {
    setting: 'BASE_URL',
    message: 'Under which https address does Twilio reach this server?',
    placeholder: 'https://concierge.example.com',
  },
]

export const OWNER_QUESTIONS: readonly Question[] = [
  {
    setting: 'OWNER_NAME',
    message: 'Your name, as the greeting says it?',
    placeholder: 'Enter for none',
  },
  { setting: 'LANGUAGE', message: 'In which language are calls answered?', initial: () => 'en-US' },
  {
    setting: 'TIME_ZONE',
    message: 'Where does your clock hang?',
    placeholder: 'like America/Los_Angeles',
    initial: zoneOfThisMachine,
    isNeeded: true,
  },
]

interface Choice {
  value: string
  label: string
  hint: string
  questions: readonly Question[]
}

const MODEL_KEY: Question = { setting: 'OPENAI_API_KEY', message: 'Its key?', isSecret: true }

export const MODEL_CHOICES: readonly Choice[] = [
  {
    value: 'none',
    label: 'None',
    hint: 'the built-in rules, which need nothing of anybody',
    questions: [],
  },
  {
    value: 'ollama',
    label: 'One on this machine, by Ollama',
    hint: 'nothing leaves it',
    questions: [
      {
        setting: 'OPENAI_BASE_URL',
        message: 'Where does it listen?',
        initial: () => 'http://127.0.0.1:11434/v1',
      },
      { setting: 'OPENAI_MODEL', message: 'Which model?', placeholder: 'as ollama list names it' },
    ],
  },
  {
    value: 'openai',
    label: 'OpenAI, or any server that speaks its protocol',
    hint: 'what callers say is sent there',
    questions: [
      {
        setting: 'OPENAI_BASE_URL',
        message: 'At which address?',
        initial: () => 'https://api.openai.com/v1',
      },
      { setting: 'OPENAI_MODEL', message: 'Which model?' },
      MODEL_KEY,
    ],
  },
  {
    value: 'azure',
    label: 'Azure OpenAI',
    hint: 'what callers say is sent there',
    questions: [
      { setting: 'AZURE_OPENAI_ENDPOINT', message: 'Its endpoint?' },
      { setting: 'AZURE_OPENAI_DEPLOYMENT', message: 'Which deployment?' },
      { setting: 'AZURE_OPENAI_KEY', message: 'Its key?', isSecret: true },
    ],
  },
]

export const CHANNEL_CHOICES: readonly Choice[] = [
  {
    value: 'push',
    label: 'A browser, also of your phone',
    hint: 'nothing to set: it signs up on the console’s page Notices',
    questions: [],
  },
  {
    value: 'ntfy',
    label: 'ntfy',
    hint: 'an app that listens to a topic nobody guesses',
    questions: [{ setting: 'NTFY_URL', message: 'Which server and topic?', initial: newTopic }],
  },
  {
    value: 'email',
    label: 'E-mail',
    hint: 'by your provider’s server',
    questions: [
      {
        setting: 'SMTP_URL',
        message: 'Which server, with user and password?',
        placeholder: 'smtps://user:password@smtp.example.com',
        isSecret: true,
      },
      { setting: 'EMAIL_TO', message: 'To which address?' },
    ],
  },
  { value: 'none', label: 'None', hint: 'for now', questions: [] },
]

/** Where no clock of a person hangs: what a machine has that was told nothing. */
const OF_NOBODY = /^(?:UTC|GMT|Etc\/.*)$/

/** As the server takes it; empty where it says nothing. */
export function zoneOfThisMachine({ TZ }: NodeJS.ProcessEnv): string {
  const { name, problem } = readTimeZone(TZ?.trim() ? { TZ: TZ.trim() } : {})
  return problem || OF_NOBODY.test(name) ? '' : name
}

export const NO_ZONE =
  'TIME_ZONE is not set, and this machine does not say where you live: npm run setup -- --yes --time-zone America/Los_Angeles, or another place. Until then times are in UTC'

/** Whoever knows it reads along, and nobody guesses it. */
export function newTopic(): string {
  return `https://ntfy.sh/concierge-${randomBytes(12).toString('hex')}`
}

/** 256 bits, as `openssl rand -hex 32` has them. */
export function newAdminKey(): string {
  return randomBytes(32).toString('hex')
}

export const ASKED_FOR: ReadonlySet<string> = new Set(
  [
    ...CALL_QUESTIONS,
    ...OWNER_QUESTIONS,
    ...[...MODEL_CHOICES, ...CHANNEL_CHOICES].flatMap(({ questions }) => questions),
  ].map(({ setting }) => setting),
).add('ADMIN_API_KEY')
