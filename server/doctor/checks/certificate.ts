/** Whether Twilio will trust the certificate at BASE_URL: its chain, its name, and how long. */
import { once } from 'node:events'
import { isIP } from 'node:net'
import { connect, rootCertificates, type TLSSocket } from 'node:tls'
import { reasonOf } from '../../basics/http-answer.ts'
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'
import { counted } from '../../basics/counted.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const PATIENCE_MS = 8_000
/** Whoever renews by itself does so with a third of the time left: Let's Encrypt, Caddy, certbot. */
const LATE_SHARE = 1 / 6

export async function checkCertificate(
  { config, now, outside }: Pick<Readable, 'config' | 'now' | 'outside'>,
  signal: AbortSignal,
): Promise<Finding> {
  if (config.missing.includes('BASE_URL')) return notChecked('BASE_URL is not set.')
  const url = new URL(config.baseUrl)
  if (url.protocol !== 'https:')
    return warn(
      `${url.host} is reached by http: callers’ words travel in the clear.`,
      'Put a proxy with a certificate before the server, as Caddy does by itself.',
    )
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = connect({
    host,
    port: Number(url.port || 443),
    ...(isIP(host) === 0 && { servername: host }),
    // What is wrong with it is looked at, and told.
    rejectUnauthorized: false,
    ...(outside.ca !== undefined && { ca: [...rootCertificates, outside.ca] }),
  })
  try {
    await once(socket, 'secureConnect', {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    return judge(socket, url.host, now())
  } catch (error) {
    const why =
      (error as Error).name === 'AbortError'
        ? 'no answer in time'
        : reasonOf({ cause: error }, PATIENCE_MS)
    return fail(
      `${url.host} shows no certificate: ${why}.`,
      'See that a proxy or tunnel listens there for https.',
    )
  } finally {
    socket.destroy()
  }
}

function judge(socket: TLSSocket, host: string, now: Date): Finding {
  const { valid_from, valid_to, issuer } = socket.getPeerCertificate()
  const [from, to] = [Date.parse(valid_from), Date.parse(valid_to)]
  const days = Math.floor((to - now.getTime()) / DAY_MS)
  const by = [issuer?.O, issuer?.CN].flat().find(Boolean) ?? 'nobody that it names'
  const { authorizationError: problem } = socket as unknown as { authorizationError: string | null }
  if (now.getTime() > to)
    return fail(
      `The certificate of ${host} ended ${counted(-days, 'day')} ago: Twilio refuses it.`,
      RENEW,
    )
  if (problem !== null && problem !== undefined)
    return fail(
      `The certificate of ${host}, by ${by}, is not to be trusted: ${wordsFor(problem)}.`,
      RENEW,
    )
  const says = `The certificate of ${host}, by ${by}, fits and has ${counted(days, 'day')} left.`
  return to - now.getTime() < (to - from) * LATE_SHARE
    ? warn(says, `It should have been renewed by now. ${RENEW}`)
    : ok(says)
}

const RENEW = 'See the log of what gets the certificate: Caddy, certbot, or your tunnel.'

function wordsFor(code: string): string {
  return reasonOf({ cause: { code } }, PATIENCE_MS)
}
