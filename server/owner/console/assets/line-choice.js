// A line that is chosen on a page, and kept in its address.

/** @param {HTMLSelectElement | null} field null where there are no several */
export function lineChoice(field) {
  if (field) field.value = new URLSearchParams(location.search).get('line') ?? ''
  // As the address of a line that is gone has it.
  if (field && field.selectedIndex < 0) field.value = ''

  return {
    /** By its label; empty where none is chosen. */
    chosen: () => field?.value ?? '',
    /** @param {() => void} changed */
    onChange(changed) {
      field?.addEventListener('change', () => {
        const address = new URL(location.href)
        if (field.value === '') address.searchParams.delete('line')
        else address.searchParams.set('line', field.value)
        history.replaceState(null, '', address)
        changed()
      })
    },
  }
}

/**
 * A query with a line in it, where one is meant.
 * @param {Record<string, string>} besides
 * @param {string} line
 */
export function queryOfLine(besides, line) {
  return new URLSearchParams({ ...besides, ...(line !== '' && { line }) }).toString()
}
