/** The page of the numbers: how many calls, what became of them, how long their callers waited for an answer. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Houses } from '../../settings/houses/house.ts'
import type { ConsolePages } from './console-pages.ts'
import { frame, type Html } from './frame.ts'
import { lineField } from './line-field.ts'
import { periods } from './periods.ts'

export function createNumbers({ all }: Pick<Houses, 'all'>): ConsolePages {
  const app: ConsolePages = new Hono()
  app.get('/numbers', (c) =>
    c.html(
      frame(
        {
          title: 'Numbers',
          path: 'numbers',
          modules: ['numbers.js'],
          styles: ['charts.css', 'numbers.css'],
          signedIn: c.get('signedIn'),
          troubles: c.get('troubles'),
        },
        content(all),
      ),
    ),
  )
  return app
}

/** They are there before their figures are, so that nothing below moves when those come. */
const TILES = [
  { name: 'Calls', more: '– before' },
  { name: 'Put through', more: 'to you' },
  { name: 'Missed', more: '– before' },
  { name: 'Messages', more: '– before' },
]
const SPEED_TILES = [
  { name: 'Typical answer', more: 'half are faster' },
  { name: 'Slow answer', more: 'one in twenty is slower' },
]

function tile({ name, more }: { name: string; more: string }): Html {
  return html`<div class="card">
    <dt>${name}</dt>
    <dd class="number">–</dd>
    <dd class="small muted">${more}</dd>
  </div>`
}

/** `all`: the owner's numbers. */
const content = (all: Houses['all']): Html =>
  html`<div class="head">
      <div>
        <h1>Numbers</h1>
        <p id="about">What came in, and what became of it</p>
      </div>
      <div class="row">
        ${all.length === 0 ? '' : lineField(all)} ${periods()}
        <label class="check small"><input id="simulated" type="checkbox" /> Simulated too</label>
      </div>
    </div>
    <nav class="tabs" aria-label="Numbers">
      <a href="numbers" data-view="calls" aria-current="page">Calls</a>
      <a href="numbers?view=speed" data-view="speed">How fast it answers</a>
    </nav>
    <div id="numbers" class="stack" aria-busy="true">
      <div class="stack" data-shows="calls">
        <dl id="tiles" class="tiles">${TILES.map(tile)}</dl>
        <section class="card" aria-labelledby="calls-name">
          <h2 id="calls-name">Calls per day</h2>
          <div id="calls-chart" class="chart-place"></div>
        </section>
        <div class="grid uneven">
          <section class="card" aria-labelledby="hours-name">
            <h2 id="hours-name">Hours of the day</h2>
            <div id="hours-chart" class="chart-place"></div>
          </section>
          <div class="stack">
            <section class="card" aria-labelledby="kinds-name">
              <div class="card-head">
                <h2 id="kinds-name">Kinds of call</h2>
                <p class="small muted">of those screened</p>
              </div>
              <div id="kinds-chart"></div>
            </section>
            <section class="card" aria-labelledby="callers-name">
              <h2 id="callers-name">Who called most</h2>
              <div id="callers-chart"></div>
            </section>
          </div>
        </div>
      </div>
      <div class="stack" data-shows="speed" hidden>
        <dl id="speed-tiles" class="tiles">${SPEED_TILES.map(tile)}</dl>
        <section class="card" aria-labelledby="latency-name">
          <div class="card-head">
            <h2 id="latency-name">How long callers wait</h2>
            <div class="segments" id="what" role="group" aria-label="What is timed">
              <button type="button" data-what="turn_ms" aria-pressed="true">The answer</button>
              <button type="button" data-what="model_ms" aria-pressed="false">The screener</button>
            </div>
          </div>
          <div id="latency-chart" class="chart-place"></div>
        </section>
      </div>
    </div>`
