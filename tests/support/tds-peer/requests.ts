/** Reads what a client asks of a SQL Server. https://learn.microsoft.com/openspecs/windows_protocols/ms-tds */
import type { Value } from './tokens.ts'

/** A statement for `sp_executesql`, with its parameters in order and as they were declared. */
export interface Statement {
  sql: string
  declared: string
  parameters: Value[]
}

const NVARCHAR = 0xe7
const INTEGER = 0x26
const FLOAT = 0x6d
const MAX = 0xffff

/** Behind the length of the whole and its own. */
export function readToken(payload: Buffer): string {
  return payload.toString('ucs2', 8, 8 + payload.readUInt32LE(4))
}

/** Behind the headers that every request has. */
export function withoutHeaders(payload: Buffer): Buffer {
  return payload.subarray(payload.readUInt32LE(0))
}

/** The call of a procedure by number: ours are all of `sp_executesql`. */
export function readStatement(payload: Buffer): Statement {
  const call = withoutHeaders(payload)
  // Marker of a number, the number, flags.
  let at = 6
  const values: Value[] = []
  while (at < call.length) {
    at += 1 + call.readUInt8(at) * 2 + 1
    const [value, next] = readValue(call, at)
    values.push(value)
    at = next
  }
  const [sql, declared = '', ...parameters] = values
  return { sql: String(sql), declared: String(declared), parameters }
}

function readValue(bytes: Buffer, at: number): [Value, number] {
  const type = bytes.readUInt8(at)
  if (type === NVARCHAR) return readText(bytes, at + 1)
  if (type !== INTEGER && type !== FLOAT)
    throw new Error(`There is a parameter of type ${type}: nobody has taught the peer to read it`)
  const length = bytes.readUInt8(at + 2)
  const from = at + 3
  if (length === 0) return [null, from]
  if (type === FLOAT) return [bytes.readDoubleLE(from), from + length]
  const integer = length === 8 ? Number(bytes.readBigInt64LE(from)) : bytes.readIntLE(from, length)
  return [integer, from + length]
}

function readText(bytes: Buffer, at: number): [string | null, number] {
  const most = bytes.readUInt16LE(at)
  // Behind the length and the collation.
  let from = at + 7
  if (most !== MAX) {
    const length = bytes.readUInt16LE(from)
    from += 2
    if (length === MAX) return [null, from]
    return [bytes.toString('ucs2', from, from + length), from + length]
  }
  const total = bytes.readBigUInt64LE(from)
  from += 8
  if (total === 0xffffffffffffffffn) return [null, from]
  const chunks: Buffer[] = []
  for (;;) {
    const length = bytes.readUInt32LE(from)
    from += 4
    if (length === 0) return [Buffer.concat(chunks).toString('ucs2'), from]
    chunks.push(bytes.subarray(from, from + length))
    from += length
  }
}
