/** The beginning of telephone numbers, as people write it: `+1 415 555 01…`. */
import { isPrefix } from '../../storage/prefixes.ts'

const FORM = 'begin with + and the country’s code, like +1 900 or +1 415 555 01…'

/** `+141555501`. Without the + nobody can tell of which country it is. */
export function readPrefix(written: string): { value: string } | { problem: string } {
  const value = written
    .trim()
    .replace(/ ?(…|\.{3}|\*|[xX]+)$/, '')
    .replace(/(?<=.)[\s().–/-]+/g, '')
  // The zero of +44 (0)20 is dialled at home only.
  if (/\(0\)/.test(written)) return { problem: 'leave out the (0), as one who calls from abroad' }
  return written.length <= 60 && isPrefix(value) ? { value } : { problem: FORM }
}
