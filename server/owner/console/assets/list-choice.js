// Which exception list a page is about, where lines have their own: kept in its address.
import { find } from './elements.js'

/** Only where there are several. */
const field = find('select#list')
if (field) field.value = new URLSearchParams(location.search).get('line') ?? ''
// As the address of a line that is gone has it.
if (field && field.selectedIndex < 0) field.value = ''

/** Whose it is; empty for the one that lines share. */
export function whoseList() {
  return field?.value ?? ''
}

/**
 * As a query names it: the one that is chosen, or the one of this line.
 * @param {Record<string, string>} [besides]
 */
export function listQuery(besides = {}, line = whoseList()) {
  return new URLSearchParams({ ...besides, ...(line !== '' && { line }) }).toString()
}

/** @param {() => void} changed */
export function onListChoice(changed) {
  field?.addEventListener('change', () => {
    const address = new URL(location.href)
    if (field.value === '') address.searchParams.delete('line')
    else address.searchParams.set('line', field.value)
    history.replaceState(null, '', address)
    changed()
  })
}
