/** What the page of a call asks before it does something. */
import { html } from 'hono/html'
import { nameAndCategory } from './contact-fields.ts'
import type { Html } from './frame.ts'

/** `line`: the one whose own list it is; null for the list that lines share. */
export function exceptionDialog(line: string | null): Html {
  return html`<dialog id="exception" aria-labelledby="exception-title" data-line="${line ?? ''}">
    <form method="dialog" novalidate>
      <h2 id="exception-title">Add to exceptions</h2>
      <p class="muted">
        Whoever calls from <span id="exception-number" class="number"></span> rings through without
        being asked${line === null ? '' : `, on ${line}`}.
      </p>
      ${nameAndCategory('exception')}
      <div class="row">
        <button type="button" class="quiet" data-close>Cancel</button>
        <button type="submit" class="primary">Add</button>
      </div>
    </form>
  </dialog>`
}

export const eraseDialog: Html = html`<dialog id="erasing" aria-labelledby="erasing-title">
  <form method="dialog">
    <h2 id="erasing-title">Erase this call?</h2>
    <p class="muted">
      What was said, the number and the journal are erased for good. The decision, the times and the
      counts stay.
    </p>
    <div class="row">
      <button type="button" class="quiet" data-close>Keep it</button>
      <button type="submit" class="danger primary">Erase</button>
    </div>
  </form>
</dialog>`

export function exportDialog(callSid: string): Html {
  return html`<dialog id="exporting" aria-labelledby="exporting-title">
    <form method="get" action="./${callSid}/export">
      <h2 id="exporting-title">Export for replay</h2>
      <p class="muted">
        A file in which the same happens to nobody in particular: other numbers, other names,
        another day. <code>npm run replay</code> takes it.
      </p>
      <label class="check">
        <input type="checkbox" name="words" value="true" /> Keep the words that were said
      </label>
      <div class="row">
        <button type="button" class="quiet" data-close>Cancel</button>
        <button type="submit" class="primary">Download</button>
      </div>
    </form>
  </dialog>`
}
