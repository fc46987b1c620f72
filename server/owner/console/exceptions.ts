/** The page of the exception list: whoever is on it rings through without being asked. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Houses } from '../../settings/houses/house.ts'
import { nameAndCategory } from './contact-fields.ts'
import type { ConsolePages } from './console-pages.ts'
import { frame, type Html } from './frame.ts'
import { listField } from './list-field.ts'

export function createExceptions({ all }: Pick<Houses, 'all'>): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/exceptions', (c) =>
    c.html(
      frame(
        {
          title: 'Exceptions',
          path: 'exceptions',
          modules: ['exceptions.js'],
          styles: ['exceptions.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        html`<div class="head">
            <div>
              <h1>Exceptions</h1>
              <p>Whoever is on this list rings through without being asked.</p>
            </div>
            <div class="row">
              <button id="import" type="button">Import…</button>
              <a class="button" data-format="csv" href="../exceptions/export?format=csv" download>
                Export CSV
              </a>
              <a class="button" data-format="vcf" href="../exceptions/export?format=vcf" download>
                Export vCard
              </a>
              <button id="add" type="button" class="primary">Add contact</button>
            </div>
          </div>
          <form id="filter" class="filter" role="search" aria-label="Contacts">
            ${listField(all)}
            <div class="field grow">
              <label for="q">Search name, number or category</label>
              <input id="q" name="q" type="search" autocomplete="off" />
            </div>
            <label class="check"><input id="removed" type="checkbox" /> Show removed</label>
            <p id="count" class="muted small number" role="status"></p>
          </form>
          <div id="contacts" aria-busy="true"></div>
          <div class="more"><button id="more" type="button" hidden>Show more</button></div>
          ${contactDialog} ${importDialog}`,
      ),
    ),
  )
  return app
}

const contactDialog: Html = html`<dialog id="contact" aria-labelledby="contact-title">
  <form method="dialog" novalidate>
    <h2 id="contact-title">Add contact</h2>
    <div class="field">
      <label for="contact-number">Phone number</label>
      <input id="contact-number" type="tel" autocomplete="off" />
    </div>
    ${nameAndCategory('contact')}
    <details id="contact-more">
      <summary>Numbers, hours, language</summary>
      <div class="stack">
        <div class="field">
          <label for="contact-prefix">Also all numbers that begin with</label>
          <input
            id="contact-prefix"
            type="tel"
            maxlength="60"
            autocomplete="off"
            placeholder="+1 415 555 01…"
          />
        </div>
        <div class="field">
          <label for="contact-hours">Rings through only</label>
          <input
            id="contact-hours"
            type="text"
            maxlength="500"
            autocomplete="off"
            placeholder="mon-fri 08:00-18:00; at other times they are asked"
          />
        </div>
        <div class="field">
          <label for="contact-language">Is spoken to in</label>
          <input
            id="contact-language"
            type="text"
            maxlength="35"
            autocomplete="off"
            placeholder="es"
          />
        </div>
      </div>
    </details>
    <div class="row">
      <button type="button" class="quiet" data-close>Cancel</button>
      <button type="submit" class="primary">Save</button>
    </div>
  </form>
</dialog>`

const importDialog: Html = html`<dialog
  id="importing"
  class="wide"
  aria-labelledby="importing-title"
>
  <div class="stack">
    <h2 id="importing-title">Import contacts</h2>
    <label id="drop" class="drop">
      <strong>Choose a vCard or CSV file</strong>
      <span>or drop it here; nothing is changed before you have seen what would happen</span>
      <input
        id="file"
        type="file"
        aria-describedby="importing-mistake"
        accept=".vcf,.vcard,.csv,.tsv,text/vcard,text/csv"
      />
    </label>
    <div class="field">
      <label for="file-category">Category of contacts that have none in the file</label>
      <input
        id="file-category"
        type="text"
        maxlength="50"
        placeholder="other"
        autocomplete="off"
        list="categories"
      />
    </div>
    <p id="importing-mistake" class="mistake" role="alert"></p>
    <section id="preview" aria-label="Preview" aria-live="polite" hidden>
      <div id="summary" class="row"></div>
      <div class="scroll preview" tabindex="0" role="group" aria-label="Lines of the file">
        <table>
          <thead>
            <tr>
              <th class="number">Line</th>
              <th>Would be</th>
              <th>Name</th>
              <th>Number</th>
              <th>Category</th>
            </tr>
          </thead>
          <tbody id="lines"></tbody>
        </table>
      </div>
    </section>
    <div class="row">
      <button type="button" class="quiet" data-close>Cancel</button>
      <button id="take-in" type="button" class="primary" disabled>Import</button>
    </div>
  </div>
</dialog>`
