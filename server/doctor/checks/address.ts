/** Whether BASE_URL leads to this server, as far as that can be seen from here. */
import { isIP } from 'node:net'
import { newestRealCallAt } from '../../../storage/review/seen-calls.ts'
import { wholeText } from '../../basics/bounded-body.ts'
import { readObject, reasonOf } from '../../basics/http-answer.ts'
import { isPublicAddress } from '../../basics/reach.ts'
import { isLoopback } from '../../settings/open-to-others.ts'
import { fail, notChecked, ok, warn, type Finding } from '../check.ts'
import type { Outside, Readable } from '../surveyed.ts'

const PATIENCE_MS = 8_000
const MOST_BYTES = 4_096

export async function checkAddress(about: Readable, signal: AbortSignal): Promise<Finding> {
  const { config } = about
  if (config.missing.includes('BASE_URL'))
    return notChecked('BASE_URL is not set: only this machine comes here.', 'npm run setup')
  const url = new URL(config.baseUrl)
  if (isLoopback(url.href))
    return fail(`BASE_URL, ${url.host}, is this machine, which nobody else can reach.`, GIVE_PUBLIC)
  const found = await addressesOf(url, about.outside)
  if ('problem' in found) return found.problem
  const through = `${url.host}, at ${found.addresses.join(' and ')},`
  const answer = await askHealth(about, signal)
  if ('problem' in answer)
    return fail(`${through} ${answer.problem}. Asked from this machine.`, answer.remedy)
  const [ours, seen] = await Promise.all([about.instances(), whenCalled(about)])
  const proof = `${through} answers. ${seen}`
  if (ours === null)
    return warn(
      `${through} answers as a server of this program does; whether it is yours nobody here can say, for none runs at PORT ${config.port} of this machine. ${seen}`,
      'Start it, and look again; or look on its console’s page Health.',
    )
  if (answer.instance === null || !ours.includes(answer.instance))
    return warn(
      `${through} is answered by another server of this program, or another process of yours. ${seen}`,
      'See that BASE_URL leads here. Where several processes share the calls, the check of signatures tells whether it is one of them.',
    )
  if (!found.isPublic)
    return warn(
      `${proof} But that is an address of a private network, which Twilio cannot reach: it needs to have a public one outside.`,
      'Look up the name from outside, as with a phone without Wi-Fi; see docs/self-hosting.md.',
    )
  return ok(proof)
}

const GIVE_PUBLIC =
  'Give it a public https address: a name with a certificate, or a tunnel; see docs/self-hosting.md.'

async function addressesOf(
  url: URL,
  { lookup }: Outside,
): Promise<{ addresses: string[]; isPublic: boolean } | { problem: Finding }> {
  const name = url.hostname.replace(/^\[|\]$/g, '')
  try {
    const found = isIP(name) ? [name] : await lookup(name)
    const addresses = [...new Set(found)]
    const isPublic = addresses.some(isPublicAddress)
    if (isIP(name) && !isPublic)
      return { problem: fail(`BASE_URL is ${name}, an address of a private network.`, GIVE_PUBLIC) }
    return { addresses: addresses.slice(0, 4), isPublic }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const says =
      code === 'ENOTFOUND'
        ? `There is no host called ${name}.`
        : `The name ${name} cannot be looked up just now (${code}).`
    return {
      problem: fail(says, 'See BASE_URL, and the name’s A or AAAA record at your provider.'),
    }
  }
}

interface Health {
  /** Null of a release that did not tell it. */
  instance: string | null
}

async function askHealth(
  { config: { baseUrl }, outside }: Readable,
  signal: AbortSignal,
): Promise<Health | { problem: string; remedy: string }> {
  try {
    const answer = await outside.fetch(`${baseUrl.replace(/\/+$/, '')}/healthz`, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    const text = await wholeText(answer, MOST_BYTES)
    const body: { status?: unknown; instance?: unknown } | null = readObject(text)
    if (answer.status === 200 && body?.status === 'ok')
      return { instance: typeof body.instance === 'string' ? body.instance : null }
    return notOurs(answer)
  } catch (error) {
    if (error instanceof RangeError)
      return { problem: 'answers with something that is not ours', remedy: ANOTHER }
    return {
      problem: `cannot be reached: ${reasonOf(error, PATIENCE_MS)}`,
      remedy:
        'See that the server runs, the proxy or tunnel before it, and the port forwarded by the router. Some routers do not lead their own address back in: then look from outside, as with a phone without Wi-Fi.',
    }
  }
}

const ANOTHER = 'See that the proxy or tunnel leads every path of BASE_URL to PORT of this server.'

function notOurs({ status, headers }: Response): { problem: string; remedy: string } {
  if (status >= 300 && status < 400)
    return {
      problem: `sends on to ${headers.get('location') ?? 'elsewhere'}`,
      remedy: 'Set BASE_URL to where it ends: Twilio signs the address that it was given.',
    }
  if (status >= 502 && status <= 504)
    return {
      problem: `is a proxy that finds no server behind it (${status})`,
      remedy: 'Start the server, and see that the proxy leads to its HOST and PORT.',
    }
  return { problem: `answers with something that is not ours (${status})`, remedy: ANOTHER }
}

/** What is seen from here proves the name and the way back in; that others get in too, a call of theirs proves. */
async function whenCalled({ database }: Readable): Promise<string> {
  const opened = await database().catch(() => null)
  const at = opened && (await newestRealCallAt(opened.queries).catch(() => null))
  return at === null
    ? 'That was asked from this machine; that Twilio gets in too, the first call will show.'
    : `That was asked from this machine; that Twilio gets in too, its last call showed, on ${at.slice(0, 10)}.`
}
