/** The page of all calls: newest first, live, to be filtered and searched. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { CALL_KINDS } from '../../../machines/verdict.ts'
import { DECISIONS, DIALS, hourInWords, TAB_NAMES } from '../../words/call-words.ts'
import type { Houses } from '../../settings/houses/house.ts'
import type { ConsolePages } from './console-pages.ts'
import { lineField } from './line-field.ts'
import { frame, type Html } from './frame.ts'

export function createCalls({ all }: Pick<Houses, 'all'>): ConsolePages {
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
          keys: KEYS,
        },
        content(all),
      ),
    ),
  )
  return app
}

const KEYS: [string, string][] = [
  ['j k', 'down and up'],
  ['Enter', 'open the call'],
  ['d', 'done with it, or not'],
  ['1 … 6', 'the tabs'],
  ['/', 'search'],
  ['Esc', 'clear what is searched for'],
]

/** By the owner's calendar, today included. */
const QUICK = [
  [1, 'Today'],
  [7, '7 days'],
  [30, '30 days'],
] as const

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function kindName(kind: string): string {
  return capital(kind).replaceAll('_', ' ')
}

/** `all`: the owner's numbers. */
const content = (all: Houses['all']): Html =>
  html`<div class="head">
      <div>
        <h1>Calls</h1>
        <p id="state">Newest first, as they happen</p>
      </div>
    </div>
    <nav class="tabs" aria-label="Inbox">
      ${[...Object.entries(TAB_NAMES), ['all', 'All']].map(
        ([tab, name]) =>
          html`<a href="calls?tab=${tab}" data-tab="${tab}"
            >${name} <span class="count number" data-count="${tab}"></span
          ></a>`,
      )}
    </nav>
    <p id="uncounted" class="small muted" role="status"></p>
    <form id="filter" class="filter" role="search" aria-label="Calls">
      <input id="tab" name="tab" type="hidden" value="to_call_back" />
      <div class="field grow">
        <label for="q">Search words, names, numbers</label>
        <input id="q" name="q" type="search" maxlength="200" autocomplete="off" />
      </div>
      <button id="filters" class="quiet" type="button" aria-expanded="false">Filters</button>
      <div class="field">
        <label for="kind">Kind</label>
        <select id="kind" name="kind">
          <option value="">Any</option>
          ${CALL_KINDS.map((kind) => html`<option value="${kind}">${kindName(kind)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="dial">Your phone</label>
        <select id="dial" name="dial">
          <option value="">Any</option>
          ${Object.entries(DIALS).map(([id, { you }]) => html`<option value="${id}">${capital(you)}</option>`)}
        </select>
      </div>
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
      ${all.length === 0 ? '' : lineField(all)}
      <div class="field">
        <label for="from">From</label>
        <input id="from" name="from" type="date" />
      </div>
      <div class="field">
        <label for="to">To</label>
        <input id="to" name="to" type="date" />
      </div>
      <div class="field">
        <label for="hour">Hour of the day</label>
        <select id="hour" name="hour">
          <option value="">Any</option>
          ${HOURS.map((hour) => html`<option value="${hour}">${hourInWords(hour)}</option>`)}
        </select>
      </div>
      <div class="field quick">
        <span id="quick-name" class="label">Since</span>
        <div class="segments" id="quick" role="group" aria-labelledby="quick-name">
          ${QUICK.map(
            ([days, name]) =>
              html`<button type="button" data-days="${days}" aria-pressed="false">${name}</button>`,
          )}
        </div>
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
