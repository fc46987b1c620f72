/** What calls carry, made fit to be shown: of words, names and numbers only that they are there. */

/** What stands under these names is ours, and the same in many calls; anything else may be anybody's. */
const HARMLESS = new Set([
  'type',
  'status',
  'decision',
  'kind',
  'speaker',
  'screener',
  'attestation',
  'outcome',
  'transferStatus',
  'promptVersion',
])

const HIDDEN = '•••'

/** The same with every text hidden that is not known to be harmless; numbers and truths stay. */
export function masked(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return HARMLESS.has(name) || value === '' ? value : HIDDEN
  // Of an error what it is, and nothing of what it quotes.
  if (value instanceof Error) return { name: value.name }
  if (Array.isArray(value)) return value.map((item) => masked(item, name))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key)]))
}

/** As it is; an error, which JSON would leave empty, with its message. */
export function unmasked(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      item instanceof Error ? { name: item.name, message: item.message } : item,
    ) ?? 'null',
  )
}
