/** What others answer over HTTP, read no further than anybody needs: its length is theirs to choose, our memory is not. */

import type { Readable } from 'node:stream'

/** The beginning of a body; the rest is left unread, and its connection with it. Rejects as reading does. */
export async function beginningOf(
  body: ReadableStream<Uint8Array> | Readable | null,
  mostBytes: number,
): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  if (body)
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      pieces.push(piece)
      bytes += piece.length
      if (bytes >= mostBytes) break
    }
  return Buffer.concat(pieces).subarray(0, mostBytes)
}

/** The same as a string, of a response. Throws where there is more: half of an answer is none. */
export async function wholeText({ body }: Response, mostBytes: number): Promise<string> {
  const read = await beginningOf(body, mostBytes + 1)
  if (read.length > mostBytes) throw new RangeError(`the answer is longer than ${mostBytes} bytes`)
  return read.toString('utf8').replace(/^\ufeff/, '')
}

/**
 * The response with a body that ends after so many bytes, whoever reads it: for libraries that read an error to its
 * end.
 */
export function shortened(response: Response, mostBytes: number): Response {
  if (!response.body) return response
  let bytes = 0
  const bounded = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        controller.enqueue(piece.subarray(0, mostBytes - bytes))
        bytes += piece.length
        if (bytes >= mostBytes) controller.terminate()
      },
    }),
  )
  const { status, statusText, headers } = response
  return new Response(bounded, { status, statusText, headers: new Headers(headers) })
}
