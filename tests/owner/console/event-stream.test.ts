/** Events to browsers that read slowly, or never: over real connections. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { Hono } from 'hono'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openEventStream, type EventStream } from '../../../server/owner/console/event-stream.ts'
import { createListener } from '../../../server/listener.ts'

const CHUNK = new Uint8Array(64 * 1024).fill(0x20)

/** A server of nothing but such streams, and a browser that is connected to one. */
async function connected() {
  const opened = Promise.withResolvers<EventStream>()
  const app = new Hono().get('/', (c) => {
    const stream = openEventStream(c)
    opened.resolve(stream)
    return stream.response
  })
  const server = createServer(createListener(app)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const stream = await opened.promise
  const over = Promise.withResolvers<void>()
  stream.onOver(over.resolve)
  return { server, socket, stream, over: over.promise }
}

function connections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_, count) => resolve(count)))
}

/** What is read of it, all in all. */
function read(socket: Socket): { bytes: number } {
  const seen = { bytes: 0 }
  socket.on('data', (chunk) => (seen.bytes += chunk.length))
  return seen
}

describe('Who never reads', () => {
  test('is cut off when a bounded part is unread, connection and all', async () => {
    const { server, socket, stream, over } = await connected()
    socket.pause()
    let taken = 0
    // Between them the system takes in what fits into its own buffers.
    while (stream.send(CHUNK) && taken < 4_000) {
      taken++
      await new Promise(setImmediate)
    }
    expect(taken).toBeLessThan(4_000)
    await over
    await expect.poll(() => connections(server)).toBe(0)
    expect(stream.send(CHUNK)).toBe(false)
  })

  test('is cut off where little is unread for long', async () => {
    const { server, socket, stream } = await connected()
    socket.pause()
    for (let taken = 0; taken < 400; taken++) {
      await new Promise(setImmediate)
      if (!stream.send(CHUNK.subarray(0, 32 * 1024))) break
      if (taken % 100 === 99 && !(stream.isRead() && stream.isRead())) break
    }
    expect(stream.isRead() && stream.isRead() && stream.isRead()).toBe(false)
    await expect.poll(() => connections(server)).toBe(0)
  })

  test('does not keep an ended stream open', async () => {
    const { server, socket, stream, over } = await connected()
    socket.pause()
    stream.send(CHUNK)
    stream.end()
    await over
    await expect.poll(() => connections(server)).toBe(0)
  })
})

test('who reads gets all of it, and is not cut off', async () => {
  const { socket, stream } = await connected()
  const seen = read(socket)
  for (let sent = 1; sent <= 100; sent++) {
    expect(stream.send(CHUNK)).toBe(true)
    await expect.poll(() => seen.bytes).toBeGreaterThanOrEqual(sent * CHUNK.length)
    expect(stream.isRead()).toBe(true)
  }
})

test('who goes is told of, once, and nothing is kept for him', async () => {
  const { socket, stream, over } = await connected()
  socket.destroy()
  await over
  expect(stream.send(CHUNK)).toBe(false)
  const late: string[] = []
  stream.onOver(() => late.push('told'))
  expect(late).toEqual(['told'])
})
