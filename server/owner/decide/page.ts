/** The page on which the owner decides, for a phone: without a script it is only not kept up to date. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { OwnerChoice } from '../../../machines/call.ts'
import {
  DONE,
  LET_THROUGH_LABEL,
  LET_THROUGH_MINUTES,
  standingInWords,
} from '../../words/standing-words.ts'
import { CHOICES, type ToldCall } from '../../words/call-words.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface PageCall extends ToldCall {
  /** Of a contact; else null. */
  name: string | null
  /** E.164; null where it is withheld, or not to be shown. */
  number: string | null
  /** As said by the caller; null where they are not to be shown. */
  words: string[] | null
  /** In words; empty for none. */
  kind: string
}

export interface DecidePage {
  call: PageCall
  state: string
  /** What has just been brought about. */
  done?: OwnerChoice
  /** What may be decided now; `action` is posted to. */
  buttons: { action: string; choice: OwnerChoice }[]
  /** Whether it is shown by its address, so that it can be looked at again. */
  isKept: boolean
}

export function decidePage({ call, state, done, buttons, isKept }: DecidePage): Html {
  const { name, number, words, kind } = call
  const isOpen = buttons.length > 0
  return wholePage({
    title: name ?? 'A caller',
    again: isOpen && isKept,
    content: html`
      <h1>${name ?? 'A caller'}</h1>
      ${number === null ? '' : html`<p class="number">${number}</p>`}
      ${kind === '' ? '' : html`<p class="muted">${kind}</p>`}
      <p id="standing" role="status">
        <strong>${done === undefined ? standingInWords(call, state) : DONE[done]}</strong>
      </p>
      ${(words ?? []).map((said) => html`<blockquote>${said}</blockquote>`)}
      ${buttons.map(
        ({ action, choice }, index) =>
          html`<form method="post" action="${action}">
            <button type="submit" class="${index === 0 ? 'primary' : ''}">
              ${CHOICES[choice]}
            </button>
          </form>`,
      )}
      ${
        !isOpen && done !== 'put through' && number !== null
          ? html`<p><a class="button primary" href="tel:${number}">Call back</a></p>`
          : ''
      }
    `,
  })
}

/** `action` is posted to; null where it has been. */
export function passPage({ call, action }: { call: PageCall; action: string | null }): Html {
  const who = call.name ?? 'A caller'
  return wholePage({
    title: who,
    again: false,
    content: html`
      <h1>${who}</h1>
      ${call.number === null ? '' : html`<p class="number">${call.number}</p>`}
      <p id="standing" role="status">
        <strong
          >${
            action === null
              ? `Whoever calls from this number rings through for ${LET_THROUGH_MINUTES} minutes.`
              : 'If they call again, shall they ring through without a question?'
          }</strong
        >
      </p>
      ${
        action === null
          ? ''
          : html`<form method="post" action="${action}">
              <button type="submit" class="primary">${LET_THROUGH_LABEL}</button>
            </form>`
      }
    `,
  })
}

export function plainPage(text: string): Html {
  return wholePage({
    title: 'Voice Concierge',
    again: false,
    content: html`<h1>Voice Concierge</h1>
      <p>${text}</p>`,
  })
}

/** Relative: a proxy may serve us under a path of its own. */
function wholePage({ title, again, content }: { title: string; again: boolean; content: Html }) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        ${again ? html`<script type="module" src="../console/assets/decide.js"></script>` : ''}
        <title>${title} · Voice Concierge</title>
        <link rel="icon" href="../console/assets/icon.svg" type="image/svg+xml" />
        ${['tokens', 'console', 'forms', 'parts', 'decide'].map(
          (name) => html`<link rel="stylesheet" href="../console/assets/${name}.css" />`,
        )}
      </head>
      <body>
        <main class="bare"><div class="card decide">${content}</div></main>
      </body>
    </html>`
}
