/** What all pages of the console have around them: head, navigation, footer. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ModelState } from '../../../machines/screener-failure.ts'
import { modelTroubles } from './model-troubles.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface Page {
  title: string
  /** The path of the page under `/console/`, like `calls` or `calls/CA…`. */
  path: string
  /** Modules under `assets/` that the page runs, like `calls.js`. */
  modules?: string[]
  /** Style sheets beside the one of all pages. */
  styles?: string[]
  /** Whether there is somebody to sign out. */
  signedIn: boolean
  /** Models that do not answer. */
  troubles: readonly ModelState[]
  /** What keys do on it. */
  keys?: [string, string][]
}

/** Of all pages. */
const SHEETS = ['tokens', 'console', 'forms', 'parts', 'flow-chart'].map((name) => `${name}.css`)

/** In the order of the navigation. */
const PLACES = [
  { path: 'calls', name: 'Calls' },
  { path: 'flow', name: 'Flow' },
  { path: 'simulate', name: 'Simulate' },
  { path: 'phone', name: 'Phone' },
  { path: 'exceptions', name: 'Exceptions' },
  { path: 'rules', name: 'Rules' },
  { path: 'notices', name: 'Notices' },
  { path: 'numbers', name: 'Numbers' },
  { path: 'health', name: 'Health' },
]

/** The whole page. Links are relative: a proxy may serve us under a path of its own. */
export function frame(page: Page, content: Html): Html {
  const up = '../'.repeat(page.path.split('/').length - 1)
  return wholeDocument(
    { ...page, up, modules: [...(page.modules ?? []), 'keep-told.js'] },
    html`<a class="skip" href="#content">Skip to the content</a>
      <header class="bar">
        <a class="brand" href="${up}calls">${mark}<span>Voice Concierge</span></a>
        <nav aria-label="Pages">
          ${PLACES.map(
            ({ path, name }) =>
              html`<a href="${up}${path}" ${current(page.path, path)}>${name}</a>`,
          )}
        </nav>
        ${
          page.signedIn
            ? html`<button type="button" class="quiet" popovertarget="sign-out">Sign out</button>
                <form id="sign-out" popover method="post" action="${up}sign-out">
                  <button type="submit" class="quiet">On this device</button>
                  <button type="submit" class="quiet" formaction="${up}sign-out-everywhere">
                    On every device
                  </button>
                </form>`
            : ''
        }
      </header>
      <main id="content" tabindex="-1">${modelTroubles(page.troubles)} ${content}</main>
      <dialog id="keys" aria-labelledby="keys-title">
        <div class="stack">
          <h2 id="keys-title">Keys</h2>
          <dl class="keys">
            ${[...(page.keys ?? []), ['?', 'these keys'] as const].map(
              ([key, does]) =>
                html`<div>
                  <dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd> `)}</dt>
                  <dd>${does}</dd>
                </div>`,
            )}
          </dl>
          <form method="dialog" class="row"><button type="submit">Close</button></form>
        </div>
      </dialog>
      <div id="notices" class="notices" role="status" aria-live="polite"></div>`,
  )
}

export interface BarePage extends Pick<Page, 'title' | 'modules'> {
  /** The way from the page to the console, like `../console/`; by default it is there. */
  up?: string
}

/** A page without anything around it. */
export function bareFrame({ up = '', ...page }: BarePage, content: Html): Html {
  return wholeDocument({ ...page, up }, html`<main id="content" class="bare">${content}</main>`)
}

function wholeDocument(
  page: Omit<Page, 'path' | 'signedIn' | 'troubles' | 'keys'> & { up: string },
  body: Html,
): Html {
  const { title, up, modules = [], styles = [] } = page
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Voice Concierge</title>
        <meta name="theme-color" content="#f7f6f3" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#121316" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="${up}assets/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="${up}assets/icon-touch.png" />
        <link rel="manifest" href="${up}manifest.webmanifest" />
        ${[...SHEETS, ...styles].map(
          (name) => html`<link rel="stylesheet" href="${up}assets/${name}" />`,
        )}
        ${modules.map((name) => html`<script type="module" src="${up}assets/${name}"></script>`)}
      </head>
      <body>
        ${body}
        <noscript><p class="notice bad">The console needs JavaScript.</p></noscript>
      </body>
    </html>`
}

function current(path: string, place: string): Html {
  if (path === place) return html`aria-current="page"`
  return path.startsWith(`${place}/`) ? html`aria-current="true"` : html``
}

/** A receiver's sound, in three strokes. */
export const mark: Html = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
  <rect width="24" height="24" rx="7" />
  <path d="M7 10v4M12 6.5v11M17 9v6" />
</svg>`
