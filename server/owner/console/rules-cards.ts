/** The cards of the page of who gets through: passes, blocks, hours. */
import { html } from 'hono/html'
import { MOST_NOTE } from '../../../storage/rules/blocks.ts'
import { MOST_WORDS } from '../../../storage/rules/passes.ts'
import type { Houses } from '../../settings/houses/house.ts'
import type { Html } from './frame.ts'
import { listField } from './list-field.ts'

/** What would become of a call; by the list of which line, where some have their own. */
export function whoCard(all: Houses['all']): Html {
  return html`<section class="card" aria-labelledby="who-name">
    <h2 id="who-name">What would happen now?</h2>
    <form id="who" role="search" aria-label="Who calls" class="who">
      ${listField(all)}
      <div class="field">
        <label for="who-q">A number, how numbers begin, or a name</label>
        <input
          id="who-q"
          type="search"
          maxlength="60"
          autocomplete="off"
          placeholder="Mom, or +1 900"
        />
      </div>
      <div class="row"><button type="submit">Look</button></div>
    </form>
    <ol id="who-list" class="rule-list" aria-live="polite"></ol>
  </section>`
}

export const weekDialog: Html = html`<dialog id="week" class="wide" aria-labelledby="week-title">
  <div class="stack">
    <h2 id="week-title">Last week, had it held</h2>
    <p id="week-sum" role="status"></p>
    <ol id="week-list" class="rule-list"></ol>
    <div class="row"><button type="button" data-close>Close</button></div>
  </div>
</dialog>`

export const passesCard: Html = html`<section
  class="card"
  aria-labelledby="passes-name"
  id="passes"
  aria-busy="true"
>
  <div class="card-head">
    <h2 id="passes-name">Let through for a while</h2>
    <p class="small muted">Not who is blocked, and not a forged number</p>
  </div>
  <div class="row">
    <button type="button" class="primary" data-minutes="30">Everybody for 30 minutes</button>
    <button type="button" data-minutes="120">for 2 hours</button>
    <button id="expect" type="button">Somebody I expect…</button>
  </div>
  <ol id="pass-list" class="rule-list"></ol>
</section>`

export const passDialog: Html = html`<dialog id="pass" aria-labelledby="pass-title">
  <form method="dialog" novalidate>
    <h2 id="pass-title">Somebody I expect</h2>
    <div class="field">
      <label for="pass-for">Who: how their number begins, or in words</label>
      <input
        id="pass-for"
        type="text"
        maxlength="${MOST_WORDS}"
        autocomplete="off"
        placeholder="the courier, or +1 415 555"
      />
    </div>
    <div class="field">
      <label for="pass-minutes">For</label>
      <select id="pass-minutes">
        ${[
          [30, '30 minutes'],
          [120, '2 hours'],
          [480, '8 hours'],
          [1440, 'a day'],
          [10080, 'a week'],
        ].map(([minutes, words]) => html`<option value="${minutes}">${words}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="pass-how">How</label>
      <select id="pass-how">
        <option value="expected">They are asked, and it is known that they are expected</option>
        <option value="through">They ring through without a question</option>
      </select>
    </div>
    <div class="row">
      <button type="button" class="quiet" data-close>Cancel</button>
      <button type="submit" class="primary">Start</button>
    </div>
  </form>
</dialog>`

export const blocksCard: Html = html`<section
  class="card"
  aria-labelledby="blocks-name"
  id="blocks"
  aria-busy="true"
>
  <div class="card-head">
    <h2 id="blocks-name">Blocked</h2>
    <p class="small muted">Turned away before a word is said, which costs nothing</p>
  </div>
  <form id="block" class="block-form" novalidate>
    <div class="field">
      <label for="block-kind">What</label>
      <select id="block-kind">
        <option value="phone_number">A number</option>
        <option value="prefix">All that begin with</option>
        <option value="country">A country</option>
      </select>
    </div>
    <div class="field">
      <label for="block-value">Which</label>
      <input id="block-value" type="text" maxlength="60" autocomplete="off" />
    </div>
    <div class="field">
      <label for="block-note">Why, for yourself</label>
      <input id="block-note" type="text" maxlength="${MOST_NOTE}" autocomplete="off" />
    </div>
    <div class="row">
      <button type="submit">Block</button>
      <button id="block-week" type="button" class="quiet">Last week?</button>
    </div>
  </form>
  <div class="field" id="block-search">
    <label for="block-q">Search number or reason</label>
    <input id="block-q" type="search" maxlength="60" autocomplete="off" />
  </div>
  <ol id="block-list" class="rule-list"></ol>
  <div class="more"><button id="more-blocks" type="button" hidden>Show more</button></div>
</section>`

export function hoursCard(timeZone: string): Html {
  return html`<section class="card" aria-labelledby="hours-name" id="hours" aria-busy="true">
    <div class="card-head">
      <h2 id="hours-name">Hours</h2>
      <p class="small muted">By the clock in ${timeZone.replaceAll('_', ' ')}</p>
    </div>
    <p id="answering" class="answering" role="status">&nbsp;</p>
    <div class="inputs">
      <span id="quiet-state" class="row" hidden>
        <span></span> <button id="open" type="button">Back to the rules</button>
      </span>
      <form id="quiet" class="row" aria-label="For the time being">
        <label for="quiet-flow">For the time being</label>
        <select id="quiet-flow"></select>
        <button type="button" data-for="hour">1 hour</button>
        <button type="button" data-for="tomorrow">until tomorrow</button>
        <button type="button" data-for="monday">until Monday</button>
        <label for="quiet-until">until</label>
        <input id="quiet-until" type="datetime-local" required />
        <button type="submit">Start</button>
      </form>
    </div>
    <form id="hours-form" novalidate>
      <ol id="hours-rules" class="hours-rules"></ol>
      <datalist id="hours-like">
        ${['mon-fri 09:00-18:00', 'sat,sun', '22:00-07:00', '*-12-25', 'else'].map(
          (like) => html`<option value="${like}"></option>`,
        )}
      </datalist>
      <p id="hours-mistake" class="mistake" role="alert"></p>
      <p class="small muted">
        The first that fits counts, a date before a weekday:
        <code>mon-fri 09:00-18:00</code>, <code>2026-12-24..2027-01-02</code>, <code>*-12-25</code>,
        <code>else</code>.
      </p>
      <div class="row">
        <button id="add-hours" type="button">Add rule</button>
        <button id="save-hours" type="submit" class="primary" disabled>Save</button>
        <button id="hours-week" type="button" class="quiet">Last week?</button>
        <span id="hours-source" class="small muted"></span>
        <button id="reset-hours" type="button" class="quiet" hidden>Reset</button>
      </div>
    </form>
  </section>`
}
