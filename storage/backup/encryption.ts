/**
 * A backup that only a passphrase opens, in the format of age: any program that knows that opens it too, in twenty years as
 * well. Every 64 KB are authenticated, their order and the end of the file with them. https://age-encryption.org/v1
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { BackupError } from './backup-error.ts'
import { beginningOf } from './examine.ts'

/** 64 MB and half a second for each try; age's own is four times that, which a small machine may not have to spare. */
const WORK_FACTOR = 16

const VERSION = 'age-encryption.org/v1\n'
/** One stanza of a passphrase, and nothing else: a header without an end would be read into memory whole. */
const HEADER = /^age-encryption\.org\/v1\n-> scrypt [^\n]{1,100}\n[^\n]{1,100}\n--- [^\n]{43}\n/
const MOST_HEADER = 512

export function isEncrypted(path: string): boolean {
  return beginningOf(path, VERSION.length) === VERSION
}

/** Gives the SHA-256 of what was encrypted. */
export async function encryptFile(from: string, to: string, passphrase: string): Promise<string> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(WORK_FACTOR)
  return reading(from, async (source) => {
    const hashing = createHashing()
    const sealed = await encrypter.encrypt(webStreamOf(source.compose(hashing)))
    await pipeline(nodeStreamOf(sealed), writingTo(to))
    return hashing.digest()
  })
}

/**
 * Gives the SHA-256 of what is in it. `to`: null only looks whether it is whole. Rejects with `BackupError` where the
 * passphrase is another, or the file is not as it was written; what was written of it until then is for nobody to use.
 */
export async function decryptFile(
  from: string,
  to: string | null,
  { passphrase, name }: { passphrase: string; name: string },
): Promise<string> {
  if (!HEADER.test(beginningOf(from, MOST_HEADER)))
    throw new BackupError(
      `${name} was not encrypted by a passphrase: open it with age, and restore what comes out`,
    )
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  return reading(from, async (source) => {
    const plain = await decrypter.decrypt(webStreamOf(source)).catch((cause: unknown) => {
      throw new BackupError(
        `${name} cannot be opened: the passphrase is another, or its first bytes have been changed`,
        { cause },
      )
    })
    const hashing = createHashing()
    try {
      await pipeline(nodeStreamOf(plain), hashing, to === null ? discarding() : writingTo(to))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).syscall) throw cause
      throw new BackupError(
        `${name} is not as it was written: it was cut off or changed since; take another backup`,
        { cause },
      )
    }
    return hashing.digest()
  })
}

/** Whatever becomes of it, the file is closed again: what is around it forgets to, where it fails. */
async function reading<Result>(
  from: string,
  work: (source: ReadStream) => Promise<Result>,
): Promise<Result> {
  const source = createReadStream(from)
  try {
    return await work(source)
  } finally {
    source.destroy()
  }
}

function writingTo(path: string) {
  return createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
}

function createHashing() {
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Uint8Array, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return Object.assign(hashing, { digest: () => hash.digest('hex') })
}

function discarding(): Transform {
  return new Transform({ transform: (_, __, done) => done() }).resume()
}

/** The types of Node and of browsers do not know that they are the same. */
function webStreamOf(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream)
}

function nodeStreamOf(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream)
}
