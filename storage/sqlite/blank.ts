/** Overwrites with zeros what is in a database's file and belongs to nothing any more. */
import { fstatSync, readSync, statSync, writeSync } from 'node:fs'
import type Sqlite from 'better-sqlite3'
import { freePages, unusedBytes, type Span } from './unused-bytes.ts'

/** So many at a time: a writer waits for some milliseconds. */
const FEW = 512
/** The first byte of a page's number is 0 below it; above, nothing is touched. */
const MOST_PAGES = 2 ** 24

/** The page that none of SQLite's locks lets anybody use. https://sqlite.org/fileformat2.html#the_lock_byte_page */
const LOCK_BYTE = 2 ** 30

interface Layout {
  fd: number
  pageSize: number
  usable: number
}

/**
 * One slice, from this page on; gives the page to go on from, null at the end, or `'written'` where somebody has
 * written meanwhile: the log has to be emptied first. Throws `SQLITE_BUSY` where somebody is writing.
 *
 * Held: the lock of whoever writes, with an empty log, so nobody changes the file meanwhile, nor brings pages from the
 * log into it. Changed: only bytes that nobody reads, so a death in the middle leaves a whole file. Others may have such
 * a page in memory as it was; a commit makes them read it anew, before they write it back.
 */
export function blankSlice(
  file: Sqlite.Database,
  fd: number,
  from: number,
): number | null | 'written' {
  file.exec('begin immediate')
  try {
    if (statSync(`${file.name}-wal`, { throwIfNoEntry: false })?.size) {
      file.exec('rollback')
      return 'written'
    }
    const layout = readLayout(fd)
    const pages = Math.min(Math.floor(fstatSync(fd).size / layout.pageSize), MOST_PAGES)
    // Page 1 has the schema and no words; it is in our own memory, and would be written back.
    const first = Math.max(from, 2)
    const last = Math.min(first + FEW - 1, pages)
    const blanked = blankTrees(layout, first, last) + (from === 1 ? blankFree(layout, pages) : 0)
    if (blanked > 0) {
      const version = file.pragma('user_version', { simple: true }) as number
      file.pragma(`user_version = ${version}`)
    }
    file.exec('commit')
    return last < pages ? last + 1 : null
  } catch (error) {
    if (file.inTransaction) file.exec('rollback')
    throw error
  }
}

/** https://sqlite.org/fileformat2.html#the_database_header */
function readLayout(fd: number): Layout {
  const header = Buffer.alloc(100)
  readSync(fd, header, 0, header.length, 0)
  const size = header.readUInt16BE(16)
  const pageSize = size === 1 ? 65_536 : size
  return { fd, pageSize, usable: pageSize - header[20]! }
}

function blankTrees({ fd, pageSize, usable }: Layout, first: number, last: number): number {
  if (last < first) return 0
  const pages = Buffer.alloc((last - first + 1) * pageSize)
  const length = readSync(fd, pages, 0, pages.length, (first - 1) * pageSize)
  let blanked = 0
  for (let at = 0; at + pageSize <= length; at += pageSize) {
    const start = (first - 1) * pageSize + at
    if (start === LOCK_BYTE) continue
    const page = pages.subarray(at, at + pageSize)
    for (const span of unusedBytes(page, usable)) blanked += blankSpan(fd, page, start, span)
  }
  return blanked
}

/** Pages that an earlier release has set free without overwriting them. */
function blankFree({ fd, pageSize, usable }: Layout, pages: number): number {
  const header = Buffer.alloc(100)
  readSync(fd, header, 0, header.length, 0)
  const page = Buffer.alloc(pageSize)
  const listing = Buffer.alloc(pageSize)
  let blanked = 0
  let next = header.readUInt32BE(32)
  for (let seen = 0; next > 1 && next <= pages && seen < pages; seen++) {
    readSync(fd, listing, 0, pageSize, (next - 1) * pageSize)
    const { listed, next: after } = freePages(listing, usable)
    const rest: Span = [8 + 4 * listed.length, usable]
    blanked += blankSpan(fd, listing, (next - 1) * pageSize, rest)
    for (const number of listed) {
      if (number < 2 || number > pages) continue
      const start = (number - 1) * pageSize
      readSync(fd, page, 0, pageSize, start)
      blanked += blankSpan(fd, page, start, [0, pageSize])
    }
    next = after
  }
  return blanked
}

const ZEROS = Buffer.alloc(65_536)

/** The number of bytes that were not blank. */
function blankSpan(fd: number, page: Buffer, start: number, [from, to]: Span): number {
  if (page.subarray(from, to).equals(ZEROS.subarray(0, to - from))) return 0
  writeSync(fd, ZEROS, 0, to - from, start + from)
  return to - from
}
