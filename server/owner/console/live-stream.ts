/** The changes of calls as server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
import { Hono } from 'hono'
import type { Words } from '../../calls/overheard.ts'
import type { Door } from '../door/door.ts'
import type { ConsolePages } from './console-pages.ts'
import type { EventStream } from './event-stream.ts'
import type { Live } from './live.ts'
import { createLiveStreams } from './live-streams.ts'
import type { Overhear } from './overhearing.ts'

export interface LiveStreamDependencies {
  live: Live
  overhear: Overhear
  door: Pick<Door, 'sessions' | 'needsKey'>
  /** Hears why a stream could not be. */
  onFault(error: unknown): void
}

type Calls = Parameters<Parameters<Live['listen']>[0]>[0]

const PRUNE_MS = 1_000

const encoder = new TextEncoder()
const READY = encoder.encode('event: ready\ndata: \nretry: 2000\n\n')

/**
 * Events: `ready` when nothing will be missed from now on, then `call` with a call as `/conversations` has it; of the
 * one that is named, `words` too, while they are said.
 */
export function createLiveStream({
  live,
  overhear,
  door,
  onFault,
}: LiveStreamDependencies): ConsolePages {
  const app: ConsolePages = new Hono()
  const streams = createLiveStreams(door, onFault)
  let prunedAt = Number.NEGATIVE_INFINITY
  const prepared = new WeakMap<Calls, Promise<Uint8Array>>()

  /** Once for all that listen: who is still in, and the words. */
  function prepare(calls: Calls): Promise<Uint8Array> {
    const known = prepared.get(calls)
    if (known) return known
    const preparing = streams.prune().then(() => encoder.encode(calls.map(inWords).join('')))
    prepared.set(calls, preparing)
    return preparing
  }

  /** Of words there are many a second: who is still in is asked once a second, at most. */
  async function prepareWords(said: Words): Promise<Uint8Array> {
    if (performance.now() - prunedAt > PRUNE_MS) {
      prunedAt = performance.now()
      await streams.prune()
    }
    return encoder.encode(`event: words\ndata: ${JSON.stringify(said)}\n\n`)
  }

  async function listen(stream: EventStream, callSid: string | undefined): Promise<void> {
    const forget = live.onEnd(stream.end)
    let isOver = false
    let stop = () => {}
    stream.onOver(() => {
      isOver = true
      forget()
      stop()
    })
    let told = Promise.resolve()
    const tell = (chunkOf: () => Promise<Uint8Array>) => {
      told = told
        .then(chunkOf)
        .then((chunk) => void stream.send(chunk))
        .catch((error: unknown) => {
          // It comes again, and then hears of all that it missed.
          stream.end()
          onFault(error)
        })
    }
    const words = await overhear(callSid, (said) => tell(() => prepareWords(said)))
    stream.onOver(words.stop)
    stop = await live.listen((calls) => {
      words.changed(calls)
      tell(() => prepare(calls))
    })
    if (isOver) stop()
    else stream.send(READY)
  }

  app.get('/live', (c) => {
    const stream = streams.open(c)
    listen(stream, c.req.query('words')).catch((error: unknown) => {
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
