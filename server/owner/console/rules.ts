/** The page of who gets through: when which flow answers, and by which rules. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Houses } from '../../settings/houses/house.ts'
import type { ConsolePages } from './console-pages.ts'
import { frame } from './frame.ts'
import { addressBookCard, listDialog, listRemovalDialog, listsCard } from './list-card.ts'
import {
  blocksCard,
  hoursCard,
  passDialog,
  passesCard,
  weekDialog,
  whoCard,
} from './rules-cards.ts'

export function createRules(timeZone: string, { all }: Pick<Houses, 'all'>): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/rules', (c) =>
    c.html(
      frame(
        {
          title: 'Who gets through',
          path: 'rules',
          modules: [
            'foresee.js',
            'passes.js',
            'blocks.js',
            'lists.js',
            'address-book.js',
            'hours.js',
          ],
          styles: ['rules.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        html`<div class="head">
            <div>
              <h1>Who gets through</h1>
              <p>Whom you let in, whom you keep out, and when.</p>
            </div>
          </div>
          <div class="stack rule-cards">
            ${whoCard(all)} ${passesCard} ${blocksCard} ${listsCard} ${addressBookCard(all)}
            ${hoursCard(timeZone)}
          </div>
          ${passDialog} ${weekDialog} ${listDialog} ${listRemovalDialog}`,
      ),
    ),
  )
  return app
}
