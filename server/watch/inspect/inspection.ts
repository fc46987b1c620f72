/** Stately's inspector on the calls of this process: only for development, and only where INSPECT asks for it. */
import type { Logger } from 'pino'
import type { Inspect } from '../../calls/go-on.ts'
import { openBrowser } from './open-browser.ts'

export interface Inspection {
  inspect: Inspect
  url: string
  close(): Promise<void>
}

/** Rejects where the development dependencies are not installed. */
export async function startInspection({
  port,
  pii,
  simulateUrl,
  log,
}: {
  port: number
  pii: boolean
  /** The page on which a flow is played without Stately's. */
  simulateUrl: string
  log: Logger
}): Promise<Inspection> {
  const { openRelay, createRetelling } = await load()
  const retelling = createRetelling({ pii, tell: (event) => relay.tell(event) })
  const relay = await openRelay({ port, simulateUrl, greet: retelling.soFar })
  const { url } = relay
  void openBrowser(url).then((opened) =>
    log.info(
      { url, masked: !pii, opened },
      opened ? 'inspector' : 'inspector: open it in a browser',
    ),
  )
  return {
    url,
    close: relay.close,
    inspect(call, flow) {
      const retell = retelling.inspect(call, flow)
      return function inspected(event) {
        try {
          retell(event)
        } catch (error) {
          // The call goes on, seen or not.
          log.warn({ err: error }, 'inspector: not told')
        }
      }
    },
  }
}

async function load() {
  try {
    return { ...(await import('./relay.ts')), ...(await import('./retell.ts')) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Error('INSPECT needs the development dependencies: npm ci', { cause: error })
  }
}
