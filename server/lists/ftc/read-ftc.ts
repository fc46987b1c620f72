/**
 * The calls that people in the USA have reported to the FTC: a file for each day, kept for some 26 days. They are not
 * verified, and the numbers often not those of who called.
 * https://www.ftc.gov/policy-notices/open-government/data-sets/do-not-call-data
 */
import type { Database } from '../../../storage/database.ts'
import { findListFiles, forgetListFiles, saveListFile } from '../../../storage/rules/list-files.ts'
import {
  countReports,
  forgetReports,
  MOST_AT_ONCE,
  removeListed,
  type Report,
} from '../../../storage/rules/list-numbers.ts'
import { wholeText } from '../../basics/bounded-body.ts'
import { ask, whyNot } from '../ask.ts'
import { ListError } from '../list-error.ts'
import { dayInName, dayOf, namesIn, namesOfDays, secondTry } from './file-names.ts'
import { readReports } from './read-reports.ts'

const PAGE = '/policy-notices/open-government/data-sets/do-not-call-data'
const FOLDER = '/sites/default/files/'
const MOST_PAGE_BYTES = 4 * 2 ** 20
const DEADLINE_MS = 60_000

/** Who has not been reported for so long is not on it any more. */
const KEPT_DAYS = 90
/** No file is read that is older, so no row of one comes again. */
const COUNTED_DAYS = 45

export interface FtcReading {
  database: Database
  /** Its name in the database. */
  list: string
  /** Of the server that has the files. */
  url: string
  now: Date
  signal: AbortSignal
}

export interface FtcRead {
  /** Files that were read to their end. */
  files: number
  /** Reports that were not counted before. */
  reports: number
}

/**
 * Reads what is new. Rejects with `ListError` where there was no file at all, or one could not be read: those that could
 * are counted, and the rest with the next time.
 */
export async function readFtc(reading: FtcReading): Promise<FtcRead> {
  const { database, list, now, signal } = reading
  const known = await findListFiles(database.queries, list)
  const read: FtcRead = { files: 0, reports: 0 }
  const failures: string[] = []
  let isAnyThere = false
  const named = await namesOnPage(reading)
  for (const name of named.names) {
    signal.throwIfAborted()
    try {
      const isThere =
        (await readFile(name)) || (named.areGuessed && (await readFile(secondTry(name))))
      isAnyThere ||= isThere
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof ListError)) throw error
      failures.push(`${name} ${error.message}`)
      // One that is out of reach is not asked a hundred times.
      if (failures.length >= MOST_FAILURES) break
    }
  }
  await forgetOld()
  if (failures.length > 0) throw new ListError(failures[0]!)
  if (!isAnyThere) throw new ListError('has no file of any day: has the place changed?')
  return read

  /** False where there is none, as on most holidays. */
  async function readFile(name: string): Promise<boolean> {
    const before = known.get(name)
    const within = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])
    const response = await ask(new URL(FOLDER + name, reading.url), {
      headers: {
        ...(before?.etag != null && { 'if-none-match': before.etag }),
        ...(before?.modified != null && { 'if-modified-since': before.modified }),
      },
      signal: within,
    })
    const { status, headers } = response
    if (status !== 200) await response.body?.cancel()
    if (status === 304) return true
    if (status === 404 || status === 410) return false
    if (status !== 200) throw new ListError(`is answered with ${status}`)
    if (/html/i.test(headers.get('content-type') ?? '')) {
      await response.body?.cancel()
      return false
    }
    try {
      read.reports += await countAll(readReports(pieces(response), dayInName(name)))
    } catch (error) {
      if (error instanceof ListError && /is a page/.test(error.message)) return false
      throw error instanceof ListError || within.aborted
        ? new ListError(whyNot(error, within), { cause: error })
        : error
    }
    read.files++
    await saveListFile(database, {
      list,
      name,
      etag: headers.get('etag')?.slice(0, 200) ?? null,
      modified: headers.get('last-modified')?.slice(0, 64) ?? null,
      read_at: now.toISOString(),
    })
    return true
  }

  async function countAll(reports: AsyncIterable<Report>): Promise<number> {
    let counted = 0
    let some: Report[] = []
    for await (const report of reports) {
      if (some.push(report) < MOST_AT_ONCE) continue
      counted += await countReports(database, list, some)
      some = []
    }
    return counted + (await countReports(database, list, some))
  }

  async function forgetOld(): Promise<void> {
    await removeListed(database, list, `${dayOf(now, -KEPT_DAYS)}T00:00:00.000Z`)
    await forgetReports(database, list, dayOf(now, -COUNTED_DAYS))
    await forgetListFiles(database, list, new Date(dayOf(now, -COUNTED_DAYS)).toISOString())
  }
}

const MOST_FAILURES = 3

function pieces({ body }: Response): AsyncIterable<Uint8Array> {
  return (body ?? new Blob([]).stream()) as AsyncIterable<Uint8Array>
}

/** By its page; where that says nothing, by the calendar. */
async function namesOnPage({
  url,
  now,
  signal,
}: FtcReading): Promise<{ names: string[]; areGuessed: boolean }> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)])
  try {
    const page = await ask(new URL(PAGE, url), { headers: {}, signal: within })
    const names = page.ok ? namesIn(await wholeText(page, MOST_PAGE_BYTES), now) : []
    if (!page.ok) await page.body?.cancel()
    if (names.length > 0) return { names, areGuessed: false }
  } catch {
    signal.throwIfAborted()
  }
  return { names: namesOfDays(now), areGuessed: true }
}
