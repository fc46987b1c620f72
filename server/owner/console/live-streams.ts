/** Who listens to calls as they change: so many in all, so many of one session, and none whose session has ended. */
import type { Context } from 'hono'
import type { Door } from '../door/door.ts'
import { openEventStream, type EventStream } from './event-stream.ts'

export interface LiveStreams {
  open(c: Context): EventStream
  /** Ends those whose session has ended meanwhile; rejects, with all of them ended, where that cannot be known. */
  prune(): Promise<void>
}

/** Pages of one browser; and of all. What is too much ends the oldest, which may be of a browser long gone. */
export const MOST_STREAMS = { ofOne: 12, inAll: 120 }

/** Proxies close a connection that is silent for long; and a session may have ended in another process. */
const HEARTBEAT_MS = 15_000

const encoder = new TextEncoder()
const STILL_HERE = encoder.encode(': still here\n\n')
/** Its page comes back by itself, but not at once: there are too many. */
const COME_LATER = encoder.encode('retry: 60000\n\n')

export function createLiveStreams(
  door: Pick<Door, 'sessions' | 'needsKey'>,
  onFault: (error: unknown) => void,
): LiveStreams {
  /** The oldest first. */
  const streams = new Map<EventStream, { ids: readonly string[] }>()
  let stop: (() => void) | undefined
  async function prune(): Promise<void> {
    if (!door.needsKey || streams.size === 0) return
    try {
      const ids = [...new Set([...streams.values()].flatMap((one) => one.ids))]
      const goingOn = await door.sessions.goingOn(ids)
      for (const [stream, one] of streams)
        // One that was opened meanwhile was not asked for.
        if (one.ids.every((id) => ids.includes(id) && !goingOn.has(id))) stream.end()
    } catch (error) {
      for (const stream of streams.keys()) stream.end()
      throw error
    }
  }

  function begin(): () => void {
    const heartbeat = setInterval(beat, HEARTBEAT_MS).unref()
    const forget = door.sessions.onEnded(() => void prune().catch(onFault))
    return () => {
      clearInterval(heartbeat)
      forget()
    }
  }

  function beat(): void {
    for (const stream of streams.keys()) if (stream.isRead()) stream.send(STILL_HERE)
    prune().catch(onFault)
  }

  function makeRoom(ids: readonly string[]): void {
    const ofOne = [...streams].filter(([, one]) => one.ids.join() === ids.join())
    if (ofOne.length >= MOST_STREAMS.ofOne) displace(ofOne[0]![0])
    if (streams.size >= MOST_STREAMS.inAll) displace(streams.keys().next().value!)
  }

  function displace(stream: EventStream): void {
    stream.send(COME_LATER)
    stream.end()
  }

  return {
    open(c) {
      const ids = door.needsKey ? door.sessions.idsOf(c) : []
      makeRoom(ids)
      const stream = openEventStream(c)
      streams.set(stream, { ids })
      stop ??= begin()
      stream.onOver(() => {
        streams.delete(stream)
        if (streams.size > 0) return
        stop?.()
        stop = undefined
      })
      return stream
    },
    prune,
  }
}
