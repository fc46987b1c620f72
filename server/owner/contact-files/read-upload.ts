/** A contact file as it comes over the network, a piece at a time: pictures are let go by, not kept. */
import type { ContactLine } from './contact-line.ts'
import { formatOf, type FileFormat } from './file-format.ts'
import { createOctets } from './file-text.ts'
import type { ReadOptions } from './read-options.ts'
import { inRounds, type Steps } from './steps.ts'

/** In octets. A table is read as a whole; of cards no more is kept than names and numbers. */
const MOST_OCTETS = { csv: 8 * 2 ** 20, vcard: 256 * 2 ** 20 } as const

/** Of cards, as much as is read before others have a turn. */
const FEW = 16 * 1024

/** By these the kind of file is told. */
const BEGINNING = 4096

export type Upload = { format: FileFormat; lines: ContactLine[] } | 'unknown' | { tooMuch: number }

/** `tooMuch`: more octets than these. Rejects with what `options.onCount` throws. */
export async function readUpload(
  pieces: AsyncIterable<Uint8Array>,
  contentType: string | undefined,
  options: ReadOptions,
): Promise<Upload> {
  const begun: Uint8Array[] = []
  let size = 0
  let sink: Sink | null = null
  for await (const piece of pieces) {
    size += piece.length
    if (sink) await inRounds(sink.push(piece))
    else begun.push(piece)
    if (size >= BEGINNING) sink ??= await sinkFor(begun, contentType, options)
    if (size >= BEGINNING && !sink) return 'unknown'
    if (sink && size > MOST_OCTETS[sink.format]) return { tooMuch: MOST_OCTETS[sink.format] }
  }
  sink ??= await sinkFor(begun, contentType, options)
  return sink ? { format: sink.format, lines: await sink.end() } : 'unknown'
}

interface Sink {
  format: FileFormat
  push(piece: Uint8Array): Steps<void>
  end(): ContactLine[] | Promise<ContactLine[]>
}

/** What reads the file on, the beginning already read; null where it is no contact file. */
async function sinkFor(
  begun: Uint8Array[],
  contentType: string | undefined,
  options: ReadOptions,
): Promise<Sink | null> {
  // Its encoding is told by the first octets, which may come one by one.
  const beginning = Buffer.concat(begun)
  const format = formatOf(contentType, beginning)
  if (format === null) return null
  const sink = format === 'csv' ? await tableReader(options) : await cardReader(options)
  await inRounds(sink.push(beginning))
  return { format, ...sink }
}

async function tableReader(options: ReadOptions) {
  const { readCsv } = await import('./read-csv.ts')
  const pieces: Uint8Array[] = []
  return {
    *push(piece: Uint8Array) {
      pieces.push(piece)
      yield
    },
    end: () => inRounds(readCsv(Buffer.concat(pieces), options)),
  }
}

async function cardReader(options: ReadOptions) {
  const { createVcardReader } = await import('./read-vcards.ts')
  const reader = createVcardReader(options)
  const octets = createOctets()
  return {
    *push(piece: Uint8Array) {
      // A piece may be a whole file.
      for (let at = 0; at < piece.length; at += FEW) {
        reader.push(octets(piece.subarray(at, at + FEW)))
        yield
      }
    },
    end() {
      reader.push(octets(new Uint8Array(), true))
      return reader.end()
    },
  }
}
