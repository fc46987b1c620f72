/** Tables of any kind, held against another parser; and the numbers, names and cards that we write ourselves. */
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ContactLine } from '../../../server/owner/contact-files/contact-line.ts'
import { readContactFile } from '../../../server/owner/contact-files/read-contact-file.ts'
import { readCsvRows } from '../../../server/owner/contact-files/read-csv-rows.ts'
import { atOnce, inRounds } from '../../../server/owner/contact-files/steps.ts'
import { writeContactFile } from '../../../server/owner/contact-files/write-contact-file.ts'

/** What csv-parse makes of it, or null where it makes nothing of it. */
function parsed(text: string): string[][] | null {
  try {
    const rows = parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      trim: true,
    })
    return rows.filter((cells) => cells.some((cell) => cell.trim()))
  } catch {
    return null
  }
}

const cellsIn = (text: string) =>
  [...readCsvRows(text)].flatMap((row) => (row && 'cells' in row ? [row.cells] : []))

const scrap = fc.constantFrom('a', ' ', ',', '"', '""', '"b"', '\n', '\r', '\r\n', 'ü', '😀')

test('a table is read as csv-parse reads it, where that reads it at all', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(scrap, { maxLength: 30 }), (scraps) => {
      // So that the separator is the same to both.
      const text = `a,b\n${scraps.join('')}`
      const rows = parsed(text)
      // Of `"" ""` it leaves the second out without a word.
      if (rows === null || /"\s+"/.test(text)) return
      read++
      expect(cellsIn(text)).toEqual(rows)
    }),
    { numRuns: 2_000 },
  )
  // Or it proves nothing.
  expect(read).toBeGreaterThan(200)
})

test('whatever is broken, rows come in the order of their lines, and none is lost that stands alone', () => {
  fc.assert(
    fc.property(fc.array(scrap), (scraps) => {
      const text = `a,b\n${scraps.join('')}\n+14155550111,Jane\n`
      const lines = [...readCsvRows(text)].flatMap((row) => (row ? row.line : []))
      expect(lines).toEqual(lines.toSorted((one, other) => one - other))
      expect(text).toContain('Jane')
    }),
  )
})

function isFit(entry: ContactLine): boolean {
  if (entry.line < 1) return false
  if ('problem' in entry) return entry.problem.length < 300
  const { phoneNumber, name } = entry.contact
  return /^\+[1-9]\d{4,15}$/.test(phoneNumber) && /^.{1,200}$/su.test(name)
}

test('whatever is read has a number, a name, a line and few words', () => {
  const file = fc.oneof(
    fc.array(fc.oneof(scrap, fc.constantFrom('+14155550111', 'phone', 'name'))),
    fc.array(fc.constantFrom('BEGIN:VCARD', 'END:VCARD', 'TEL:+14155550111', 'FN:J', 'N:', '=')),
    fc.array(fc.string({ unit: 'binary' })),
  )
  const separator = fc.constantFrom('', '\n', '\r', ',')
  fc.assert(
    fc.property(file, separator, fc.constantFrom('csv', 'vcard'), (pieces, between, format) => {
      const options = { defaultCountry: 'US', category: null }
      for (const entry of readContactFile(pieces.join(between), format, options)) {
        expect(isFit(entry)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('what we write is read back as it was, whatever the names are', () => {
  const contact = fc.record({
    phoneNumber: fc.integer({ min: 100, max: 199 }).map((last) => `+14155550${last}`),
    // On one line, trimmed, and what XML can carry: as a name is when it comes in.
    name: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim())
      .filter(Boolean),
    category: fc.constantFrom('family', "'=1", '+x', 'a,b;c"d\\'),
    isActive: fc.boolean(),
  })
  const contacts = fc.uniqueArray(contact, { selector: ({ phoneNumber }) => phoneNumber })
  fc.assert(
    fc.property(contacts, fc.constantFrom('csv', 'vcard'), (written, format) => {
      const options = { defaultCountry: 'US', category: null }
      const read = readContactFile(writeContactFile(written, format), format, options)
      expect(read.map((line) => ('contact' in line ? line.contact : line.problem))).toEqual(written)
    }),
  )
})

// Half of the rows of this file made the reader begin anew, with all that was left of it.
test.each([
  ['closed by nobody', '"a\r'],
  ['closed too late', '1,"a\r2,b"c\r'],
  ['within a cell', 'a"b\r'],
  ['never', '1,2\r'],
  ['without anything in them', ',\r'],
])('rows with marks that are %s take the time of their length', (_, row) => {
  const cpu = (times: number) => {
    const before = process.threadCpuUsage()
    Array.from(readCsvRows(`phone,name\n${row.repeat(times / row.length)}`))
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1_000
  }
  cpu(100_000)
  // Eight megabytes took 43 s.
  expect(cpu(2_000_000)).toBeLessThan(5_000)
})

test('steps give way to others, and end as they would at once', async () => {
  function* work() {
    for (let step = 0; step < 50; step++) {
      const until = performance.now() + 1
      while (performance.now() < until);
      yield
    }
    return 'done'
  }
  let others = 0
  const other = setInterval(() => others++, 0)
  expect(await inRounds(work())).toBe('done')
  clearInterval(other)
  expect(others).toBeGreaterThan(1)
  expect(atOnce(work())).toBe('done')
})
