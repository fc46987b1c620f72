/** What a SQL Server says, token by token. https://learn.microsoft.com/openspecs/windows_protocols/ms-tds */
import { createRequire } from 'node:module'
import type TrackingBuffer from 'tedious/lib/tracking-buffer/writable-tracking-buffer.js'

const load = createRequire(import.meta.url)
const Buffered = load(
  'tedious/lib/tracking-buffer/writable-tracking-buffer',
) as typeof TrackingBuffer.default
const { TYPE } = load('tedious/lib/token/token') as { TYPE: Record<string, number> }

type Writer = InstanceType<typeof Buffered>

export interface Column {
  name: string
  type: 'text' | 'integer' | 'float'
}

export type Value = string | number | null

export interface ServerError {
  number: number
  message: string
}

const DONE_FINAL = 0x00
const DONE_MORE = 0x01
const DONE_ERROR = 0x02
const DONE_COUNT = 0x10
/** Latin1_General_CI_AS */
const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34])
const TDS_7_4 = 0x74000004

/** What stands for a transaction. */
const TRANSACTION = Buffer.from([1, 0, 0, 0, 0, 0, 0, 1])
const NONE = Buffer.alloc(0)

export const BEGUN = 8
export const COMMITTED = 9
export const ROLLED_BACK = 10

function written(write: (writer: Writer) => void): Buffer {
  const writer = new Buffered()
  write(writer)
  return writer.slice()
}

/** A token that tells its own length. */
function measured(type: number, write: (writer: Writer) => void): Buffer {
  const content = written(write)
  return written((writer) => {
    writer.writeUInt8(type)
    writer.writeUInt16LE(content.length)
    writer.writeBuffer(content)
  })
}

export function loginAck(): Buffer {
  return measured(TYPE.LOGINACK!, (writer) => {
    writer.writeUInt8(1)
    writer.writeUInt32BE(TDS_7_4)
    writer.writeBVarchar('Microsoft SQL Server', 'ucs2')
    writer.writeUInt32BE(0x10000000)
  })
}

/** Where to get a token, and what for. */
const RESOURCE = 'https://database.windows.net/'

export function entraId(): Buffer {
  const told = ['https://login.microsoftonline.com/tenant', RESOURCE].map((url) =>
    Buffer.from(url, 'ucs2'),
  )
  return written((writer) => {
    const list = 4 + told.length * 9
    writer.writeUInt8(TYPE.FEDAUTHINFO!)
    writer.writeUInt32LE(list + told[0]!.length + told[1]!.length)
    writer.writeUInt32LE(told.length)
    told.forEach((url, index) => {
      writer.writeUInt8(index + 1)
      writer.writeUInt32LE(url.length)
      writer.writeUInt32LE(index === 0 ? list : list + told[0]!.length)
    })
    for (const url of told) writer.writeBuffer(url)
  })
}

export function transactionChange(change: number): Buffer {
  return measured(TYPE.ENVCHANGE!, (writer) => {
    writer.writeUInt8(change)
    for (const value of change === BEGUN ? [TRANSACTION, NONE] : [NONE, TRANSACTION]) {
      writer.writeUInt8(value.length)
      writer.writeBuffer(value)
    }
  })
}

export function serverError({ number, message }: ServerError): Buffer {
  return measured(TYPE.ERROR!, (writer) => {
    writer.writeUInt32LE(number)
    writer.writeUInt8(1)
    writer.writeUInt8(16)
    writer.writeUsVarchar(message, 'ucs2')
    writer.writeBVarchar('peer', 'ucs2')
    writer.writeBVarchar('', 'ucs2')
    writer.writeUInt32LE(1)
  })
}

function done(type: number, status: number, rows: number): Buffer {
  return written((writer) => {
    writer.writeUInt8(type)
    writer.writeUInt16LE(status)
    writer.writeUInt16LE(0)
    writer.writeUInt64LE(rows)
  })
}

export function finished(isError = false): Buffer {
  return done(TYPE.DONE!, isError ? DONE_ERROR : DONE_FINAL, 0)
}

/** The end of a statement in `sp_executesql`: how many rows there were, and more to come. */
export function statementFinished(rows: number): Buffer {
  return done(TYPE.DONEINPROC!, DONE_COUNT | DONE_MORE, rows)
}

/** The end of what was done by `sp_executesql`: it went well. */
export function procedureFinished(): Buffer {
  const status = written((writer) => {
    writer.writeUInt8(TYPE.RETURNSTATUS!)
    writer.writeInt32LE(0)
  })
  return Buffer.concat([status, done(TYPE.DONEPROC!, DONE_FINAL, 0)])
}

export function columnsOf(columns: Column[]): Buffer {
  return written((writer) => {
    writer.writeUInt8(TYPE.COLMETADATA!)
    writer.writeUInt16LE(columns.length)
    for (const { name, type } of columns) {
      writer.writeUInt32LE(0)
      writer.writeUInt16LE(1)
      if (type === 'text') {
        // nvarchar(max)
        writer.writeUInt8(0xe7)
        writer.writeUInt16LE(0xffff)
        writer.writeBuffer(COLLATION)
      } else {
        writer.writeUInt8(type === 'integer' ? 0x26 : 0x6d)
        writer.writeUInt8(type === 'integer' ? 4 : 8)
      }
      writer.writeBVarchar(name, 'ucs2')
    }
  })
}

export function row(columns: Column[], values: Value[]): Buffer {
  return written((writer) => {
    writer.writeUInt8(TYPE.ROW!)
    columns.forEach(({ type }, index) => writeValue(writer, type, values[index] ?? null))
  })
}

function writeValue(writer: Writer, type: Column['type'], value: Value): void {
  if (type === 'text') {
    if (value === null) return writer.writeBuffer(Buffer.alloc(8, 0xff))
    const bytes = Buffer.from(String(value), 'ucs2')
    writer.writeUInt64LE(bytes.length)
    if (bytes.length > 0) {
      writer.writeUInt32LE(bytes.length)
      writer.writeBuffer(bytes)
    }
    return writer.writeUInt32LE(0)
  }
  if (value === null) return writer.writeUInt8(0)
  writer.writeUInt8(type === 'integer' ? 4 : 8)
  if (type === 'integer') writer.writeInt32LE(Number(value))
  else writer.writeDoubleLE(Number(value))
}
