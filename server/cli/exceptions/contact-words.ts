/** Contacts and what became of an import, in lines for a terminal. */
import { alignRows } from '../command/columns.ts'
import { styled, type Surroundings } from '../command/surroundings.ts'
import { forTerminal } from '../command/terminal-text.ts'
import type { ImportReport, ListedContact } from './contacts-api.ts'

/** Who it is, with the number: `Mom, +14155550111 (family)`. */
export function nameContact(contact: ListedContact): string {
  const { contact_name, phone_number, category, prefix, hours, language } = contact
  const besides = [category, prefix && `all of ${prefix}…`, hours, language].filter((one) => one)
  return forTerminal(`${contact_name}, ${phone_number} (${besides.join('; ')})`)
}

/** Whose list it was, where it is not the one that lines share. */
export function ofList({ line }: { line: string | null }): string {
  return line ? ` of ${forTerminal(line)}` : ''
}

/** Where a line was named that has no list of its own: what is done there is done to that of others too. */
export function sharedInWords(named: string, { line }: { line: string | null }): string | null {
  // Left out by a server from before, which knows no other.
  if (line) return null
  return `${forTerminal(named)} has no list of its own: this is the one that lines share`
}

/** Beside what was done, which a program may read. */
export function tellShared(
  named: string | undefined,
  answer: { line: string | null },
  { errors }: Surroundings,
): void {
  const words = named === undefined ? null : sharedInWords(named, answer)
  if (words !== null) errors.write(`${words}\n`)
}

/** A table that fits the terminal, or the whole of it for a file. */
export function tableOf(contacts: ListedContact[], around: Surroundings, indent = 0): string[] {
  const columns = widthOf(around)
  const anyRemoved = contacts.some(({ is_active }) => !is_active)
  const rows = contacts.map(({ phone_number, contact_name, category, is_active }) => [
    phone_number,
    contact_name,
    category,
    ...(anyRemoved ? [is_active ? '' : 'removed'] : []),
  ])
  const [head, ...lines] = alignRows(
    [['number', 'name', 'category'], ...rows],
    1,
    columns && columns - indent,
  )
  return [styled(around, 'bold', head!), ...lines]
}

type Outcome = ImportReport['lines'][number]['outcome']

/** In the order in which they are counted. One that the API has and this has not does not compile. */
const OUTCOMES = {
  added: 'added',
  restored: 'restored',
  updated: 'updated',
  unchanged: 'unchanged',
  removed: 'removed',
  failed: 'failed',
} satisfies Record<Outcome, string>

/** A line per line, those that failed first, and the sum of it. */
export function importLines(report: ImportReport, around: Surroundings): string[] {
  const failed = report.lines.filter(({ outcome }) => outcome === 'failed')
  const others = report.lines.filter(({ outcome }) => outcome !== 'failed')
  const anyNotes = others.some(({ detail }) => detail !== null)
  const reasons = alignRows(
    failed.map(({ line, outcome, contact_name, phone_number, detail }) => [
      `line ${line}`,
      OUTCOMES[outcome],
      contact_name ?? phone_number ?? '',
      detail ?? '',
    ]),
    2,
  )
  const done = alignRows(
    others.map(({ line, outcome, phone_number, contact_name, category, detail }) => [
      `line ${line}`,
      OUTCOMES[outcome],
      phone_number ?? '',
      contact_name ?? '',
      category ?? '',
      ...(anyNotes ? [detail ?? ''] : []),
    ]),
    3,
    widthOf(around),
  )
  const counts = (Object.keys(OUTCOMES) as Outcome[])
    .filter((outcome) => report[outcome] > 0)
    .map((outcome) => `${report[outcome]} ${OUTCOMES[outcome]}`)
  const sum = counts.length > 0 ? counts.join(', ') : 'There was nothing to import'
  const note = report.dry_run ? '; a dry run: the list is as it was' : ''
  return [
    ...reasons.map((line) => styled(around, 'red', line)),
    ...done,
    ...(report.lines.length > 0 ? [''] : []),
    styled(around, 'bold', `${sum}${note}`),
  ]
}

/** Undefined where it is no terminal: then nothing is cut. Some terminals tell 0 for want of a size. */
function widthOf({ output }: Surroundings): number | undefined {
  return output.isTTY ? output.columns || 80 : undefined
}
