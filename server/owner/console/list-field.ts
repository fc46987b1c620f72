/** The field by which one of several exception lists is chosen. */
import { html } from 'hono/html'
import { SHARED } from '../../../storage/roll.ts'
import type { Houses } from '../../settings/houses/house.ts'
import type { Html } from './frame.ts'

/** More of them are counted: it has to fit a phone. */
const MOST_NAMED = 2

/** Nothing where there is but one. */
export function listField(all: Houses['all']): Html | '' {
  const own = all.filter(({ roll }) => roll !== SHARED)
  if (own.length === 0) return ''
  const sharing = all.filter(({ roll }) => roll === SHARED).map(({ label }) => label)
  const names = sharing.length === 0 ? 'no line' : sharing.join(', ')
  const shared = sharing.length > MOST_NAMED ? `${sharing.length} lines` : names
  return html`<div class="field">
    <label for="list">List</label>
    <select id="list">
      <option value="">Shared: ${shared}</option>
      ${own.map(({ label }) => html`<option value="${label}">${label}</option>`)}
    </select>
  </div>`
}
