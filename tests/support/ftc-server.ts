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
      if (!ftc.hasPage) return 404
      const links = [...files.keys()].map((name) => `<a href="/sites/default/files/${name}">x</a>`)
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(links.join('\n'))
    }
    const name = path.split('/').at(-1)!
    const file = files.get(name)
    const etag = `"${createHash('sha1')
      .update(file ?? '')
      .digest('hex')}"`
    const status = file === undefined ? 404 : headers['if-none-match'] === etag ? 304 : 200
    ftc.asked.push(`${name} ${status}`)
    if (file === null)
      return void response
        .writeHead(200, { 'content-type': 'text/csv' })
        .end('\n<!DOCTYPE html><title>Page not found</title>')
    if (status !== 200) return void response.writeHead(status).end()
    response.writeHead(200, { 'content-type': 'text/csv', etag }).end(file)
  })
  const ftc: FtcServer = Object.assign(receiver, { files, hasPage: true, asked: [] as string[] })
  return ftc
}
