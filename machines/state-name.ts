/** The state in a form for people: `listening.greeting`; regions that run side by side with a `+` between them. */
export function stateName(value: unknown): string {
  if (typeof value === 'string') return value
  return Object.entries(value as object)
    .map(([key, inner]) => `${key}.${stateName(inner)}`)
    .join('+')
}
