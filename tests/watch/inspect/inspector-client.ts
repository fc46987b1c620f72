/** What Stately's inspector would see: a WebSocket client that reads its protocol. */
import type { StatelyInspectionEvent } from '@statelyai/inspect'
import { onTestFinished } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'

export type Told = StatelyInspectionEvent & {
  name?: string
  definition?: string
  event?: { type: string; [detail: string]: unknown }
  snapshot?: { status: string; value: unknown; context: Record<string, unknown> }
}

/** Connected; closed when the test is over. Rejects where it is not let in. */
export async function watchCalls(url: string, options: ClientOptions = {}) {
  const told: Told[] = []
  const socket = new WebSocket(url.replace('http:', 'ws:'), options)
  onTestFinished(() => socket.terminate())
  const opened = Promise.withResolvers<void>()
  let arrived = Promise.withResolvers<void>()
  socket.on('open', opened.resolve)
  socket.on('error', opened.reject)
  socket.on('message', (data: Buffer) => {
    told.push(JSON.parse(data.toString()) as Told)
    arrived.resolve()
    arrived = Promise.withResolvers<void>()
  })
  await opened.promise
  return {
    told,
    socket,
    /** The first told that fits, or that will be. */
    async until(fits: (one: Told) => boolean): Promise<Told> {
      for (;;) {
        const found = told.find(fits)
        if (found) return found
        await arrived.promise
      }
    },
  }
}
