/** The choice of a span of time, for pages that count. */
import { html } from 'hono/html'
import type { Html } from './frame.ts'

const DAYS = [7, 30, 90, 365]

export function periods(chosen = 30): Html {
  return html`<div class="segments" id="periods" role="group" aria-label="Period">
    ${DAYS.map(
      (days) =>
        html`<button type="button" data-days="${days}" aria-pressed="${String(days === chosen)}">
          ${days === 365 ? 'Year' : `${days} days`}
        </button>`,
    )}
  </div>`
}
