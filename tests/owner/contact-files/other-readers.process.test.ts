/** What we write, read by somebody else: python3-vobject, which calendars and address books use. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { FileContact } from '../../../server/owner/contact-files/contact-line.ts'
import { writeContactFile } from '../../../server/owner/contact-files/write-contact-file.ts'
import { read } from './read.ts'

// Debian's package belongs to Debian's Python, which need not be the first on the PATH.
const python = ['/usr/bin/python3', 'python3'].find(
  (one) => spawnSync(one, ['-c', 'import vobject']).status === 0,
)

/** Cards on its input, what it makes of them on its output. */
const READ = `
import json, sys, vobject
text = sys.stdin.buffer.read().decode('utf-8')
cards = [dict(name=card.fn.value, number=card.tel.value, category=card.categories.value[0])
         for card in vobject.readComponents(text)]
print(json.dumps(cards))
`

/** Names on its input, cards on its output. */
const WRITE = `
import json, sys, vobject
for one in json.load(sys.stdin):
    card = vobject.vCard()
    card.add('fn').value = one['name']
    card.add('n').value = vobject.vcard.Name(given=one['name'])
    card.add('tel').value = one['phoneNumber']
    card.add('categories').value = [one['category']]
    sys.stdout.buffer.write(card.serialize().encode('utf-8'))
`

const NAMES = [
  'Jane Doe',
  'Doe, Jane; "JJ"',
  'back\\slash, and \\n',
  'Éric 😀👨‍👩‍👧 日本語 العربية',
  'é'.repeat(200),
  'colon: and = sign=',
]
const contacts = NAMES.map((name, index): FileContact & { category: string } => ({
  phoneNumber: `+1415555010${index}`,
  name,
  category: ['family', 'a, b; c'][index % 2]!,
  isActive: true,
}))

function run(script: string, input: string): string {
  const { status, stdout, stderr } = spawnSync(python ?? 'python3', ['-c', script], {
    input,
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

test.skipIf(python === undefined && !process.env.CI)('reads the cards that we write', () => {
  expect(JSON.parse(run(READ, writeContactFile(contacts, 'vcard')))).toEqual(
    contacts.map(({ name, phoneNumber: number, category }) => ({ name, number, category })),
  )
})

test.skipIf(python === undefined && !process.env.CI)('writes cards that we read', () => {
  const lines = read(run(WRITE, JSON.stringify(contacts)), 'vcard')
  expect(lines.map((line) => 'contact' in line && line.contact)).toEqual(contacts)
})
