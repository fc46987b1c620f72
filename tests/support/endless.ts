/** A peer whose answers have no end: what others send is theirs to choose, also how much. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface EndlessPeer {
  url: string
  /** Octets that were taken from it so far, by the system's buffers too. */
  taken(): number
  /** When every connection so far is closed by who asked. */
  left(): Promise<void>
}

/** Answers each request with the head and then with `piece` for as long as anybody reads it. */
export async function startEndlessPeer(
  status: number,
  headers: Record<string, string>,
  piece: string | Buffer,
  begins = '',
): Promise<EndlessPeer> {
  const sockets: { bytesWritten: number }[] = []
  const closed: Promise<unknown>[] = []
  const bytes = Buffer.from(piece)
  const many = Buffer.concat(Array<Buffer>(Math.ceil(65_536 / bytes.length)).fill(bytes))
  function flood(response: ServerResponse): void {
    while (!response.closed && response.write(many));
    if (!response.closed) response.once('drain', () => flood(response))
  }
  const server = createServer((request, response) => {
    request.resume()
    sockets.push(request.socket)
    closed.push(once(response, 'close'))
    response.writeHead(status, headers)
    response.write(begins)
    flood(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => [...new Set(sockets)].reduce((sum, one) => sum + one.bytesWritten, 0),
    left: async () => void (await Promise.all(closed)),
  }
}
