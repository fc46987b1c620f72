/** The page of all calls: newest first, live, to be filtered and searched. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { DECISIONS } from '../words.ts'
import type { ConsolePages } from './console-pages.ts'
import { frame, type Html } from './frame.ts'

export function createCalls(): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/calls', (c) =>
    c.html(
      frame(
        {
          title: 'Calls',
          path: 'calls',
          modules: ['calls.js'],
          styles: ['calls.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        content,
      ),
    ),
  )
  return app
}

const content: Html = html`<div class="head">
    <div>
      <h1>Calls</h1>
      <p id="state">Newest first, as they happen</p>
    </div>
    <p class="keys small" aria-hidden="true">
      <kbd>j</kbd> <kbd>k</kbd> up and down <kbd>/</kbd> search <kbd>Esc</kbd> clear
    </p>
  </div>
  <form id="filter" class="filter" role="search" aria-label="Calls">
    <div class="field grow">
      <label for="q">Search what was said</label>
      <input id="q" name="q" type="search" maxlength="200" autocomplete="off" />
    </div>
    <button id="filters" class="quiet" type="button" aria-expanded="false">Filters</button>
    <div class="field">
      <label for="decision">Decision</label>
      <select id="decision" name="decision">
        <option value="">Any</option>
        ${Object.entries(DECISIONS).map(([id, { short }]) => html`<option value="${id}">${short}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="caller">Caller</label>
      <input
        id="caller"
        name="caller"
        type="tel"
        autocomplete="off"
        aria-describedby="caller-mistake"
      />
    </div>
    <div class="field">
      <label for="from">From</label>
      <input id="from" name="from" type="date" />
    </div>
    <div class="field">
      <label for="to">To</label>
      <input id="to" name="to" type="date" />
    </div>
    <div class="field">
      <label for="simulated">Simulated calls</label>
      <select id="simulated" name="simulated">
        <option value="">With them</option>
        <option value="false">Without them</option>
        <option value="true">Only them</option>
      </select>
    </div>
    <button id="clear" class="quiet" type="reset" hidden>Clear</button>
  </form>
  <p id="caller-mistake" class="mistake" role="alert"></p>
  <div id="calls" class="calls" aria-busy="true"></div>
  <div class="more">
    <button id="more" type="button" hidden>Show older calls</button>
  </div>`
