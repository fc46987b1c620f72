/** The field by which calls are cut down to one of the owner's numbers. */
import { html } from 'hono/html'
import type { Houses } from '../../settings/houses/house.ts'
import type { Html } from './frame.ts'

export function lineField(all: Houses['all']): Html {
  return html`<div class="field">
    <label for="line">Line</label>
    <select id="line" name="line">
      <option value="">All</option>
      ${all.map(({ label }) => html`<option value="${label}">${label}</option>`)}
    </select>
  </div>`
}
