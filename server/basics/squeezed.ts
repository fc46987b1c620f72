/** Texts that do not change, squeezed once for all who ask: for what has no secret in it, and may be kept. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface Squeezed {
  body: Uint8Array<ArrayBuffer>
  headers: Record<string, string>
}

type Encoding = 'br' | 'gzip'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** A megabyte and a half takes 0.4 s; at its best, 7 s for another tenth. */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 9 }

/** Squeezing what fits into one packet saves nobody anything. */
const WORTH_IT = 1_000

export interface Squeezer {
  /**
   * `name` tells texts apart; the latest of each is kept, as often as `content` differs.
   * `accepted`: the request's Accept-Encoding. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
   */
  squeeze(
    name: string,
    content: Uint8Array<ArrayBuffer>,
    accepted: string | undefined,
  ): Promise<Squeezed>
}

export function createSqueezer(): Squeezer {
  const made = new Map<string, { tag: string; body: Promise<Uint8Array<ArrayBuffer>> }>()

  return {
    async squeeze(name, content, accepted = '') {
      const tag = createHash('sha256').update(content).digest('base64url').slice(0, 22)
      const encoding = content.byteLength < WORTH_IT ? null : encodingIn(accepted)
      const vary = { vary: 'Accept-Encoding' }
      if (encoding === null) return { body: content, headers: { ...vary, etag: `"${tag}"` } }
      const key = `${encoding} ${name}`
      let kept = made.get(key)
      if (kept?.tag !== tag) {
        kept = { tag, body: squeezedBy(encoding, content) }
        made.set(key, kept)
      }
      // Each of them is another body, so it has another tag: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.3
      const headers = { ...vary, etag: `"${tag}-${encoding}"`, 'content-encoding': encoding }
      return { body: await kept.body, headers }
    },
  }
}

async function squeezedBy(encoding: Encoding, content: Uint8Array<ArrayBuffer>) {
  const made = await (encoding === 'br' ? brotli(content, { params: QUALITY }) : zip(content))
  return new Uint8Array(made)
}

/** Brotli where it is taken, for it is a fifth smaller; null where neither is. */
function encodingIn(accepted: string): Encoding | null {
  const weights = new Map(
    accepted.split(',').map((one) => {
      const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return [name, weight === undefined ? 1 : Number(weight)]
    }),
  )
  const takes = (name: Encoding) => (weights.get(name) ?? weights.get('*') ?? 0) > 0
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : null
}
