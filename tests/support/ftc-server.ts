/** The FTC's site, as far as lists are read from it: a page that names files, and the files. */
import { createHash } from 'node:crypto'
import { startReceiver, type Receiver } from './receiver.ts'

const HEADER =
  'Company_Phone_Number,Created_Date,Violation_Date,Consumer_City,Consumer_State,Consumer_Area_Code,Subject,Recorded_Message_Or_Robocall'

/** A file with these rows: a number, and what tells the report from others. */
export function ftcFile(
  rows: readonly [number: string, what: string][],
  day = '2026-11-20',
): string {
  const lines = rows.map(
    ([number, what]) =>
      `${number},${day} 13:45:00,${day} 09:00:00,"Springfield, ${what}",Illinois,217,Other,Y`,
  )
  return `${[HEADER, ...lines].join('\n')}\n`
}

export function fileNamed(day: string, more = ''): string {
  return `DNC_Complaint_Numbers_${day}${more}.csv`
}

export interface FtcServer extends Receiver {
  /** By name; null is answered with a page and 200, as the FTC does now and then. */
  files: Map<string, string | null>
  /** Whether its page names them. */
  hasPage: boolean
  /** Files that were asked for, with how that was answered. */
  asked: string[]
}

export async function startFtc(): Promise<FtcServer> {
  const files = new Map<string, string | null>()
  const receiver = await startReceiver(({ path, headers }, response) => {
    if (path.endsWith('/do-not-call-data')) {
      const links = [...files.keys()].map((name) => `<a href="/sites/default/files/${name}">x</a>`)
      const page = { 'content-type': 'text/html' }
      response.writeHead(ftc.hasPage ? 200 : 404, page).end(ftc.hasPage ? links.join('\n') : '')
      return
    }
    const name = path.split('/').at(-1)!
    const file = files.get(name)
    const etag = `"${createHash('sha1')
      .update(file ?? '')
      .digest('hex')}"`
    const isKnown = file !== null && headers['if-none-match'] === etag
    const status = file === undefined ? 404 : isKnown ? 304 : 200
    ftc.asked.push(`${name} ${status}`)
    const told = file === null ? '\n<!DOCTYPE html><title>Page not found</title>' : file
    response
      .writeHead(status, { 'content-type': 'text/csv', ...(file && { etag }) })
      .end(status === 200 ? told : '')
  })
  const ftc: FtcServer = Object.assign(receiver, { files, hasPage: true, asked: [] as string[] })
  return ftc
}
