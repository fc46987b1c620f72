/** What the owner has to know of his models on whatever page he looks at: who judges instead, and what to mend. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { MiddlewareHandler } from 'hono'
import type { ModelState } from '../../../machines/screener-failure.ts'

/** Looks at the models once for each page. */
export function noteTroubles(
  models: () => ModelState[],
): MiddlewareHandler<{ Variables: { troubles: ModelState[] } }> {
  return async function note(c, next) {
    c.set(
      'troubles',
      models().filter(({ says }) => says !== null),
    )
    await next()
  }
}

export function modelTroubles(
  troubles: readonly ModelState[],
): HtmlEscapedString | Promise<HtmlEscapedString> {
  return html`${troubles.map(
    ({ screener, address, code, says, since }) =>
      html`<p class="notice ${code === 'loading' ? '' : 'bad'} model-trouble">
        The model <b>${screener}</b> at ${address} ${says}. Others judge meanwhile, the built-in
        rules last.
        <small
          >Since
          <time datetime="${since.toISOString()}"
            >${since.toISOString().slice(0, 16).replace('T', ' ')} UTC</time
          ></small
        >
      </p>`,
  )}`
}
