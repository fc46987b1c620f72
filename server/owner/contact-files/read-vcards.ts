/** A contact list as vCards of any version, the way phones and address books export them. */
import {
  type ContactLine,
  distinct,
  failed,
  judgeContact,
  MOST_NUMBERS,
  TOO_MANY_NUMBERS,
} from './contact-line.ts'
import { numbersIn } from '../../settings/number-text.ts'
import { createContentLines, type ContentLine } from './content-lines.ts'
import { textIn, type ContentText } from './content-text.ts'
import { firstLabel } from './first-label.ts'
import type { ReadOptions } from './read-options.ts'
import { IS_ACTIVE } from './write-vcards.ts'

const UNFINISHED =
  'This card breaks off: it ends with the line END:VCARD. Export it again, or complete it.'
const STRAY = 'This is no card: write contacts between the lines BEGIN:VCARD and END:VCARD.'
const DOUBTFUL =
  'It is not clear whether this is a number of the card: begin its line with TEL: and end the line before without =.'
const UNSURE =
  'The encoding of this name is not told, and it is not UTF-8: look whether it is right, or save the file as UTF-8.'

/** More within one another are no people any more. */
const DEEPEST = 8

const KEPT = new Set([
  'FN',
  'N',
  'ORG',
  'NICKNAME',
  'TEL',
  'TEL?',
  'CATEGORIES',
  'AGENT',
  IS_ACTIVE,
])

/** In octets, of names and numbers: more would fill our memory before the card ends. */
const LONGEST_CARD = 2 ** 20
const TOO_LONG = 'This card is too long to be one of a person: look at it, or leave it out.'

interface Card {
  line: number
  properties: ContentLine[]
  /** Of all properties. */
  length: number
  numbers: number
}

/** How many cards have begun, those within others among them. */
interface Count {
  cards: number
}

export interface VcardReader {
  push(octets: string): void
  /** One entry for each number, and for each card that has none. */
  end(): ContactLine[]
}

/** Reads cards as they come, keeping of them no more than names and numbers. */
export function createVcardReader(options: ReadOptions): VcardReader {
  return createReader(options, { cards: 0 }, 0)
}

/** `before`: so many entries have been read by others. */
function createReader(options: ReadOptions, count: Count, before: number): VcardReader {
  const lines: ContactLine[] = []
  let cards: Card[] = []
  let isStray = false
  let isNested = false

  function add(entries: ContactLine[]): void {
    for (const entry of entries) lines.push(entry)
    tell(0)
  }
  function tell(unread: number): void {
    options.onCount?.(count.cards, before + lines.length + unread)
  }
  function breakOff(): void {
    add(cards.map(({ line, properties }) => failed(line, UNFINISHED, nameOf(properties).text)))
    cards = []
  }
  function begin(line: number, isWithin: boolean): void {
    if (!isWithin || cards.length >= DEEPEST) breakOff()
    else isNested = true
    cards.push({ line, properties: [], length: 0, numbers: 0 })
    count.cards++
    tell(0)
    isStray = false
  }

  function take(property: ContentLine): void {
    const card = cards.at(-1)
    if (isMark(property, 'BEGIN')) begin(property.line, isAgent(card?.properties.at(-1)))
    else if (card && isMark(property, 'END')) {
      cards.pop()
      add(readCard(card, options))
    } else if (card && property.name === 'AGENT' && /^\s*BEGIN:VCARD\s*$/i.test(property.value))
      begin(property.line, true)
    else if (card && property.name === 'AGENT' && /^\s*BEGIN:VCARD\\n/i.test(property.value)) {
      isNested = true
      add(readAgent(property, options, count, before + lines.length))
    } else if (card) {
      keep(card, property)
    } else if (!isStray) {
      add([failed(property.line, STRAY, null)])
      isStray = true
    }
  }

  function keep(card: Card, property: ContentLine): void {
    if (!KEPT.has(property.name)) return
    card.length += property.value.length + property.params.length
    if (property.name.startsWith('TEL')) tell(++card.numbers)
    if (card.length <= LONGEST_CARD) card.properties.push(property)
  }

  const contents = createContentLines(take)
  return {
    push: contents.push,
    end() {
      contents.end()
      breakOff()
      return isNested ? lines.sort((one, other) => one.line - other.line) : lines
    },
  }
}

