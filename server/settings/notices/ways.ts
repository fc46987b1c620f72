/** The settings of each way to the owner. `way` is null where it is not set up, or wrong. */
import { readPastedUrl } from '../pasted-url.ts'
import { readPhoneNumber } from '../phone-number.ts'

type Given = Partial<Record<string, string>>

export interface ReadWay<Way> {
  way: Way | null
  problems: string[]
}

const NOT_SET_UP = { way: null, problems: [] }

function wrong(...problems: string[]): { way: null; problems: string[] } {
  return { way: null, problems }
}

export interface NtfyWay {
  /** Where it is posted to. */
  server: string
  topic: string
  token: string | null
}

/** https://docs.ntfy.sh/publish/: the address of a topic, as the app shows it. */
export function readNtfy({ NTFY_URL, NTFY_TOKEN }: Given): ReadWay<NtfyWay> {
  if (NTFY_URL === undefined)
    return NTFY_TOKEN === undefined
      ? NOT_SET_UP
      : wrong('NTFY_URL: is missing; NTFY_TOKEN needs it')
  const read = readPastedUrl(NTFY_URL, 'https://ntfy.sh/my-topic')
  if ('problem' in read) return wrong(`NTFY_URL: ${said(read.problem)}`)
  const { value: url } = read
  const [, path = '', topic = ''] = /^(.*?)\/([-\w]{1,64})$/.exec(url.pathname) ?? []
  if (topic === '' || url.search !== '')
    return wrong('NTFY_URL: give server and topic, like https://ntfy.sh/my-topic')
  if (NTFY_TOKEN !== undefined && !/^[\x21-\x7e]+$/.test(NTFY_TOKEN))
    return wrong('NTFY_TOKEN: has a blank or a letter that no token has')
  return {
    way: { server: `${url.origin}${path}/`, topic, token: NTFY_TOKEN ?? null },
    problems: [],
  }
}

/** It needs no setting: a browser signs up on the console. Null where nothing is to go by it. */
export function readPush({ NOTIFY_PUSH }: Given): ReadWay<object> {
  return NOTIFY_PUSH?.toLowerCase() === 'none' ? NOT_SET_UP : { way: {}, problems: [] }
}

export interface EmailWay {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** Whether nothing is said before the server offers TLS. */
  requireTls: boolean
  auth: { user: string; pass: string } | null
  from: string
  to: string[]
}

const SMTP_FORM = 'write smtps://USER:PASSWORD@mail.example.com, or smtp:// for STARTTLS on 587'
const ADDRESS = /^[^\s@,<>"]{1,64}@[^\s@,<>"]{1,255}$/

/** https://nodemailer.com/smtp/: 465 with TLS, 587 with STARTTLS. */
export function readEmail({ SMTP_URL, EMAIL_TO, EMAIL_FROM }: Given): ReadWay<EmailWay> {
  if (SMTP_URL === undefined && EMAIL_TO === undefined)
    return EMAIL_FROM === undefined
      ? NOT_SET_UP
      : wrong('SMTP_URL: is missing; EMAIL_FROM needs it')
  if (SMTP_URL === undefined) return wrong('SMTP_URL: is missing; EMAIL_TO needs it')
  if (EMAIL_TO === undefined) return wrong('EMAIL_TO: is missing; SMTP_URL needs it')
  const to = EMAIL_TO.split(',').map((address) => address.trim())
  const problems = [
    ...(to.length > 20 || !to.every((address) => ADDRESS.test(address))
      ? ['EMAIL_TO: give addresses like me@example.com, with commas between']
      : []),
    ...(EMAIL_FROM === undefined || ADDRESS.test(EMAIL_FROM)
      ? []
      : ['EMAIL_FROM: give an address like concierge@example.com']),
  ]
  const url = URL.parse(SMTP_URL)
  const credentials = url && credentialsIn(url)
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || credentials === undefined)
    problems.push(`SMTP_URL: ${SMTP_FORM}; a password's special letters in percent encoding`)
  if (problems.length > 0 || !url) return wrong(...problems)
  const secure = url.protocol === 'smtps:' || url.port === '465'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const auth = credentials ?? null
  const own = auth && ADDRESS.test(auth.user) ? auth.user : to[0]!
  return {
    way: {
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      // A password is for nobody on the way.
      requireTls: !secure && auth !== null && !/^(localhost|127\.|::1$)/.test(host),
      auth,
      from: EMAIL_FROM ?? own,
      to,
    },
    problems: [],
  }
}

