/** The cards of reported numbers and of the address book on the page of who gets through, and their dialogs. */
import { html } from 'hono/html'
import { MOST_OCTETS } from '../api/lists.ts'
import { SHARED } from '../../../storage/roll.ts'
import type { Houses } from '../../settings/houses/house.ts'
import type { Html } from './frame.ts'

const actsAs: Html = html`<option value="doubtful">Doubtful: asked all the same</option>
  <option value="blocked">Blocked: turned away</option>`

export const listsCard: Html = html`<section
  class="card"
  aria-labelledby="lists-name"
  id="lists"
  aria-busy="true"
>
  <div class="card-head">
    <h2 id="lists-name">Reported numbers</h2>
    <p class="small muted">Contacts are blocked by no list</p>
  </div>
  <div class="row">
    <button id="begin-ftc" type="button" aria-describedby="about-ftc" hidden>
      Begin the FTC’s list
    </button>
    <button id="import-list" type="button">Import CSV…</button>
  </div>
  <p id="about-ftc" class="small muted about-ftc" hidden>
    Calls that people in the USA have reported to the FTC: unverified, and the numbers often not
    those of who called. Some 30 MB the first time, then once a day.
  </p>
  <ol id="list-list" class="rule-list"></ol>
  <p id="list-failed" class="small mistake" role="alert"></p>
</section>`

/** `all`: the owner's numbers, some of which may have contacts of their own. */
export function addressBookCard(all: Houses['all']): Html {
  const isShared = all.every(({ roll }) => roll === SHARED)
  return html`<section class="card" aria-labelledby="book-name" id="book" aria-busy="true">
    <div class="card-head">
      <h2 id="book-name">Address book</h2>
      <p class="small muted">
        <a href="exceptions">Contacts</a> ring
        through${isShared ? '' : ' on lines that share a list'}
      </p>
    </div>
    <p id="book-state"></p>
    <p id="book-failed" class="small mistake"></p>
  </section>`
}

export const listDialog: Html = html`<dialog id="own-list" aria-labelledby="own-list-title">
  <form method="dialog" novalidate>
    <h2 id="own-list-title">Import a list of your own</h2>
    <div class="field">
      <label for="own-list-file">CSV file, or one number a line</label>
      <input
        id="own-list-file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        data-most="${MOST_OCTETS}"
      />
    </div>
    <div class="field">
      <label for="own-list-name">What to call it</label>
      <input
        id="own-list-name"
        type="text"
        maxlength="32"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        placeholder="robots"
      />
    </div>
    <div class="field">
      <label for="own-list-act-as">Who is on it is</label>
      <select id="own-list-act-as">
        ${actsAs}
      </select>
    </div>
    <p id="own-list-place" class="small muted" role="status"></p>
    <div class="row">
      <button type="button" class="quiet" data-close>Cancel</button>
      <button id="take-list" type="submit" class="primary">Import</button>
    </div>
  </form>
</dialog>`

export const listRemovalDialog: Html = html`<dialog
  id="list-removal"
  aria-labelledby="list-removal-title"
>
  <form method="dialog" novalidate>
    <h2 id="list-removal-title">Remove this list?</h2>
    <p class="muted">Its numbers go with it. To have them back it is read or imported again.</p>
    <div class="row">
      <button type="button" class="quiet" data-close>Keep it</button>
      <button type="submit" class="danger primary">Remove</button>
    </div>
  </form>
</dialog>`