/** The secretary's card within another's, on lines of its own as version 2.1 has it. */
function isAgent(property: ContentLine | undefined): boolean {
  return property?.name === 'AGENT' && property.value.trim() === ''
}

/** The same in version 3.0: as a text. https://www.rfc-editor.org/rfc/rfc2426#section-3.5.4 */
function readAgent(
  { line, value }: ContentLine,
  options: ReadOptions,
  count: Count,
  before: number,
): ContactLine[] {
  const inner = createReader(options, count, before)
  inner.push(unescaped(value))
  return inner.end().map((entry) => ({ ...entry, line }))
}

function isMark({ name, value }: ContentLine, mark: 'BEGIN' | 'END'): boolean {
  return name === mark && value.trim().toUpperCase() === 'VCARD'
}

function readCard({ line, properties, length, numbers: told }: Card, options: ReadOptions) {
  const { text: name, isSure } = nameOf(properties)
  if (length > LONGEST_CARD) return [failed(line, TOO_LONG, name)]
  if (told > MOST_NUMBERS) return [failed(line, TOO_MANY_NUMBERS, name)]
  const numbers = properties.filter(
    ({ name: kind, value }) => kind.startsWith('TEL') && value.trim(),
  )
  if (numbers.length === 0)
    return [
      failed(line, 'This card has no telephone number: add one, or leave the card out.', name),
    ]
  const labels = splitAt(',', valueOf('CATEGORIES', properties).text)
  const shared = {
    name,
    category: firstLabel(labels) || options.category,
    isActive: valueOf(IS_ACTIVE, properties).text.trim().toLowerCase() !== 'false',
    ...(!isSure && { note: UNSURE }),
  }
  return distinct(
    numbers.flatMap((property) => {
      if (property.name === 'TEL?') return [failed(property.line, DOUBTFUL, name)]
      return numbersIn(unescaped(textIn(property).text)).map((number) =>
        judgeContact({ line: property.line, number, ...shared }, options.defaultCountry),
      )
    }),
  )
}

/** FN, as every card should have it; otherwise what comes nearest to it. */
function nameOf(properties: ContentLine[]): ContentText {
  const full = valueOf('FN', properties)
  if (unescaped(full.text).trim()) return { ...full, text: unescaped(full.text).trim() }
  const parts = valueOf('N', properties)
  const [family, given, middle, prefix, suffix] = splitAt(';', parts.text)
  const organisation = valueOf('ORG', properties)
  const nickname = valueOf('NICKNAME', properties)
  const names = [
    { ...parts, text: [prefix, given, middle, family, suffix].filter(Boolean).join(' ') },
    { ...organisation, text: splitAt(';', organisation.text).filter(Boolean).join(', ') },
    { ...nickname, text: splitAt(',', nickname.text)[0] ?? '' },
  ]
  return names.find(({ text }) => text.trim()) ?? { text: '', isSure: true }
}

function valueOf(name: string, properties: ContentLine[]): ContentText {
  const property = properties.find((one) => one.name === name && one.value.trim())
  return property ? textIn(property) : { text: '', isSure: true }
}

/** At this separator, where no backslash stands before it. */
function splitAt(separator: ',' | ';', value: string): string[] {
  const parts = ['']
  for (let i = 0; i < value.length; i++) {
    if (value[i] === separator) parts.push('')
    else parts[parts.length - 1] += value[i] === '\\' ? value.slice(i, ++i + 1) : value[i]!
  }
  return parts.map((part) => unescaped(part).trim())
}

/** Apple escapes colons too. Other backslashes stay: 2.1 knows them as plain characters. */
function unescaped(value: string): string {
  return value.replace(/\\([\\;,:nN])/g, (_, mark: string) =>
    mark.toLowerCase() === 'n' ? '\n' : mark,
  )
}
