/** Server-sent events to one browser that may read slowly, or never: what waits for it is bounded. */
import type { ServerResponse } from 'node:http'
import type { Context } from 'hono'

export interface EventStream {
  response: Response
  /** False, and the stream is over, where too much is unread already. */
  send(chunk: Uint8Array): boolean
  /** False, and the stream is over, where nothing was read since this was asked before. */
  isRead(): boolean
  /** What is unread may still be read; who does not read is cut off a moment later. */
  end(): void
  /** Each is told once, whoever ended it. */
  onOver(told: () => void): void
}

/** Beside what the system holds for a connection. What many are told is in memory once. */
const MOST_UNREAD_BYTES = 256 * 1024
const GRACE_MS = 1_000

export function openEventStream(c: Context): EventStream {
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse }
  const over: (() => void)[] = []
  let isOver = false
  let unreadBefore = 0
  let controller: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>(
    { start: (made) => void (controller = made), cancel: () => conclude() },
    { highWaterMark: MOST_UNREAD_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
  )

  function conclude(): void {
    if (isOver) return
    isOver = true
    for (const told of over.splice(0)) told()
  }

  function end(graceMs = GRACE_MS): void {
    if (isOver) return
    controller.close()
    conclude()
    // A response that nobody reads never finishes by itself.
    if (outgoing) setTimeout(() => outgoing.destroy(), graceMs).unref()
  }

  const unread = () => MOST_UNREAD_BYTES - (controller.desiredSize ?? MOST_UNREAD_BYTES)

  return {
    response: c.body(body, 200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      // Nginx and its like would keep the events back: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
      'x-accel-buffering': 'no',
    }),
    send(chunk) {
      if (isOver) return false
      if (unread() >= MOST_UNREAD_BYTES) end(0)
      else controller.enqueue(chunk)
      return !isOver
    },
    isRead() {
      const now = unread()
      if (now > 0 && now >= unreadBefore && unreadBefore > 0) end(0)
      unreadBefore = now
      return !isOver
    },
    end: () => end(),
    onOver(told) {
      if (isOver) told()
      else over.push(told)
    },
  }
}
