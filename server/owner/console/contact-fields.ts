/** What every form asks of a contact. */
import { html } from 'hono/html'
import type { Html } from './frame.ts'

const CATEGORIES = [
  'family',
  'friend',
  'work',
  'medical',
  'school',
  'neighbour',
  'delivery',
  'other',
]

/** `prefix`: of the ids of its fields; one such form to a page. */
export function nameAndCategory(prefix: string): Html {
  return html`<div class="field">
      <label for="${prefix}-name">Name</label>
      <input id="${prefix}-name" type="text" maxlength="200" autocomplete="off" />
    </div>
    <div class="field">
      <label for="${prefix}-category">Category</label>
      <input
        id="${prefix}-category"
        type="text"
        maxlength="50"
        placeholder="other"
        autocomplete="off"
        list="categories"
      />
      <datalist id="categories">
        ${CATEGORIES.map((name) => html`<option value="${name}"></option>`)}
      </datalist>
    </div>`
}
