/** Texts that grow: what a text begins with, what comes again and again, and how it ends. */
import type { Random } from './random.ts'

export interface Shape {
  before: string
  again: string
  after: string
}

const EMPTY = { before: '', after: '' }

/** Those that have hurt somebody: repeats, nesting, one long token, separators only. */
const KNOWN: readonly Shape[] = [
  ...[
    'a&',
    'a=1&',
    '&',
    '=',
    '%',
    '%F0',
    '+',
    'a[]=1&',
    '{',
    '{{',
    '{TRANSFER',
    '{TRANSFER}',
    '[',
    '(',
    '<',
    '"',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '"\r',
    'a',
    '0',
    '1 ',
    '.',
    ',',
    ';',
    ':',
    '-',
    '_',
    '*',
    '`',
    '#',
    '=\r\n',
    '\\',
    '\\n',
    'é',
    '👩',
    '\ud83d',
    '\u0301',
    '<think>',
    '</think>',
    '{END',
    'no ',
    'one ',
    'double ',
    '+1',
    'data: {}\n\n',
    'data: x\n',
    'data:',
    'BEGIN:VCARD\n',
    'TEL:+14155550111\n',
    'item1.',
    'X-A;B=',
    'hundred thousand ',
  ].map((again) => ({ ...EMPTY, again })),
  { ...EMPTY, before: 'name,phone\r"', again: 'Jane,+14155550111\r' },
  { ...EMPTY, before: 'name,phone\n', again: '"Jane,+14155550111\n' },
  { ...EMPTY, before: 'name,phone\n', again: 'J"ane,+14155550111\n' },
  { before: 'BEGIN:VCARD\nFN:A\n', again: 'TEL:+14155550111\n', after: 'END:VCARD\n' },
  { before: 'BEGIN:VCARD\nFN:', again: '=41=\n', after: '\nEND:VCARD\n' },
  { before: 'data: ', again: '[', after: '\n\n' },
  { before: 'I say ', again: '{TRANSFER} ', after: '.' },
  { before: 'x', again: ' ', after: 'x' },
]

const PIECES = [
  ...Array.from('ab01 \t\n\r&=%+{}[]()<>"\'`*_#:;,.?!\\/-–…é👩'),
  '\r\n',
  '{TRANSFER',
  'END',
  'ASK',
  'no ',
  'please ',
  'TEL:',
  'BEGIN:VCARD',
  'ENCODING=QUOTED-PRINTABLE',
  'data:',
  '+1415',
  'ext.',
  '</think>',
  '’',
]

export function drawShape(random: Random): Shape {
  if (random.onceIn(2)) return random.pick(KNOWN)
  const draw = (most: number) =>
    random.some(random.whole(0, most), () => random.pick(PIECES)).join('')
  return { before: draw(3), again: draw(3) || random.pick(PIECES), after: draw(2) }
}

/** Of a form: repeated fields of any name, escaped or not. */
export function drawFormShape(random: Random): Shape {
  const name = random.pick(['', 'a', 'CallSid', 'a[]', '%61', '__proto__', 'é'])
  const value = random.pick(['', '=', '=1', '=+%2B', '=a%26'])
  const before = random.onceIn(2) ? `CallSid=CA${random.hex(32)}&` : ''
  return { before, again: `${name}${value}&`, after: '' }
}

export function written({ before, again, after }: Shape, length: number): string {
  const room = Math.max(length - before.length - after.length, again.length)
  return before + again.repeat(Math.floor(room / again.length)) + after
}

export function nameOf({ before, again, after }: Shape): string {
  const parts = [
    before && `${quoted(before)}, then `,
    quoted(again),
    after && ` …, then ${quoted(after)}`,
  ]
  return parts.join('')
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
