/** A contact list as vCards of any version, the way phones and address books export them. */
import { type ContactLine, distinct, failed, judgeContact } from './contact-line.ts'
import { contentLines, textIn, type ContentLine } from './content-lines.ts'
import { firstLabel } from './first-label.ts'
import type { ReadOptions } from './read-options.ts'
import { IS_ACTIVE } from './write-vcards.ts'

const UNFINISHED =
  'This card breaks off: it ends with the line END:VCARD. Export it again, or complete it.'
const STRAY = 'This is no card: write contacts between the lines BEGIN:VCARD and END:VCARD.'

/** One entry for each number, and for each card that has none. */
export function readVcards(octets: string, options: ReadOptions): ContactLine[] {
  const lines: ContactLine[] = []
  let card: { line: number; properties: ContentLine[] } | null = null
  let isStray = false
  const breakOff = () => {
    if (card) lines.push(failed(card.line, UNFINISHED, nameOf(card.properties)))
    card = null
  }
  for (const property of contentLines(octets)) {
    if (isMark(property, 'BEGIN')) {
      breakOff()
      card = { line: property.line, properties: [] }
      isStray = false
    } else if (card && isMark(property, 'END')) {
      lines.push(...readCard(card.line, card.properties, options))
      card = null
    } else if (card) {
      card.properties.push(property)
    } else if (!isStray) {
      lines.push(failed(property.line, STRAY, null))
      isStray = true
    }
  }
  breakOff()
  return lines
}

function isMark({ name, value }: ContentLine, mark: 'BEGIN' | 'END'): boolean {
  return name === mark && value.trim().toUpperCase() === 'VCARD'
}

function readCard(line: number, properties: ContentLine[], options: ReadOptions): ContactLine[] {
  const name = nameOf(properties)
  const numbers = properties.filter((property) => property.name === 'TEL' && property.value.trim())
  if (numbers.length === 0)
    return [
      failed(line, 'This card has no telephone number: add one, or leave the card out.', name),
    ]
  const labels = splitAt(',', valueOf('CATEGORIES', properties))
  const shared = {
    name,
    category: firstLabel(labels) || options.category,
    isActive: valueOf(IS_ACTIVE, properties).trim().toLowerCase() !== 'false',
  }
  return distinct(
    numbers.map((property) => {
      const number = unescaped(textIn(property))
      return judgeContact({ line: property.line, number, ...shared }, options.defaultCountry)
    }),
  )
}

/** FN, as every card should have it; otherwise what comes nearest to it. */
function nameOf(properties: ContentLine[]): string {
  const [family, given, middle, prefix, suffix] = splitAt(';', valueOf('N', properties))
  const organisation = splitAt(';', valueOf('ORG', properties))
  const [nickname = ''] = splitAt(',', valueOf('NICKNAME', properties))
  const names = [
    unescaped(valueOf('FN', properties)),
    [prefix, given, middle, family, suffix].filter(Boolean).join(' '),
    organisation.filter(Boolean).join(', '),
    nickname,
  ]
  return names.map((name) => name.trim()).find(Boolean) ?? ''
}

function valueOf(name: string, properties: ContentLine[]): string {
  const property = properties.find((one) => one.name === name && one.value.trim())
  return property ? textIn(property) : ''
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
