/** What the owner may do about a caller who is on the line, wherever the console shows one. */
import { html } from 'hono/html'
import { MOST_OWNER_WORDS } from '../../calls/decide.ts'
import type { Html } from './frame.ts'

/** Filled, and shown where there is anything to decide, by `call-deciding.js`. */
export function deciding(): Html {
  return html`<section id="deciding" class="card deciding" aria-labelledby="deciding-title" hidden>
    <h2 id="deciding-title">While the call is on</h2>
    <p id="standing" aria-live="polite">${'\u00a0'}</p>
    <div id="choices" class="row" role="group" aria-label="What is to become of it"></div>
    <form id="owner-saying" class="row">
      <input
        id="owner-words"
        type="text"
        maxlength="${MOST_OWNER_WORDS}"
        required
        autocomplete="off"
        aria-label="A sentence for the caller"
        placeholder="A sentence for the caller"
      />
      <button type="submit">Say it</button>
    </form>
  </section>`
}
