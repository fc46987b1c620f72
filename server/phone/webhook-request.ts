/** One webhook as Twilio would send it: its address, its form and its signature. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { patienceOf, type Patience } from './connection-overrides.ts'

export interface WebhookRequest {
  /** Path and query as the server gets them; a whole URL where it is another server's. */
  path: string
  /** As Twilio knows it: what the answer's relative URLs are resolved against. */
  url: string
  /** Where it really goes. */
  address: string
  form: Record<string, string>
  init: { method: string; headers: Record<string, string>; body?: string }
  patience: Patience
}

export interface WebhookOptions {
  method?: 'GET' | 'POST' | undefined
  headers?: Record<string, string>
}

export type ComposeWebhook = (
  url: string,
  form: Record<string, string>,
  options?: WebhookOptions,
) => WebhookRequest

export interface ServerAddress {
  url: string
  publicUrl?: string | undefined
  authToken?: string | undefined
}

/** Prepares webhooks for the server at `url`, which Twilio would know as `publicUrl`. */
export function createComposer({ url, publicUrl = url, authToken }: ServerAddress): ComposeWebhook {
  const server = withoutCredentials(new URL(url))
  const known = withoutCredentials(new URL(publicUrl))

  return function composeWebhook(target, form, { method = 'POST', headers } = {}) {
    const parsed = new URL(target)
    const credentials = parsed.username && `${parsed.username}:${parsed.password}`
    const query = new URLSearchParams(form).toString()
    if (method === 'GET') parsed.search += (parsed.search ? '&' : '?') + query
    const path = parsed.pathname + parsed.search
    const ours = `${parsed.protocol}//${parsed.host}${path}`.startsWith(`${known}/`)
    const here = ours ? `${parsed.protocol}//${parsed.host}${path}`.slice(known.length) : ''
    const init: WebhookRequest['init'] = {
      method,
      headers: {
        'user-agent': 'TwilioProxy/1.1',
        accept: '*/*',
        'i-twilio-idempotency-token': crypto.randomUUID(),
      },
    }
    if (method === 'POST') {
      init.headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8'
      init.body = query
    }
    if (credentials) {
      init.headers.authorization = `Basic ${btoa(decodeURIComponent(credentials))}`
    }
    if (authToken) {
      init.headers['x-twilio-signature'] = getExpectedTwilioSignature(
        authToken,
        signedUrl(parsed, path),
        method === 'POST' ? form : {},
      )
    }
    for (const [name, value] of Object.entries(headers ?? {})) {
      init.headers[name.toLowerCase()] = value
    }
    return {
      path: ours ? here : target,
      url: parsed.href,
      address: ours ? server + here : `${parsed.origin}${path}`,
      form,
      init,
      patience: patienceOf(parsed.hash),
    }
  }
}

/** Neither credentials nor fragment are signed, nor is the port of a call's https webhook (DOCS/usage/security). */
function signedUrl({ protocol, hostname, host }: URL, path: string): string {
  return `${protocol}//${protocol === 'https:' ? hostname : host}${path}`
}

function withoutCredentials({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}
