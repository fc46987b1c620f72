/** The server of this machine, if one runs where the settings say: told from whatever else may listen there. */
import { beginningOf } from '../../basics/bounded-body.ts'
import { readObject } from '../../basics/http-answer.ts'

/** It is on this machine: what does not answer by then does not run, or will not answer a call either. */
const PATIENCE_MS = 2_000

/**
 * Where it may listen: at HOST, unless that is any address, and on this machine, at PORT; none where the system
 * would choose the port. As the server itself, which listens to 127.0.0.1 alone until it is set up for real calls.
 */
export function addressesOf({ PORT, HOST }: NodeJS.ProcessEnv): string[] {
  const port = PORT?.trim() || '8000'
  if (!/^[1-9]\d{0,4}$/.test(port)) return []
  const host = HOST?.trim() ?? ''
  const hosts = ['127.0.0.1', ...(['', '0.0.0.0', '::', '127.0.0.1'].includes(host) ? [] : [host])]
  return hosts.map((name) => `http://${name.includes(':') ? `[${name}]` : name}:${port}`)
}

/** What listens there: ours, something else, or nothing. */
export async function whoListensAt(url: string): Promise<'ours' | 'another' | 'nobody'> {
  try {
    const health = await ask(`${url}/healthz`)
    const ready = await ask(`${url}/readyz`)
    const isOurs =
      health.status === 'ok' && (ready.status === 'ready' || ready.status === 'not ready')
    return isOurs ? 'ours' : 'another'
  } catch {
    return 'nobody'
  }
}

async function ask(url: string): Promise<{ status?: unknown }> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(url, { redirect: 'manual', signal })
  // Nobody else's answer is read whole, however long it is.
  const beginning = await beginningOf(response.body, 10_000)
  return readObject(beginning.toString('utf8')) ?? {}
}
