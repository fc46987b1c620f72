/** How much memory the reading of an upload takes, in a process that does nothing else. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')

/** Reads as many megabytes of the piece as it is let, and prints the most memory that it had, in megabytes. */
const SCRIPT = `
const { readUpload } = await import('./server/owner/contact-files/read-upload.ts')
const [type, begins, piece, megabytes] = JSON.parse(process.argv[1])
const many = Buffer.from(piece.repeat(Math.ceil(65536 / piece.length)))
async function* pieces() {
  yield Buffer.from(begins)
  for (let size = 0; size < megabytes * 2 ** 20; size += many.length) yield many
}
const onCount = (contacts, entries) => {
  if (contacts > 10000 || entries > 30000) throw new Error('too many')
}
const options = { defaultCountry: 'US', category: null, onCount }
await readUpload(pieces(), type, options).catch(() => undefined)
console.log(Math.round(process.resourceUsage().maxRSS / 1024))
`

async function mostMemory(...about: [string, string, string, number]): Promise<number> {
  const args = ['--input-type=module', '--eval', SCRIPT, JSON.stringify(about)]
  const child = spawn(process.execPath, args, { cwd: ROOT })
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  expect({ err, code }).toEqual({ err: '', code: 0 })
  return Number(out)
}

test.each<[string, string, string, string, number]>([
  ['a quotation mark that is not closed', 'text/csv', 'phone,name\r"', '+14155550113,Ann\r', 8],
  ['marks in each row', 'text/csv', 'phone,name\n', '1,"a\n', 8],
  ['commas', 'text/csv', 'phone,name\n', ',', 8],
  ['empty rows', 'text/csv', 'phone,name\n', '\n', 8],
  ['one card of numbers', 'text/vcard', 'BEGIN:VCARD\nFN:J\n', 'TEL:+14155550113\n', 100],
  ['one card of names', 'text/vcard', 'BEGIN:VCARD\n', `FN:${'J'.repeat(1_000)}\n`, 100],
  ['a name that is folded without an end', 'text/vcard', 'BEGIN:VCARD\nFN:J', '\n ', 100],
  ['a picture without an end', 'text/vcard', 'BEGIN:VCARD\nPHOTO;ENCODING=b:', 'AAAA', 250],
  ['a line without an end', 'text/vcard', 'BEGIN:VCARD\nFN:', 'J', 250],
])('%s, megabytes of it, stay within 300 MB', async (_, type, begins, piece, megabytes) => {
  expect(await mostMemory(type, begins, piece, megabytes)).toBeLessThan(300)
})
