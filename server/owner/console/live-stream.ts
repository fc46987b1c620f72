/** The changes of calls as server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { Hono } from 'hono'
import type { Door } from '../door/door.ts'
import type { ConsolePages } from './console-pages.ts'
import type { EventStream } from './event-stream.ts'
import type { Live } from './live.ts'
import { createLiveStreams } from './live-streams.ts'

export interface LiveStreamDependencies {
  live: Live
  door: Pick<Door, 'sessions' | 'needsKey'>
  /** Hears why a stream could not be. */
  onFault(error: unknown): void
}

type Calls = Parameters<Parameters<Live['listen']>[0]>[0]

const encoder = new TextEncoder()
const READY = encoder.encode('event: ready\ndata: \nretry: 2000\n\n')

/** Events: `ready` when nothing will be missed from now on, then `call` with a call as `/conversations` has it. */
export function createLiveStream({ live, door, onFault }: LiveStreamDependencies): ConsolePages {
  const app: ConsolePages = new Hono()
  const streams = createLiveStreams(door, onFault)
  const prepared = new WeakMap<Calls, Promise<Uint8Array>>()

  /** Once for all that listen: who is still in, and the words. */
  function prepare(calls: Calls): Promise<Uint8Array> {
    const known = prepared.get(calls)
    if (known) return known
    const preparing = streams.prune().then(() => encoder.encode(calls.map(inWords).join('')))
    prepared.set(calls, preparing)
    return preparing
  }

  async function listen(stream: EventStream): Promise<void> {
    const forget = live.onEnd(stream.end)
    let isOver = false
    let stop = () => {}
    stream.onOver(() => {
      isOver = true
      forget()
      stop()
    })
    let told = Promise.resolve()
    stop = await live.listen((calls) => {
      told = told
        .then(() => prepare(calls))
        .then((chunk) => void stream.send(chunk))
        .catch((error: unknown) => {
          // It comes again, and then hears of all that it missed.
          stream.end()
          onFault(error)
        })
    })
    if (isOver) stop()
    else stream.send(READY)
  }

  app.get('/live', (c) => {
    const stream = streams.open(c)
    listen(stream).catch((error: unknown) => {
      stream.end()
      onFault(error)
    })
    return stream.response
  })
  return app
}

function inWords(call: Calls[number]): string {
  return `event: call\ndata: ${JSON.stringify(call)}\n\n`
}