/** Null where there are none, undefined where they cannot be read. */
function credentialsIn({ username, password }: URL): EmailWay['auth'] | undefined {
  if (username === '') return password === '' ? null : undefined
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  } catch {
    return undefined
  }
}

export interface WebhookWay {
  url: string
  /** The key of the signature; null signs nothing. */
  secret: Buffer | null
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function readWebhook({ WEBHOOK_URL, WEBHOOK_SECRET }: Given): ReadWay<WebhookWay> {
  if (WEBHOOK_URL === undefined)
    return WEBHOOK_SECRET === undefined
      ? NOT_SET_UP
      : wrong('WEBHOOK_URL: is missing; WEBHOOK_SECRET needs it')
  const problems: string[] = []
  // As it stands: a slash at its end, or what is behind ?, may matter to whoever receives it.
  const url = URL.parse(WEBHOOK_URL)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    problems.push(
      'WEBHOOK_URL: give the whole address, like https://home.example.com/api/webhook/…, without a password in it',
    )
  const secret = WEBHOOK_SECRET === undefined ? null : keyIn(WEBHOOK_SECRET)
  if (secret === undefined)
    problems.push(
      'WEBHOOK_SECRET: write whsec_ and 24 to 64 bytes in Base64, like whsec_$(openssl rand -base64 32)',
    )
  if (problems.length > 0 || !url || secret === undefined) return wrong(...problems)
  return { way: { url: url.href, secret }, problems: [] }
}

function keyIn(written: string): Buffer | undefined {
  const [, base64] = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(written) ?? []
  const key = Buffer.from(base64 ?? '', 'base64')
  return key.length >= 24 && key.length <= 64 ? key : undefined
}

export interface AppriseWay {
  url: string
}

/** https://github.com/caronc/apprise-api: services are kept there under a key. */
export function readApprise({ APPRISE_URL }: Given): ReadWay<AppriseWay> {
  if (APPRISE_URL === undefined) return NOT_SET_UP
  const form = 'http://apprise.local:8000/notify/my-key'
  const read = readPastedUrl(APPRISE_URL, form)
  if ('problem' in read) return wrong(`APPRISE_URL: ${said(read.problem)}`)
  if (!/\/notify\/[\w.-]+$/.test(read.value.pathname))
    return wrong(`APPRISE_URL: give the address that notifies, with its key, like ${form}`)
  return { way: { url: read.value.href }, problems: [] }
}

export interface SmsWay {
  accountSid: string
  authToken: string
  from: string
  to: string
}

/** Only where NOTIFY_SMS asks for it: it costs, and in the US a number has to be registered for it. */
export function readSms(given: Given): ReadWay<SmsWay> {
  const asked = given.NOTIFY_SMS?.toLowerCase()
  if (asked === undefined || asked === 'none') return NOT_SET_UP
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER, REAL_PHONE_NUMBER } = given
  const needed = { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER, REAL_PHONE_NUMBER }
  const missing = Object.entries(needed).flatMap(([name, value]) =>
    value === undefined ? [`${name}: is missing; NOTIFY_SMS needs it`] : [],
  )
  const from = readPhoneNumber(TWILIO_PHONE_NUMBER ?? '')
  const to = readPhoneNumber(REAL_PHONE_NUMBER ?? '')
  // What is wrong with a number is told where it is read for calls.
  if (missing.length > 0 || !from || !to) return wrong(...missing)
  const [authToken = ''] = TWILIO_AUTH_TOKEN!.split(',').map((token) => token.trim())
  return { way: { accountSid: TWILIO_ACCOUNT_SID!, authToken, from, to }, problems: [] }
}

/** The words for addresses are written for models, which have a key. */
function said(problem: string): string {
  return problem.startsWith('leave user and password out')
    ? 'leave user and password out of the address'
    : problem.replace('the address of the API', 'an address')
}
