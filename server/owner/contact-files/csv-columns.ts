/** Which column of a CSV file holds what: by our own names, and those of Google, Outlook and people. */

export interface CsvColumns {
  numbers: number[]
  /** The first of these that is not empty names the contact. */
  names: number[][]
  /** Of a category only, or of several labels with separators between them. */
  category: { index: number; isList: boolean } | null
  isActive: number | null
}

// "Phone 1 - Label" and "Phone 1 - Type" are Google's, "Assistant's Phone" is Outlook's.
const NOT_A_PHONE = /phonetic|\b(type|label|fax|pager|assistant|extension|ext|country)\b/
const PHONE = /phone|mobile|\bcell\b|\btel\b|^numbers?$/

const FULL_NAMES = ['contact name', 'name', 'full name', 'display name', 'contact']
const NAME_PARTS = [
  ['name prefix', 'title'],
  ['first name', 'given name', 'first', 'forename'],
  ['middle name', 'additional name'],
  ['last name', 'family name', 'last', 'surname'],
  ['name suffix', 'suffix'],
]
const OTHER_NAMES = ['file as', 'organization name', 'organization 1 name', 'company', 'nickname']

const CATEGORIES = ['category', 'group']
const CATEGORY_LISTS = ['categories', 'labels', 'label', 'groups', 'group membership']

/** Null where the row is no header: nothing in it is called a number. */
export function columnsOf(header: readonly string[]): CsvColumns | null {
  const names = header.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
  const find = (wanted: readonly string[]) => {
    const name = wanted.find((one) => names.includes(one))
    return name === undefined ? null : names.indexOf(name)
  }
  const numbers = names.flatMap((name, index) =>
    PHONE.test(name) && !NOT_A_PHONE.test(name) ? [index] : [],
  )
  if (numbers.length === 0) return null
  const parts = NAME_PARTS.map(find).filter((index) => index !== null)
  const others = [...FULL_NAMES, null, ...OTHER_NAMES].map((name) => {
    if (name === null) return parts
    const index = names.indexOf(name)
    return index < 0 ? [] : [index]
  })
  const single = find(CATEGORIES)
  const list = find(CATEGORY_LISTS)
  return {
    numbers,
    names: others.filter((indexes) => indexes.length > 0),
    category:
      single !== null
        ? { index: single, isList: false }
        : list !== null
          ? { index: list, isList: true }
          : null,
    isActive: find(['is active', 'active']),
  }
}

/** A file that begins with a contact: its number, then name, category, and whether it is active. */
export function columnsWithoutHeader(first: readonly string[]): CsvColumns | null {
  const number = first.findIndex(looksLikeNumber)
  if (number < 0) return null
  const [name, category, isActive] = first.map((_, index) => index).filter((i) => i !== number)
  return {
    numbers: [number],
    names: name === undefined ? [] : [[name]],
    category: category === undefined ? null : { index: category, isList: false },
    isActive: isActive ?? null,
  }
}

function looksLikeNumber(cell: string): boolean {
  return !/[a-z]{3}/i.test(cell) && cell.replace(/\P{Nd}/gu, '').length >= 5
}
