/** The changes of calls as server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import type { ConsolePages } from './console-pages.ts'
import type { Live } from './live.ts'
import type { Door } from '../door/door.ts'

export interface LiveStreamDependencies {
  live: Live
  mustSignIn: Door['mustSignIn']
  /** Hears why a stream could not be. */
  onFault(error: unknown): void
}

/** Proxies close a connection that is silent for long; and a session may have ended meanwhile. */
const HEARTBEAT_MS = 15_000

/** Events: `ready` when nothing will be missed from now on, then `call` with a call as `/conversations` has it. */
export function createLiveStream(deps: LiveStreamDependencies): ConsolePages {
  const { live, mustSignIn, onFault } = deps
  const app: ConsolePages = new Hono()

  app.get('/live', (c) => {
    // Nginx and its like would keep the events back: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, listen, async (error) => onFault(error))

    async function listen(stream: SSEStreamingApi) {
      const over = Promise.withResolvers<void>()
      stream.onAbort(over.resolve)
      const forget = live.onEnd(over.resolve)
      let stop = () => {}
      const heartbeat = setInterval(() => {
        if (mustSignIn(c)) over.resolve()
        else void stream.write(': still here\n\n')
      }, HEARTBEAT_MS)
      try {
        stop = await live.listen((calls) => {
          for (const call of calls)
            void stream.writeSSE({ event: 'call', data: JSON.stringify(call) })
        })
        await stream.writeSSE({ event: 'ready', data: '', retry: 2_000 })
        await over.promise
      } finally {
        clearInterval(heartbeat)
        forget()
        stop()
      }
    }
  })
  return app
}
